import { addAll, type ActionSet, common, emptySet, eachOf, hasOne, isEmptySet, without } from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { CaseTree, ResourceForm } from "./certificate.ts";
import { byResourceTypes, type Group, refine } from "./groups.ts";
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

/** Actions as a set or a short list, or one name that only a policy spells out, with their outcome. */
export interface Decided {
  readonly actions: ActionSet | readonly number[] | string;
  readonly outcome: Outcome;
}

/** Decides every action in one cell: first what whole statements settle, then group by group. */
export function decideCell(context: CellContext, unknownNames: readonly string[], budget: Budget): readonly Decided[] {
  const { universe, rules } = context;
  const decided: Decided[] = [];
  let rest: ActionSet = universe.everything;
  const take = (actions: ActionSet, outcome: Outcome): void => {
    if (isEmptySet(actions)) return;
    decided.push({ actions, outcome });
    rest = without(rest, actions);
  };
  for (const { rule, actions } of rules.closed) {
    take(common(rest, actions), { kind: "closed", tree: { kind: "service-rule", rule }, resources: anyForms });
  }
  for (const { rule, actions } of rules.open) take(common(rest, actions), { kind: "open", rule, model: null });
  if (context.asked !== null) {
    const elsewhere = without(rest, context.asked);
    for (const group of byResourceTypes(listOf(elsewhere), universe)) {
      const resources = groupForms(context, group).possible;
      const outcome: Outcome = { kind: "closed", tree: { kind: "conflict", variable: "resource" }, resources };
      decided.push({ actions: group.ids, outcome });
    }
    rest = common(rest, context.asked);
  }
  for (const deny of context.live) {
    if (deny.effect !== "Deny" || !isPlain(deny) || !bindsAll(context, deny)) continue;
    const tree: CaseTree = { kind: "deny", statement: deny.ref };
    if (deny.resource(null) === null)
      take(common(rest, deny.indexed.full), { kind: "closed", tree, resources: anyForms });
  }
  if (context.subject.layers.resource === undefined) settleByLayer(context, () => rest, take);
  for (const part of refine(rest, cutsOf(context))) {
    const groups = byResourceTypes(part, universe);
    if (groups.length > 1 && !looksAtResource(context, part)) {
      for (const some of chunks(groups)) decided.push(decideTogether(context, some, budget));
    } else
      for (const group of groups) decided.push({ actions: group.ids, outcome: decideGroup(context, group, budget) });
  }
  const onAll = rules.may.find(({ actions }) => actions === universe.everything)?.why ?? null;
  for (const name of unknownNames) {
    const solved = solveSymbolic(context, { kind: "name", name }, budget);
    const outcome = ruledName(context, name) ?? outcomeOf(solved, symbolicForms(context.partition), onAll);
    decided.push({ actions: name, outcome });
  }
  return decided;
}

/** Rules that close a whole service close its unknown names, too. */
function ruledName({ rules, universe }: CellContext, name: string): Outcome | null {
  const service = universe.index.services.indexOf(name.slice(0, name.indexOf(":")));
  const id = service === -1 ? universe.size - 1 : universe.known + service;
  const found = rules.closed.find(({ actions }) => hasOne(actions, id));
  return found === undefined
    ? null
    : { kind: "closed", tree: { kind: "service-rule", rule: found.rule }, resources: anyForms };
}

/** Layers without any Allow close; what every layer grants on every resource, and nothing touches, is open. */
function settleByLayer(
  context: CellContext,
  rest: () => ActionSet,
  take: (actions: ActionSet, outcome: Outcome) => void,
): void {
  const { layers, live, universe } = context;
  for (const { ref, unknown, services, isCeiling } of layers) {
    if (unknown !== null || services !== null || isCeiling || ref === "resource") continue;
    const covered = emptySet(universe.size);
    for (const each of live) {
      if (each.effect === "Allow" && each.ref.layer === ref) addAll(covered, each.indexed.cover.possible);
    }
    take(without(rest(), covered), { kind: "closed", tree: { kind: "no-grant", layers: [ref] }, resources: anyForms });
  }
  if (layers.every((layer) => layer.unknown === null)) {
    take(plainlyOpen(context, rest()), { kind: "open", rule: null, model: null });
  }
}

/** A statement that applies to every request of the cell which it covers. */
function isPlain(statement: LiveStatement): boolean {
  return (
    statement.doubt === null && statement.conditions.length === 0 && !Object.values(statement.named).includes("may")
  );
}

/** Levels of resource control policies reach some services and resources only. */
function bindsAll(context: CellContext, statement: LiveStatement): boolean {
  return context.layers.some((layer) => layer.ref === statement.ref.layer && layer.services === null);
}

/** Granted on every resource in every layer, touched by no Deny and by no rule of the service. */
function plainlyOpen(context: CellContext, rest: ActionSet): ActionSet {
  const { layers, live, universe, rules } = context;
  let open = rest;
  for (const { ref, services, isCeiling } of layers) {
    if (isCeiling) continue;
    const granted = emptySet(universe.size);
    for (const each of live) {
      if (each.effect === "Allow" && each.ref.layer === ref && isPlain(each)) addAll(granted, each.indexed.full);
    }
    if (services !== null) addAll(granted, without(universe.everything, servicesSet(context, services)));
    open = common(open, granted);
  }
  for (const each of live) if (each.effect === "Deny") open = without(open, each.indexed.touch);
  for (const { actions } of [...rules.may, ...rules.ownDevice]) open = without(open, actions);
  return open;
}

function listOf(set: ActionSet): readonly number[] {
  const ids: number[] = [];
  eachOf(set, (id) => ids.push(id));
  return ids;
}

function servicesSet({ universe }: CellContext, services: ReadonlySet<string>): ActionSet {
  const set = emptySet(universe.size);
  for (const service of services) addAll(set, universe.cover(`${service}:*`).possible);
  return set;
}

/** One group by itself. */
function decideGroup(context: CellContext, group: Group, budget: Budget): Outcome {
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

/**
 * The resource of a witness where one Allow of the only layer is enough: no condition, no variable, nothing that denies.
 * It depends on the statement and the forms alone, so it is found once for all principals and cells.
 */
function quicklyOpen(context: CellContext, group: Group): string | null {
  const { live, layers, rules, universe, asked } = context;
  const { sample } = group;
  if (layers.length !== 1 || asked !== null || sample >= universe.known) return null;
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

/** A certificate lists the resources of all its actions: at most those of so many groups, to stay quick to check. */
const mostTogether = 150;

function chunks(groups: readonly Group[]): readonly (readonly Group[])[] {
  const count = Math.ceil(groups.length / mostTogether);
  return Array.from({ length: count }, (_none, index) =>
    groups.slice(index * mostTogether, (index + 1) * mostTogether),
  );
}

/** Decides groups whose resources make no difference. */
function decideTogether(context: CellContext, groups: readonly Group[], budget: Budget): Decided {
  const actions = groups.flatMap((group) => group.ids);
  const [first] = groups;
  if (first === undefined) return { actions, outcome: { kind: "may", why: "" } };
  const forms = allForms(context, groups);
  const solved = solve(problemFor(context, { kind: "group", group: { ...first, ids: actions } }, forms), budget);
  const cap = context.rules.may.find((rule) => hasOne(rule.actions, first.sample))?.why ?? null;
  const outcome = outcomeOf(solved, forms, cap);
  // The model's resource is the sample's; every action has its own.
  if (outcome.kind !== "open" || outcome.model === null) return { actions, outcome };
  return { actions, outcome: { ...outcome, model: { ...outcome.model, resource: null } } };
}

/** Whether some statement that can touch these actions depends on their resource. */
function looksAtResource({ live, rules, universe, asked }: CellContext, part: readonly number[]): boolean {
  const [sample = 0] = part;
  if (asked !== null || rules.ownDevice.some(({ actions }) => hasOne(actions, sample))) return true;
  // INVARIANT: a part is cut by touch and full, so one action of it speaks for all.
  if (sample >= universe.known) return true;
  return live.some(({ indexed }) => hasOne(indexed.touch, sample) && !hasOne(indexed.full, sample));
}

function allForms(context: CellContext, groups: readonly Group[]): FormPair {
  const [first] = groups;
  const sure = first === undefined ? [] : groupForms(context, first).sure;
  const pairs = groups.map((group) => groupForms(context, group));
  const possible = new Map(pairs.flatMap((pair) => pair.possible.map((form) => [JSON.stringify(form), form])));
  return { sure, possible: [...possible.values()], doubt: pairs.find((pair) => pair.doubt !== null)?.doubt ?? null };
}

/** The sets that tell actions apart. */
function cutsOf(context: CellContext): readonly ActionSet[] {
  const { live, rules, layers, universe } = context;
  const cuts = new Set<ActionSet>();
  for (const { indexed } of live)
    cuts.add(indexed.cover.possible).add(indexed.cover.sure).add(indexed.touch).add(indexed.full);
  cuts.add(universe.symbolic);
  for (const { actions } of [...rules.may, ...rules.ownDevice]) cuts.add(actions);
  for (const { services } of layers) if (services !== null) cuts.add(servicesSet(context, services));
  if (context.subject.layers.resource !== undefined) {
    cuts.add(universe.cover("kms:*").possible);
    cuts.add(universe.cover("sts:*").possible);
  }
  return [...cuts];
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

function outcomeOf(solved: Solved, forms: FormPair, cap: string | null): Outcome {
  switch (solved.verdict) {
    case "open":
      return cap === null ? { kind: "open", rule: null, model: solved.model } : { kind: "may", why: cap };
    case "closed":
      return { kind: "closed", tree: solved.tree, resources: forms.possible };
    case "may":
      return { kind: "may", why: solved.why };
  }
}
