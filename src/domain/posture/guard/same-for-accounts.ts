import { isSeen } from "../../core/fact.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { AccountView } from "../account-view.ts";
import type { GuardPolicies } from "./guard-policies.ts";
import { mentioned } from "./mentioned.ts";

/** Keys whose value tells accounts apart by their number. */
const numberKeys = new Set(["aws:principalarn", "aws:principalaccount", "aws:resourceaccount", "aws:userid"]);
const pathKeys = new Set(["aws:principalorgpaths", "aws:resourceorgpaths"]);

/**
 * Makes a function that works out once what policies say of all accounts they bind alike, and anew for each account of
 * which they may say something else. The work may depend on nothing but the partition, the policies and, through
 * `guardQuestion`, the account's number and path. An answer that names the account is never given for another.
 */
export function sameForAccounts<T>(): (view: AccountView, guards: GuardPolicies, work: () => T) => T {
  const memo = new WeakMap<AccountView["organization"], Map<string, { readonly answer: T }>>();
  return (view, guards, work) => {
    const policies = guards.levels.flatMap((level) => level.policies.map(({ policy }) => policy));
    if (guards.gap !== null || !policies.every(isBlindToNumbers)) return work();
    const known = memo.get(view.organization) ?? new Map<string, { readonly answer: T }>();
    memo.set(view.organization, known);
    const key = keyOf(view, guards, policies);
    const before = known.get(key);
    if (before !== undefined) return before.answer;
    const answer = work();
    if (!JSON.stringify(answer).includes(view.account.id)) known.set(key, { answer });
    return answer;
  };
}

function keyOf(view: AccountView, guards: GuardPolicies, policies: readonly Policy[]): string {
  const { account, manifest } = view;
  const levels = guards.levels.map((level) => level.policies.map(idOf).join(" ")).join("|");
  const readsPath = policies.some((policy) => [...mentioned(policy).keys].some((key) => pathKeys.has(key)));
  const path = !readsPath ? "" : isSeen(account.path) ? account.path.value.join("/") : "not seen";
  return `${manifest.partition} ${levels} ${path}`;
}

const ids = new WeakMap<object, number>();
let last = 0;

// Policies of one name and text are one object (`guardPolicies`), so that a number stands for both.
function idOf(named: object): number {
  const known = ids.get(named);
  if (known !== undefined) return known;
  last += 1;
  ids.set(named, last);
  return last;
}

const blind = new WeakMap<Policy, boolean>();

/**
 * True when no pattern of the policy can tell one twelve-digit number from another: those that are compared with
 * something that holds the account's number have no digit and no variable.
 */
function isBlindToNumbers(policy: Policy): boolean {
  const known = blind.get(policy);
  if (known !== undefined) return known;
  const isBlind = policy.statements.every((statement) => {
    const compared = statement.conditions.flatMap(({ key, values }) =>
      numberKeys.has(key.toLowerCase()) ? values : values.filter((value) => value.includes("${")),
    );
    return [...(statement.resources?.patterns ?? []), ...compared].every((text) => !/[0-9]|\$\{/.test(text));
  });
  blind.set(policy, isBlind);
  return isBlind;
}
