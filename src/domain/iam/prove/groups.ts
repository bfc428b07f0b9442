import { type ActionSet, common, eachOf } from "./actions/action-set.ts";
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

/** Cuts a set by other sets: two actions stay together when they are in the same of them. Ascending inside a part. */
export function refine(set: ActionSet, cuts: Iterable<ActionSet>, size: number): readonly (readonly number[])[] {
  const partOf = new Int32Array(size);
  let last = 0;
  for (const cut of cuts) {
    // Every part that the cut meets gives its common members to a new part.
    const moved = new Map<number, number>();
    eachOf(common(set, cut), (id) => {
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
