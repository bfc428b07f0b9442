import { rootArn } from "../core/arn.ts";
import { exampleOf, exceptPrincipals } from "./exempt.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

/** Calls that change contacts. Literal names on purpose: `account:*` would also stop the enabling of regions. */
export const contactActions: readonly string[] = [
  "account:DeleteAlternateContact",
  "account:PutAlternateContact",
  "account:PutContactInformation",
  "account:SendPhoneNumberVerification",
  "account:VerifyPhoneNumber",
  "aws-portal:ModifyAccount",
];

/** P1: no principal of a member, root included, may change contacts, except the declared contact roles. */
export function contactsGuard(site: GuardSite): Guard {
  const { partition, member } = site;
  const resource = `arn:${partition}:account::${member}:account`;
  const admin = callerOf(`arn:${partition}:iam::${member}:role/any-admin`, member, "role");
  const root = callerOf(rootArn(partition, member), member, "root");
  const probe = (says: string, caller: Probe["caller"], action: string): Probe => ({
    says,
    caller,
    action,
    resource,
    context: {},
  });
  return {
    id: "P1",
    name: "rootward-p1-contacts",
    title: "SCP: deny contact writes to members",
    kind: "scp",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ContactWrites",
          Effect: "Deny",
          Action: contactActions,
          Resource: "*",
          ...exceptPrincipals(site.contactWriters),
        },
      ],
    },
    mustDeny: [
      ...contactActions.map((action) => probe(`an administrator of a member calls ${action}`, admin, action)),
      probe("the root user of a member changes the phone", root, "account:PutContactInformation"),
    ],
    mustKeep: [
      probe("an administrator of a member reads the contact", admin, "account:GetContactInformation"),
      probe("an administrator of a member enables a region", admin, "account:EnableRegion"),
      ...site.contactWriters
        .filter(isOfMembers(site))
        .map((pattern) =>
          probe(
            `the declared contact role ${pattern} changes the phone`,
            callerOf(exampleOf(pattern, member), member, "role"),
            "account:PutContactInformation",
          ),
        ),
    ],
    warnings: [
      "Central writes from the management account are not bound by an SCP and go on working.",
      "A delegated administrator for account.amazonaws.com in a covered unit needs its contact role declared (declared.contactWriters).",
    ],
  };
}

function isOfMembers(site: GuardSite): (pattern: string) => boolean {
  return (pattern) => site.management === null || !pattern.includes(`::${site.management}:`);
}
