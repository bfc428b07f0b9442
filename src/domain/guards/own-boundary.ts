import { boundaryStays, contactStatement, everythingElse, wallStatement } from "./boundary-statements.ts";
import { centralProbes } from "./central-probes.ts";
import { centralStatements } from "./central-statements.ts";
import { exampleOf } from "./exempt.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

const organizationActions = [
  "iam:DisableOrganizationsRootCredentialsManagement",
  "iam:EnableOrganizationsRootCredentialsManagement",
  "iam:EnableOrganizationsRootSessions",
  "organizations:DeletePolicy",
  "organizations:DetachPolicy",
  "organizations:DisablePolicyType",
  "organizations:EnableAWSServiceAccess",
  "organizations:MoveAccount",
  "organizations:PutResourcePolicy",
  "organizations:RemoveAccountFromOrganization",
  "organizations:UpdatePolicy",
];

/** P2 for the management account: the same as a permissions boundary, to be set on every principal not declared. */
export function managementBoundary(site: GuardSite): Guard | null {
  if (site.management === null) return null;
  const central = centralProbes(site, site.management, true);
  const own = ownProbes(site, site.management, true, [
    ["detaches a guard", "organizations:DetachPolicy"],
    ["rewrites a guard", "organizations:UpdatePolicy"],
    ["takes an account out of the organization", "organizations:RemoveAccountFromOrganization"],
    ["turns central root access on", "iam:EnableOrganizationsRootCredentialsManagement"],
  ]);
  return {
    id: "P2",
    name: "rootward-p2-management-boundary",
    title: "Permissions boundary: what principals of the management account may not do to roots",
    kind: "boundary",
    document: {
      Version: "2012-10-17",
      Statement: [
        everythingElse,
        ...centralStatements(site),
        contactStatement(site),
        { Sid: "Organization", Effect: "Deny", Action: organizationActions, Resource: "*" },
        wallStatement,
        boundaryStays,
      ],
    },
    mustDeny: [...central.mustDeny, ...own.mustDeny],
    mustKeep: [...central.mustKeep, ...own.mustKeep],
    warnings: [
      "No SCP binds the management account, so this must sit on each of its principals that may do these things, and creating principals without it must stay with few: one who makes a new administrator is not bound.",
      "Organization changes (policies, delegation, trusted access) then need a principal without the boundary: name it with --recovery-principal, and keep it behind approvals.",
      "Roles called AWSReservedSSO_… belong to IAM Identity Center: their boundary is set on the permission set, and the policy of this name must exist in every account the permission set is assigned to.",
    ],
  };
}

/** P1 for an account that no SCP reaches: a boundary against contact writes and against taking its sign-in wall down. */
export function standaloneBoundary(site: GuardSite, account: string): Guard {
  return {
    id: "P1",
    name: "rootward-p1-contacts-boundary",
    title: "Permissions boundary: what principals of a stand-alone account may not do to its root",
    kind: "boundary",
    document: {
      Version: "2012-10-17",
      Statement: [everythingElse, contactStatement(site), wallStatement, boundaryStays],
    },
    ...ownProbes(site, account, false, []),
    warnings: [
      "No SCP reaches a stand-alone account, so this must sit on each principal that may do these things; one who makes a new administrator is not bound.",
    ],
  };
}

function ownProbes(
  site: GuardSite,
  account: string,
  management: boolean,
  more: readonly (readonly [string, string])[],
): Pick<Guard, "mustDeny" | "mustKeep"> {
  const { partition } = site;
  const admin = callerOf(`arn:${partition}:iam::${account}:role/any-admin`, account, "role", management);
  const probe = (says: string, caller: Probe["caller"], action: string): Probe => ({
    says,
    caller,
    action,
    resource: action.startsWith("account:") ? `arn:${partition}:account::${account}:account` : "*",
    context: {},
  });
  const undeclared = [
    ["changes the phone of the account", "account:PutContactInformation"],
    ["deletes the sign-in wall", "signin:DeleteConsoleAuthorizationConfiguration"],
    ["takes its own boundary off", "iam:DeleteRolePermissionsBoundary"],
    ...more,
  ] as const;
  const writers = site.contactWriters.filter((pattern) => pattern.includes(`::${account}:`) || /::\*?:/.test(pattern));
  return {
    mustDeny: undeclared.map(([says, action]) => probe(`an undeclared administrator ${says}`, admin, action)),
    mustKeep: [
      probe("an administrator reads the contact", admin, "account:GetContactInformation"),
      probe("an administrator does daily work", admin, "ec2:RunInstances"),
      ...writers.map((pattern) =>
        probe(
          `the declared contact role ${pattern} changes the phone`,
          callerOf(exampleOf(pattern, account), account, "role", management),
          "account:PutContactInformation",
        ),
      ),
    ],
  };
}
