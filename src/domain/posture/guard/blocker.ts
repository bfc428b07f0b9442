import type { Layer, NamedPolicy } from "../../iam/decide/question.ts";
import type { Policy, Statement } from "../../iam/language/policy.ts";
import { allowAll } from "./guard-request.ts";
import type { GuardPolicies } from "./guard-policies.ts";

/** One thing that alone may stop a call: a single Deny statement, or a level whose Allows do not cover the call. */
export interface Blocker {
  /** For evidence: the policy, or the level. */
  readonly name: string;
  /** The layer that holds this blocker and nothing else. */
  readonly layer: Layer;
  readonly policies: readonly Policy[];
  /** The Deny statement alone; null for a level. */
  readonly denies: Policy | null;
}

/**
 * Every blocker of the path. A level with an unread policy is none: that policy may allow the call. Nor is one whose
 * Allow compares the principal twice: who matches both patterns cannot be told from instances of each.
 */
export function blockersOf(guards: GuardPolicies): readonly Blocker[] {
  return guards.levels.flatMap(({ policies, unread }) => {
    const statements = policies.flatMap(({ policy }) => policy.statements);
    const isOpen = unread.length > 0 || statements.some(allowsAll) || statements.some(comparesTwice);
    return [...policies.flatMap(denyBlockers), ...(isOpen ? [] : [levelBlocker(policies)])];
  });
}

const memo = new WeakMap<NamedPolicy, readonly Blocker[]>();

function denyBlockers(named: NamedPolicy): readonly Blocker[] {
  const known = memo.get(named);
  if (known !== undefined) return known;
  const { name, policy } = named;
  const made = policy.statements
    .filter((statement) => statement.effect === "Deny")
    .map((statement): Blocker => {
      const alone: Policy = { version: policy.version, statements: [statement] };
      return { name, layer: [allowAll, { name, policy: alone }], policies: [alone], denies: alone };
    });
  memo.set(named, made);
  return made;
}

function levelBlocker(policies: readonly NamedPolicy[]): Blocker {
  const allows = policies.map(({ name, policy }) => ({
    name,
    policy: { ...policy, statements: policy.statements.filter((statement) => statement.effect === "Allow") },
  }));
  const name = `allow list of ${policies.map((each) => each.name).join(", ") || "nothing"}`;
  return { name, layer: allows, policies: allows.map((each) => each.policy), denies: null };
}

function allowsAll(statement: Statement): boolean {
  if (statement.effect !== "Allow" || statement.conditions.length > 0) return false;
  const { actions, resources } = statement;
  return (
    !actions.negated &&
    actions.patterns.includes("*") &&
    resources !== null &&
    !resources.negated &&
    resources.patterns.includes("*")
  );
}

function comparesTwice(statement: Statement): boolean {
  const keys = statement.conditions.map((entry) => entry.key.toLowerCase());
  return statement.effect === "Allow" && keys.filter((key) => key === "aws:principalarn").length > 1;
}
