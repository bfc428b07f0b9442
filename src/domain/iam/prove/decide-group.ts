import { hasOne } from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { CaseTree, ResourceForm } from "./certificate.ts";
import type { Group } from "./groups.ts";
import type { LiveStatement } from "./layers/live-statement.ts";
import { type Asked, type CellContext, groupForms, problemFor, symbolicForms } from "./problem-for.ts";
import type { Budget } from "./solve/budget.ts";
import type { Model } from "./solve/search.ts";
import { type Solved, solve } from "./solve/solve.ts";

/** What was found for a class; nothing of it depends on the cell's own values. */
export type Outcome =
  /** Granted on every resource, or by a rule of the service. */
  | { readonly kind: "open"; readonly rule: string | null; readonly model: Model | null }
  | { readonly kind: "closed"; readonly tree: () => CaseTree; readonly resources: readonly ResourceForm[] }
  | { readonly kind: "may"; readonly why: string };

/** One group by itself. */
export function decideGroup(context: CellContext, group: Group, budget: Budget): Outcome {
  const { universe, rules } = context;
  const asked: Asked = { kind: "group", group };
  const forms = groupForms(context, group);
  const isSymbolic = group.sample >= universe.known;
  const solved = isSymbolic ? solveSymbolic(context, asked, budget) : solve(problemFor(context, asked, forms), budget);
  const cap = rules.may.find(({ actions }) => hasOne(actions, group.sample))?.why ?? null;
  return outcomeOf(solved, forms, cap);
}

/** One name that the catalogue does not have. Rules that close a whole service close its unknown names, too. */
export function decideName(context: CellContext, name: string, budget: Budget): Outcome {
  const { rules, universe } = context;
  const service = universe.index.services.indexOf(name.slice(0, name.indexOf(":")));
  const id = service === -1 ? universe.size - 1 : universe.known + service;
  const found = rules.closed.find(({ actions }) => hasOne(actions, id));
  if (found !== undefined) {
    return { kind: "closed", tree: () => ({ kind: "service-rule", rule: found.rule }), resources: anyForms };
  }
  const onAll = rules.may.find(({ actions }) => actions === universe.everything)?.why ?? null;
  const solved = solveSymbolic(context, { kind: "name", name }, budget);
  return outcomeOf(solved, symbolicForms(context.partition), onAll);
}

/**
 * An action that the catalogue does not know may name no resource or any: open when it passes both ways, closed when
 * neither can pass.
 */
function solveSymbolic(context: CellContext, asked: Asked, budget: Budget): Solved {
  const forms = symbolicForms(context.partition);
  const [none, arn] = forms.sure;
  const only = (form: ResourceForm | undefined): FormPair => ({ ...forms, sure: form === undefined ? [] : [form] });
  const bare = context.asked === null ? solve(problemFor(context, asked, only(none)), budget) : null;
  if (bare !== null && bare.verdict !== "open") return bare;
  const named = solve(problemFor(context, asked, only(arn)), budget);
  if (named.verdict === "open") return bare ?? named;
  if (bare === null) return named;
  return { verdict: "may", why: forms.doubt ?? "" };
}

/** What was solved, as an outcome; `cap` says why open is no more than may. */
export function outcomeOf(solved: Solved, forms: FormPair, cap: string | null): Outcome {
  switch (solved.verdict) {
    case "open":
      return cap === null ? { kind: "open", rule: null, model: solved.model } : { kind: "may", why: cap };
    case "closed":
      return { kind: "closed", tree: () => solved.tree, resources: forms.possible };
    case "may":
      return { kind: "may", why: solved.why };
  }
}
/** A statement that applies to every request of the cell which it covers. */
export function isPlain(statement: LiveStatement): boolean {
  return (
    statement.doubt === null && statement.conditions.length === 0 && !Object.values(statement.named).includes("may")
  );
}
