import { hasOne } from "./actions/action-set.ts";
import { formRule } from "./actions/form-rule.ts";
import type { IndexedStatement } from "./actions/statement-index.ts";
import { anyForms } from "./actions/resource-forms.ts";
import { decideGroup, decideName, isPlain, type Outcome } from "./decide-group.ts";
import type { CellContext } from "./problem-for.ts";
import type { Budget } from "./solve/budget.ts";

/** One action of the catalogue by its number, or a name (lower case) that the catalogue does not have. */
export type OneAction = number | string;

/** Whether a statement can say anything about the action. */
export function concerns(action: OneAction): (indexed: IndexedStatement) => boolean {
  if (typeof action === "string") return ({ coverName }) => coverName(action) !== "no";
  return ({ cover }) => hasOne(cover.possible, action);
}

/** Decides one action in one cell. The live statements of the context are those that concern it. */
export function askCell(context: CellContext, action: OneAction, budget: Budget): Outcome {
  const { universe, rules, live, layers, subject } = context;
  if (typeof action === "string") return decideName(context, action, budget);
  const closed = rules.closed.find(({ actions }) => hasOne(actions, action));
  if (closed !== undefined) {
    return { kind: "closed", tree: () => ({ kind: "service-rule", rule: closed.rule }), resources: anyForms };
  }
  const open = rules.open.find(({ actions }) => hasOne(actions, action));
  if (open !== undefined) return { kind: "open", rule: open.rule, model: null };
  if (subject.layers.resource === undefined) {
    for (const { ref, unknown, services, isCeiling } of layers) {
      if (unknown !== null || services !== null || isCeiling || ref === "resource") continue;
      if (live.some((each) => each.effect === "Allow" && each.ref.layer === ref)) continue;
      return { kind: "closed", tree: () => ({ kind: "no-grant", layers: [ref] }), resources: anyForms };
    }
  }
  for (const each of live) {
    if (each.effect !== "Deny" || !isPlain(each) || !hasOne(each.indexed.full, action)) continue;
    if (!layers.some((layer) => layer.ref === each.ref.layer && layer.services === null)) continue;
    if (each.resource(null) !== null) continue;
    return { kind: "closed", tree: () => ({ kind: "deny", statement: each.ref }), resources: anyForms };
  }
  const types = universe.formsKey(action);
  const group = { ids: [action], sample: action, rule: formRule(action, universe), forms: types };
  return decideGroup(context, group, budget);
}
