import { taskPolicyArn } from "../../domain/root-tasks/task-policies.ts";
import { readerActions } from "./reader-actions.ts";
import { memberTemplate, readerStack } from "./reader-stack.ts";
import { readerTerraform } from "./reader-terraform.ts";

/** Files of the roll-out by name; `partition` is `aws`, `aws-us-gov` or `aws-cn`, for the plain policies. */
export function rollOut(memberRole: string, partition: string): ReadonlyMap<string, string> {
  const actions = readerActions(memberRole);
  const policy = (statements: readonly object[]): string =>
    `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2)}\n`;
  return new Map([
    ["rootward-reader.cfn.yaml", readerStack(actions)],
    ["rootward-reader-member.cfn.yaml", memberTemplate(actions)],
    ["rootward-reader.tf", readerTerraform(actions)],
    ["member-policy.json", policy([{ Sid: "Read", Effect: "Allow", Action: actions.member, Resource: "*" }])],
    [
      "central-policy.json",
      policy([
        { Sid: "Read", Effect: "Allow", Action: actions.central, Resource: "*" },
        {
          Sid: "ReadMembers",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: `arn:${partition}:iam::*:role/${memberRole}`,
        },
      ]),
    ],
    [
      "root-audit-policy.json",
      policy([
        {
          Sid: "AuditMemberRoots",
          Effect: "Allow",
          Action: "sts:AssumeRoot",
          Resource: `arn:${partition}:iam::*:root`,
          Condition: {
            StringEquals: { "sts:TaskPolicyArn": taskPolicyArn(partition, "audit") },
          },
        },
      ]),
    ],
  ]);
}
