import { type ActionSet, common, eachOf, emptySet, addOne, isEmptySet, meets, without } from "./actions/action-set.ts";
import type { ActionUniverse } from "./actions/action-universe.ts";
import type { FormRule } from "./actions/resource-forms.ts";

/** Actions that every statement treats alike and that go to the same forms of resources. */
export interface Group {
  readonly actions: ActionSet;
  /** One of them. */
  readonly sample: number;
  readonly rule: FormRule;
}

/** Cuts a set by other sets: two actions stay together when they are in the same of them. */
export function refine(set: ActionSet, cuts: Iterable<ActionSet>): readonly ActionSet[] {
  let parts: readonly ActionSet[] = isEmptySet(set) ? [] : [set];
  for (const cut of cuts) {
    if (!meets(set, cut)) continue;
    parts = parts.flatMap((part) => {
      const inside = common(part, cut);
      if (isEmptySet(inside)) return [part];
      const outside = without(part, cut);
      return isEmptySet(outside) ? [part] : [inside, outside];
    });
  }
  return parts;
}

/** Cuts a set further by resource types and by how calls are bound to accounts. */
export function byResourceTypes(set: ActionSet, universe: ActionUniverse): readonly Group[] {
  const groups = new Map<string, { actions: ActionSet; sample: number; rule: FormRule }>();
  eachOf(set, (id) => {
    const rule = formRule(id, universe);
    const types = id < universe.known ? String(universe.index.typesOf[id]) : "other";
    const service = universe.serviceOf(id);
    const key = `${types} ${rule} ${service === "sts" || service === "iam" ? service : ""}`;
    const group = groups.get(key);
    if (group !== undefined) addOne(group.actions, id);
    else {
      const actions = emptySet(universe.size);
      addOne(actions, id);
      groups.set(key, { actions, sample: id, rule });
    }
  });
  return [...groups.values()];
}

const policyEdits = new Set(["createpolicyversion", "deletepolicyversion", "setdefaultpolicyversion", "deletepolicy"]);

function formRule(id: number, universe: ActionUniverse): FormRule {
  const service = universe.serviceOf(id);
  const name = universe.index.lowerNames[id] ?? "";
  if (service === "iam") return policyEdits.has(name) ? "policy-edit" : "iam";
  const isOrganizationCall =
    service === "organizations" || service === "account" || (service === "sts" && name === "assumeroot");
  return isOrganizationCall ? "organization-call" : "usual";
}
