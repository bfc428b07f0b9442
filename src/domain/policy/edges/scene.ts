import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { ModelGroup, ModelPrincipal } from "../account-model.ts";
import type { Escalation } from "../escalation.ts";
import type { AccountIndex } from "./account-index.ts";
import { verdictsOn } from "./alike-targets.ts";
import type { Assuming } from "./assume-ways.ts";
import { callOn, type Facts } from "./call.ts";
import type { Caller, Found } from "./caller.ts";
import type { Questions } from "./questions.ts";
import { targetFacts } from "./target-facts.ts";
import { type Way, wayOf } from "./way.ts";

/** A caller in its account. */
export interface Scene {
  readonly index: AccountIndex;
  readonly caller: Caller;
  readonly assuming: Assuming;
  readonly groups: readonly ModelGroup[];
  readonly partition: string;
}

/** Finds the edges of one escalation. */
export type Ways = (scene: Scene, escalation: Escalation) => Iterable<Found>;

/** The way of one call on a user or role, in a cell. */
export type WayTo = (target: ModelPrincipal, cell: number) => Way | null;

const remembered = new WeakMap<Questions, Map<string, Map<ModelPrincipal, readonly ClassVerdict[]>>>();

/**
 * One call on many users or roles; alike ones are asked about once. `more`: facts besides those of the target, with a
 * key that tells them apart from those of other questions about the same action.
 */
export function callOnEach(
  { caller: { shared } }: Scene,
  action: string,
  targets: readonly ModelPrincipal[],
  more: { readonly key: string; readonly facts: Facts } = { key: "", facts: [] },
): WayTo {
  const byCall = remembered.get(shared) ?? new Map<string, Map<ModelPrincipal, readonly ClassVerdict[]>>();
  remembered.set(shared, byCall);
  const facts = (target: ModelPrincipal): Facts => [...more.facts, ...targetFacts(shared, action, target)];
  const key = `${action} ${more.key}`;
  const known = byCall.get(key) ?? new Map<ModelPrincipal, readonly ClassVerdict[]>();
  byCall.set(key, known);
  const unknown = targets.filter((target) => !known.has(target));
  const found = verdictsOn(
    shared,
    action,
    unknown.map((target) => ({ arn: target.principal.arn, facts: facts(target) })),
  );
  for (const [at, target] of unknown.entries()) known.set(target, found[at] ?? []);
  return (target, cell) => wayOf(known.get(target)?.[cell], callOn(action, [target.principal.arn], facts(target)));
}

/** The places of the cells in which some verdict of a class of calls is not closed. */
export function cellsOpenTo({ caller: { shared } }: Scene, action: string): readonly number[] {
  return shared.verdicts(callOn(action, null)).flatMap(({ verdict }, cell) => (verdict === "closed" ? [] : [cell]));
}
