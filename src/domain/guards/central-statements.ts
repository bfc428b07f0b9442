import type { GuardSite } from "./guard.ts";

/** Tasks that the declared central root administrators keep; creating a root password again is not among them. */
const keptTasks = [
  "IAMAuditRootUserCredentials",
  "IAMDeleteRootUserCredentials",
  "S3UnlockBucketPolicy",
  "SQSUnlockQueuePolicy",
];

const emailActions = ["account:AcceptPrimaryEmailUpdate", "account:StartPrimaryEmailUpdate"];

/**
 * The statements that narrow central calls to declared roles: root mails only by them and only into the listed
 * domains, AssumeRoot only by them and only for the kept tasks, delegation by nobody.
 */
export function centralStatements(site: GuardSite): readonly Readonly<Record<string, unknown>>[] {
  const not = (patterns: readonly string[]) =>
    patterns.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": [...patterns] } } };
  const domains =
    site.emailDomains.length === 0
      ? []
      : [
          {
            Sid: "RootMailsElsewhere",
            Effect: "Deny",
            Action: emailActions,
            Resource: "*",
            // A missing key counts as "not in the list", so that an unnamed domain is refused too.
            Condition: { StringNotLike: { "account:EmailTargetDomain": [...site.emailDomains] } },
          },
        ];
  return [
    { Sid: "RootMails", Effect: "Deny", Action: emailActions, Resource: "*", ...not(site.emailWriters) },
    ...domains,
    { Sid: "CentralRoot", Effect: "Deny", Action: "sts:AssumeRoot", Resource: "*", ...not(site.rootAdmins) },
    {
      Sid: "CentralRootTasks",
      Effect: "Deny",
      Action: "sts:AssumeRoot",
      Resource: "*",
      Condition: {
        ArnNotLike: { "sts:TaskPolicyArn": keptTasks.map((task) => `arn:*:iam::aws:policy/root-task/${task}`) },
      },
    },
    { Sid: "Delegation", Effect: "Deny", Action: "organizations:RegisterDelegatedAdministrator", Resource: "*" },
  ];
}
