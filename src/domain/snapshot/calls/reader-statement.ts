import type { CallName } from "./call-table.ts";

/** One statement of an IAM policy, as JSON-ready data. */
export interface ReaderStatement {
  readonly Effect: "Allow";
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The managed policy that limits an AssumeRoot session to reading root's credentials. */
export function auditTaskPolicy(partition: string): string {
  return `arn:${partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials`;
}

/** The smallest statement that lets a principal make the call. `role` is the name of the reader role in members. */
export function readerStatement(call: CallName, partition: string, role: string): ReaderStatement {
  if (call === "sts:AssumeRoot") {
    return {
      Effect: "Allow",
      Action: call,
      Resource: `arn:${partition}:iam::*:root`,
      Condition: { StringEquals: { "sts:TaskPolicyArn": auditTaskPolicy(partition) } },
    };
  }
  const resource = call === "sts:AssumeRole" ? `arn:${partition}:iam::*:role/${role}` : "*";
  return { Effect: "Allow", Action: call, Resource: resource };
}
