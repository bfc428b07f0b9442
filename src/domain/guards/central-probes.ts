import { rootArn } from "../core/arn.ts";
import { taskPolicyArn } from "../root-tasks/task-policies.ts";
import { exampleOf } from "./exempt.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

/** What P2 must refuse and keep, for callers of an account: a delegated administrator's or, with `management`, its own. */
export function centralProbes(
  site: GuardSite,
  account: string,
  management: boolean,
): Pick<Guard, "mustDeny" | "mustKeep"> {
  const { partition, member } = site;
  const admin = callerOf(`arn:${partition}:iam::${account}:role/any-admin`, account, "role", management);
  const target = `arn:${partition}:account::${account}:account/o-example/${member}`;
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
    resource: rootArn(partition, member),
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
