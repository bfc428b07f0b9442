import { type ActionSet, eachCommon, eachOf } from "./actions/action-set.ts";
import type { ActionUniverse } from "./actions/action-universe.ts";
import { type FormRule, formRule } from "./actions/form-rule.ts";

/** Actions that every statement treats alike and that go to the same forms of resources. */
export interface Group {
  /** Ascending action numbers. */
  readonly ids: readonly number[];
  /** The first of them. */
  readonly sample: number;
  readonly rule: FormRule;
  /** Groups with the same text have the same forms. */
  readonly forms: string;
}

/** By action: the number of its part while a set is cut; one for all, because it is large and every subject needs it. */
let scratch = new Int32Array(0);

/** Cuts a set by other sets: two actions stay together when they are in the same of them. Ascending inside a part. */
export function refine(set: ActionSet, cuts: Iterable<ActionSet>, size: number): readonly (readonly number[])[] {
  if (scratch.length < size) scratch = new Int32Array(size);
  const partOf = scratch;
  let last = 0;
  for (const cut of cuts) {
    // Every part that the cut meets gives its common members to a new part.
    const moved = new Map<number, number>();
    eachCommon(set, cut, (id) => {
      const part = partOf[id] ?? 0;
      let to = moved.get(part);
      if (to === undefined) {
        last += 1;
        to = last;
        moved.set(part, to);
      }
      partOf[id] = to;
    });
  }
  const parts = new Map<number, number[]>();
  eachOf(set, (id) => {
    const part = partOf[id] ?? 0;
    const found = parts.get(part);
    if (found === undefined) parts.set(part, [id]);
    else found.push(id);
    // INVARIANT: all is zero again for the next cut.
    partOf[id] = 0;
  });
  return [...parts.values()];
}

/** Cuts actions further by resource types and by how calls are bound to accounts. */
export function byResourceTypes(ids: Iterable<number>, universe: ActionUniverse): readonly Group[] {
  const groups = new Map<string, { ids: number[]; sample: number; rule: FormRule; forms: string }>();
  for (const id of ids) {
    const forms = universe.formsKey(id);
    const group = groups.get(forms);
    if (group === undefined) groups.set(forms, { ids: [id], sample: id, rule: formRule(id, universe), forms });
    else group.ids.push(id);
  }
  return [...groups.values()];
}
