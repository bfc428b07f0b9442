import { type Fact, isSeen, seen, unseen } from "../../core/fact.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { AccountView } from "../account-view.ts";
import { parsedPolicy } from "./guard-policies.ts";

const call = "signin:GetResourcePolicy";

/** The account's own sign-in policy; `null` value: it has none. */
export function signinPolicy(view: AccountView): Fact<Policy | null> {
  const fact = view.account.signin?.policy ?? unseen("not-asked", call);
  if (!isSeen(fact)) return { ...fact, needs: fact.needs ?? call };
  if (fact.value === null) return seen(null, fact.source, fact.at);
  const parsed = parsedPolicy(fact.value, "resource", "sign-in policy");
  if (parsed === null) return unseen("not-observable", "a readable sign-in policy");
  return seen(parsed, fact.source, fact.at);
}

const memo = new WeakMap<Policy, readonly Policy[]>();

/** The Deny statements of a policy, each as a policy of its own. */
export function denialsOf(policy: Policy): readonly Policy[] {
  const known = memo.get(policy);
  if (known !== undefined) return known;
  const made = policy.statements
    .filter((statement) => statement.effect === "Deny")
    .map((statement): Policy => ({ version: policy.version, statements: [statement] }));
  memo.set(policy, made);
  return made;
}
