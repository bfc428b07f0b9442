import { rootArn } from "../core/arn.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

/** P4: a member's root can do nothing, while central root sessions (AssumeRoot) live on. */
export function rootGuard(site: GuardSite): Guard {
  const { partition, member } = site;
  const arn = rootArn(partition, member);
  const root = callerOf(arn, member, "root");
  const central = callerOf(arn, member, "assumed-root");
  const rootPattern = { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } };
  const probe = (says: string, caller: Probe["caller"], action: string, assumed: boolean | null): Probe => ({
    says,
    caller,
    action,
    resource: action.startsWith("s3:") ? `arn:${partition}:s3:::any-bucket` : action.startsWith("iam:") ? arn : "*",
    context: assumed === null ? {} : { "aws:assumedroot": String(assumed) },
  });
  const stricter = {
    Sid: "NoRootPasswordAgain",
    Effect: "Deny",
    Action: "iam:CreateLoginProfile",
    Resource: "*",
    Condition: { ...rootPattern, Bool: { "aws:AssumedRoot": "true" } },
  };
  return {
    id: "P4",
    name: "rootward-p4-root",
    title: "SCP: the root user of a member can do nothing, central sessions can",
    kind: "scp",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "MemberRoot",
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          // IfExists: a session without the key is the member's own root.
          Condition: { ...rootPattern, BoolIfExists: { "aws:AssumedRoot": "false" } },
        },
        ...(site.stricterRoot ? [stricter] : []),
      ],
    },
    mustDeny: [
      probe("root of a member, signed in at the console, creates an access key", root, "iam:CreateAccessKey", null),
      probe("root of a member with an access key reads a bucket", root, "s3:GetBucketPolicy", null),
      probe("root of a member changes the phone", root, "account:PutContactInformation", false),
      ...(site.stricterRoot
        ? [probe("a central session allows a root password again", central, "iam:CreateLoginProfile", true)]
        : []),
    ],
    mustKeep: [
      probe("a central audit session lists root's access keys", central, "iam:ListAccessKeys", true),
      probe("a central session deletes root's access keys", central, "iam:DeleteAccessKey", true),
      probe("a central session deletes a bucket policy that denies everybody", central, "s3:DeleteBucketPolicy", true),
      {
        says: "an administrator of a member works",
        caller: callerOf(`arn:${partition}:iam::${member}:role/any-admin`, member, "role"),
        action: "s3:GetBucketPolicy",
        resource: `arn:${partition}:s3:::any-bucket`,
        context: {},
      },
    ],
    warnings: [
      "Keep one organizational unit without this guard, so that the few tasks only a root can do stay possible: move the account there, work, move it back.",
      "It limits what a root session can do; it does not stop the sign-in or the recovery pages.",
    ],
  };
}
