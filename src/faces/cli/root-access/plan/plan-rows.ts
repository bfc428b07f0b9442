import { maskMail } from "../../../../domain/core/mask.ts";
import { callsOf, type PlannedCall } from "../../../../domain/custody/root-access/calls-of.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { warningsOf } from "../../../../domain/custody/root-access/warnings-of.ts";
import type { Row } from "../../bg/screen.ts";

/** What a plan is going to leave in the ledger, in order; approvals once for each person. */
export function ledgerOf(plan: RootAccessPlan): readonly string[] {
  return plan.task === "enable"
    ? ["org_feature.accepted", "org_feature.session", "session.passed_on"]
    : ["request.created", "approval.signed", "grant.ready", "release.assume_root", "session.passed_on", "grant.closed"];
}

/** A plan as people read it before anything happens. */
export function planRows(plan: RootAccessPlan, showContacts: boolean): readonly Row[] {
  const calls = callsOf(plan);
  return [
    ...subjectRows(plan, showContacts),
    ...warningsOf(plan).map((text): Row => ["mind", text]),
    ...calls.map((call, at): Row => [`call ${at + 1}`, callText(call)]),
    ["ledger", ledgerOf(plan).join(", ")],
  ];
}

function subjectRows(plan: RootAccessPlan, showContacts: boolean): readonly Row[] {
  if (plan.task === "enable") {
    const { feature, on, management } = plan;
    return [
      ["plan", `switch ${feature} ${on ? "on" : "off"} for the organization`],
      ["account", `${digits(management)}, the management account`],
    ];
  }
  const { task, account, name, taskPolicy } = plan;
  const head: readonly Row[] = [
    ["plan", `${task} in a member`],
    ["account", digits(account) === name ? `${name} (its name is not known)` : `${digits(account)}  ${name}`],
    ["task policy", taskPolicy],
  ];
  switch (plan.task) {
    case "delete-credentials":
      return [...head, ["deletes", plan.delete.join(", ")], ["found", foundText(plan.found)]];
    case "allow-recovery": {
      const { mailbox } = plan;
      const shown =
        mailbox === null
          ? "not known: AWS shows it in the list of accounts"
          : showContacts
            ? mailbox
            : maskMail(mailbox);
      return [...head, ["mailbox", shown]];
    }
    case "unlock-bucket":
      return [...head, ["bucket", `${plan.bucket}, in ${plan.region}`], ["new policy", policyText(plan.policy)]];
    case "unlock-queue":
      return [...head, ["queue", plan.queueUrl], ["new policy", policyText(plan.policy)]];
  }
}

function callText({ action, what, isWrite, undo }: PlannedCall): string {
  if (!isWrite) return `${action}: ${what}`;
  return `${action} WRITES: ${what} ${undo === null ? "It cannot be undone." : `Way back: ${undo}`}`;
}

type Found = Extract<RootAccessPlan, { readonly task: "delete-credentials" }>["found"];

function foundText(found: Found): string {
  if (found === null) return "nobody has looked";
  const parts = [
    ...(found.password ? ["a password, or the way to recover one"] : []),
    ...found.accessKeys.map((id) => `access key ${id}`),
    ...found.certificates.map((id) => `certificate ${id}`),
    ...found.mfa.map((serial) => `MFA device ${serial}`),
  ];
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function policyText(policy: string | null): string {
  return policy === null ? "none: the policy is deleted" : `${policy.length} characters, from --policy`;
}

function digits(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
