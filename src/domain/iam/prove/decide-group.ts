import { hasOne } from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { CaseTree, ResourceForm } from "./certificate.ts";
import type { Group } from "./groups.ts";
import type { LiveStatement } from "./layers/live-statements.ts";
import { type Asked, type CellContext, groupForms, problemFor, symbolicForms } from "./problem-for.ts";
import { type Budget, budgetOf } from "./solve/budget.ts";
import { findResource } from "./solve/find-resource.ts";
import type { Model } from "./solve/search.ts";
import { type Solved, solve } from "./solve/solve.ts";

/** What was found for a class; nothing of it depends on the cell's own values. */
export type Outcome =
  /** Granted on every resource, or by a rule of the service. */
  | { readonly kind: "open"; readonly rule: string | null; readonly model: Model | null }
  | { readonly kind: "closed"; readonly tree: CaseTree; readonly resources: readonly ResourceForm[] }
  | { readonly kind: "may"; readonly why: string };

/** One group by itself. */
export function decideGroup(context: CellContext, group: Group, budget: Budget): Outcome {
  const { universe, rules } = context;
  const quick = quicklyOpen(context, group);
  if (quick !== null) return { kind: "open", rule: null, model: { resource: quick, keys: new Map(), unsure: [] } };
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
    return { kind: "closed", tree: { kind: "service-rule", rule: found.rule }, resources: anyForms };
  }
  const onAll = rules.may.find(({ actions }) => actions === universe.everything)?.why ?? null;
  const solved = solveSymbolic(context, { kind: "name", name }, budget);
  return outcomeOf(solved, symbolicForms(context.partition), onAll);
}

/**
 * The resource of a witness where one Allow of the only layer is enough: no condition, no variable, nothing that denies.
 * It depends on the statement and the forms alone, so it is found once for all principals and cells.
 */
function quicklyOpen(context: CellContext, group: Group): string | null {
  const { live, layers, rules, universe, asked, named } = context;
  const { sample } = group;
  if (layers.length !== 1 || asked !== null || named !== null || sample >= universe.known) return null;
  if (layers.some((layer) => layer.unknown !== null)) return null;
  if ([...rules.may, ...rules.ownDevice].some(({ actions }) => hasOne(actions, sample))) return null;
  const touching = live.filter(({ indexed }) => hasOne(indexed.touch, sample));
  if (touching.some(({ effect }) => effect === "Deny")) return null;
  for (const each of touching) {
    if (!isPlain(each) || each.indexed.isPersonal) continue;
    const key = `${group.forms} ${context.partition} ${context.subject.principal.account}`;
    let found = each.indexed.openResources.get(key);
    if (found === undefined) {
      found = resourceOf(context, group, each);
      each.indexed.openResources.set(key, found);
    }
    if (found !== null) return found;
  }
  return null;
}

function resourceOf(context: CellContext, group: Group, allow: LiveStatement): string | null {
  const { resources } = problemFor(context, { kind: "group", group }, groupForms(context, group));
  const atom = allow.resource(context.universe.serviceOf(group.sample));
  const demands = atom?.kind === "resource" ? [{ test: atom.test, reading: "sure" as const, want: true }] : [];
  const found = findResource(demands, resources, "witness", budgetOf(1_000));
  return typeof found === "object" ? found.resource : null;
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
      return { kind: "closed", tree: solved.tree, resources: forms.possible };
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
