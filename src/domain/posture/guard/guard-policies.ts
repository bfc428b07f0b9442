import { CodedError } from "../../core/coded-error.ts";
import { type Fact, isSeen, seen, type Unseen, unseen } from "../../core/fact.ts";
import type { NamedPolicy } from "../../iam/decide/question.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { OrgPolicy } from "../../snapshot/organization-facts.ts";
import { type GuardType, policyLevels } from "../../snapshot/policy-levels.ts";
import type { AccountView } from "../account-view.ts";

/** One level of the path with the policies that could be read. */
export interface GuardLevel {
  readonly policies: readonly NamedPolicy[];
  /** Names of policies whose text is not known. */
  readonly unread: readonly string[];
}

/** The organization policies on the path of an account, ready to evaluate. */
export interface GuardPolicies {
  /** Organization root first. */
  readonly levels: readonly GuardLevel[];
  /** Why a text is not known; null when all are. */
  readonly gap: Unseen | null;
  /** Names of the policies that AWS did not write, for evidence. */
  readonly names: readonly string[];
}

/** Reads the policies of one type on the path; `null` value: the type has no effect on this account. */
export function guardPolicies(view: AccountView, type: GuardType): Fact<GuardPolicies | null> {
  const levels = policyLevels(view.organization, view.account, type);
  if (!isSeen(levels)) return levels;
  if (levels.value === null) return seen(null, levels.source, levels.at);
  let gap: Unseen | null = null;
  const names = new Set<string>();
  const read = levels.value.map(({ policies }): GuardLevel => {
    const known: NamedPolicy[] = [];
    const unread: string[] = [];
    for (const policy of policies) {
      if (!policy.awsManaged) names.add(policy.name);
      const text = documentOf(view, policy);
      if (isSeen(text)) known.push(namedPolicy(text.value, policy.name));
      else {
        unread.push(policy.name);
        gap ??= text;
      }
    }
    return { policies: known, unread };
  });
  return seen({ levels: read, gap, names: [...names].sort() }, levels.source, levels.at);
}

function documentOf(view: AccountView, policy: OrgPolicy): Fact<Policy> {
  const pointer = policy.document;
  if (!isSeen(pointer)) return { ...pointer, needs: pointer.needs ?? "organizations:DescribePolicy" };
  const stored = view.document(pointer.value.sha256);
  const kind = policy.type === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp";
  const parsed = parsedPolicy(stored, kind, policy.name);
  if (parsed !== null) return seen(parsed, pointer.source, pointer.at);
  return unseen("not-observable", `a readable text of policy ${policy.name}`);
}

const named = new WeakMap<Policy, Map<string, NamedPolicy>>();

// One object per policy and name, so that what is worked out for it is found again in the next account.
function namedPolicy(policy: Policy, name: string): NamedPolicy {
  const byName = named.get(policy) ?? new Map<string, NamedPolicy>();
  named.set(policy, byName);
  const made = byName.get(name) ?? { name, policy };
  byName.set(name, made);
  return made;
}

const memo: Record<"scp" | "rcp" | "resource", WeakMap<object, Policy | null>> = {
  scp: new WeakMap(),
  rcp: new WeakMap(),
  resource: new WeakMap(),
};

/** A stored document as a policy; null when it is missing or AWS's language does not know what stands in it. */
export function parsedPolicy(stored: unknown, kind: keyof typeof memo & PolicyKind, name: string): Policy | null {
  if (typeof stored !== "object" || stored === null) return null;
  const known = memo[kind].get(stored);
  if (known !== undefined) return known;
  const made = parsedOrNull(stored, kind, name);
  memo[kind].set(stored, made);
  return made;
}

function parsedOrNull(stored: object, kind: PolicyKind, name: string): Policy | null {
  try {
    return parsePolicy(stored, kind, name);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
