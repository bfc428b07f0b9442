import { type ActionSet, eachOf, hasOne, meets } from "./actions/action-set.ts";
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

/** Cuts a set by other sets: two actions stay together when they are in the same of them. */
export function refine(set: ActionSet, cuts: Iterable<ActionSet>): readonly (readonly number[])[] {
  const all: number[] = [];
  eachOf(set, (id) => all.push(id));
  let parts: readonly (readonly number[])[] = all.length === 0 ? [] : [all];
  for (const cut of cuts) {
    if (!meets(set, cut)) continue;
    parts = parts.flatMap((part) => {
      const inside = part.filter((id) => hasOne(cut, id));
      if (inside.length === 0 || inside.length === part.length) return [part];
      return [inside, part.filter((id) => !hasOne(cut, id))];
    });
  }
  return parts;
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
