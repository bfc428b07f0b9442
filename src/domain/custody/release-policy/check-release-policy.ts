import type { ReleasePolicyDocument, ReleaseRule } from "../documents/release-policy-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { hasRole, isMember, mayApprove, type RosterView } from "../roster/roster-view.ts";
import { seatsFilled, choicesOf } from "../roster/terms-met.ts";
import { type SealedVault, vaultsNotOpened } from "./vaults-not-opened.ts";

/** What a release policy is held against. */
export interface PolicySurroundings {
  readonly view: RosterView;
  /** The splits of a rule's accounts, by the rule's name; a vault that is not sealed has none. */
  readonly splitsOf: (rule: string) => readonly SealedVault[];
}

/** What is allowed, and what people should be told of. */
export interface PolicyWarning {
  readonly rule: string;
  readonly what:
    /** More than three codes with one grant. */
    | "many-codes"
    /** Nobody can ever satisfy it. */
    | "opens-for-nobody"
    /** Some requester has not enough other people to approve. */
    | "needs-the-requester"
    /** One person alone may release. */
    | "no-dual-control";
}

/** A release policy that may be signed, or why not. */
export type PolicyVerdict = { readonly status: "fit"; readonly warnings: readonly PolicyWarning[] } | Refused;

/** Judges a release policy against the roster and the splits of the sealed vaults. */
export function checkReleasePolicy(policy: ReleasePolicyDocument, around: PolicySurroundings): PolicyVerdict {
  const { view } = around;
  const unfit = (why: string): Refused => refused(custodyErrors.CUSTODY_POLICY_UNFIT, why);
  if (policy.deployment !== view.deployment) return refused(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, policy.deployment);
  const names = policy.rules.map(({ name }) => name);
  if (new Set(names).size < names.length) return unfit("two rules of one name");
  const accounts = policy.rules.flatMap((rule) => (rule.accounts === "others" ? ["others"] : rule.accounts));
  if (new Set(accounts).size < accounts.length) return unfit("an account in two rules");
  const approvers = view.persons.filter((person) => hasRole(person, "approver"));
  // Never assumed from a short roster, and never kept for a long one.
  if (policy.solo && approvers.length > 1) return unfit(`solo, with ${approvers.length} approvers in the roster`);
  for (const rule of policy.rules) {
    const shut = vaultsNotOpened(rule, view.groups, around.splitsOf(rule.name));
    if (shut.length > 0)
      return refused(custodyErrors.CUSTODY_RULE_CANNOT_OPEN, `${rule.name}: vault ${shut.join(", ")}`);
    if (rule.sealed.length > 0 && rule.breakSeal.allowed)
      return unfit(`${rule.name}: a sealed vault needs shares, not a break-seal`);
    if (rule.sealed.length > 0 && policy.solo)
      return unfit(`${rule.name}: one person alone cannot hold a sealed vault`);
  }
  return { status: "fit", warnings: policy.rules.flatMap((rule) => warningsOf(rule, policy.solo, view)) };
}

function warningsOf(rule: ReleaseRule, solo: boolean, view: RosterView): readonly PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  const warn = (what: PolicyWarning["what"]): number => warnings.push({ rule: rule.name, what });
  if (rule.maxCodes > 3) warn("many-codes");
  if (solo) warn("no-dual-control");
  else if (!satisfiableWithout(rule, view, null)) warn("opens-for-nobody");
  else {
    const requesters = view.persons.filter((person) => hasRole(person, "requester"));
    if (requesters.some(({ id }) => !satisfiableWithout(rule, view, id))) warn("needs-the-requester");
  }
  return warnings;
}

/** Whether the approvers, without one person, can satisfy the rule once every new one counts. */
function satisfiableWithout(rule: ReleaseRule, view: RosterView, requester: string | null): boolean {
  const approvers = view.persons
    .filter(({ id }) => id !== requester)
    .filter((person) => person.credentials.some((key) => mayApprove(view, person, key, Number.POSITIVE_INFINITY)))
    .map(({ id }) => id);
  const inGroups = approvers.filter((id) => view.groups.some(({ name }) => isMember(view, name, id)));
  return choicesOf(rule).some(
    (choice) => seatsFilled(choice, view.groups, inGroups) === choice.reduce((sum, { min }) => sum + min, 0),
  );
}
