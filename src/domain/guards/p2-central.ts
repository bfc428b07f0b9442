import { taskPolicyArn } from "../root-tasks/task-policies.ts";
import { centralStatements } from "./central-statements.ts";
import { exampleOf } from "./exempt.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

/** P2 for delegated administrators: an SCP. */
export function centralGuard(site: GuardSite): Guard {
  return {
    id: "P2",
    name: "rootward-p2-central",
    title: "SCP: central root and root-mail moves only by declared roles",
    kind: "scp",
    document: { Version: "2012-10-17", Statement: centralStatements(site) },
    ...probes(site, site.member, false),
    warnings: [
      "It binds delegated administrators; the management account is out of reach of SCPs and gets the same as a permissions boundary.",
      "Allowing a member's root password again (task IAMCreateRootUserPassword) is refused to everybody: lift the guard for that day.",
    ],
  };
}

/** P2 for the management account: the same as a permissions boundary, to be set on every principal not declared. */
export function managementBoundary(site: GuardSite): Guard | null {
  if (site.management === null) return null;
  const contacts = {
    Sid: "Contacts",
    Effect: "Deny",
    Action: ["account:PutContactInformation", "account:SendPhoneNumberVerification", "account:VerifyPhoneNumber"],
    Resource: "*",
    ...(site.contactWriters.length === 0
      ? {}
      : { Condition: { ArnNotLike: { "aws:PrincipalArn": [...site.contactWriters] } } }),
  };
  const organization = {
    Sid: "Organization",
    Effect: "Deny",
    Action: [
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
      "signin:DeleteConsoleAuthorizationConfiguration",
      "signin:DeleteResourcePermissionStatement",
    ],
    Resource: "*",
  };
  // A principal that may take its own boundary off is not bound by it.
  const itself = {
    Sid: "BoundaryStays",
    Effect: "Deny",
    Action: [
      "iam:CreatePolicyVersion",
      "iam:DeletePolicyVersion",
      "iam:DeleteRolePermissionsBoundary",
      "iam:DeleteUserPermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
      "iam:PutUserPermissionsBoundary",
      "iam:SetDefaultPolicyVersion",
    ],
    Resource: "*",
  };
  const made = probes(site, site.management, true);
  return {
    id: "P2",
    name: "rootward-p2-management-boundary",
    title: "Permissions boundary: what principals of the management account may not do to roots",
    kind: "boundary",
    document: {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" },
        ...centralStatements(site),
        contacts,
        organization,
        itself,
      ],
    },
    ...made,
    warnings: [
      "No SCP binds the management account, so this must sit on each of its principals that may do these things (PLAN.md names them), and creating principals without it must stay with few.",
      "Organization changes (policies, delegation, trusted access) then need a principal without the boundary: keep one, behind approvals.",
    ],
  };
}

function probes(site: GuardSite, account: string, management: boolean): Pick<Guard, "mustDeny" | "mustKeep"> {
  const { partition, member } = site;
  const admin = callerOf(`arn:${partition}:iam::${account}:role/any-admin`, account, "role", management);
  const target = `arn:${partition}:account::${management ? account : account}:account/o-example/${member}`;
  const rootOf = `arn:${partition}:iam::${member}:root`;
  const domain = site.emailDomains[0] ?? "corp.example";
  const email = (says: string, caller: Probe["caller"], to: string): Probe => ({
    says,
    caller,
    action: "account:StartPrimaryEmailUpdate",
    resource: target,
    context: { "account:emailtargetdomain": to },
  });
  const assume = (says: string, caller: Probe["caller"], task: "audit" | "delete" | "create"): Probe => ({
    says,
    caller,
    action: "sts:AssumeRoot",
    resource: rootOf,
    context: { "sts:taskpolicyarn": taskPolicyArn(partition, task) },
  });
  const declared = (patterns: readonly string[]) =>
    patterns.map((pattern) => {
      const arn = exampleOf(pattern, account);
      return { pattern, caller: callerOf(arn, arn.split(":")[4] ?? account, "role", management) };
    });
  return {
    mustDeny: [
      email("an undeclared administrator moves a member's root mail", admin, domain),
      assume("an undeclared administrator takes a central root session", admin, "delete"),
      assume("an undeclared administrator allows a root password again", admin, "create"),
      {
        says: "an undeclared administrator registers a delegated administrator",
        caller: admin,
        action: "organizations:RegisterDelegatedAdministrator",
        resource: "*",
        context: {},
      },
      ...(site.emailDomains.length === 0
        ? []
        : declared(site.emailWriters).map(({ pattern, caller }) =>
            email(`the declared mail role ${pattern} moves a root mail to a foreign domain`, caller, "evil.example"),
          )),
      ...declared(site.rootAdmins).map(({ pattern, caller }) =>
        assume(`the declared root role ${pattern} allows a root password again`, caller, "create"),
      ),
    ],
    mustKeep: [
      ...declared(site.emailWriters).map(({ pattern, caller }) =>
        email(`the declared mail role ${pattern} moves a root mail within ${domain}`, caller, domain),
      ),
      ...declared(site.rootAdmins).map(({ pattern, caller }) =>
        assume(`the declared root role ${pattern} audits a member`, caller, "audit"),
      ),
      {
        says: "reading the organization",
        caller: admin,
        action: "organizations:ListAccounts",
        resource: "*",
        context: {},
      },
    ],
  };
}
