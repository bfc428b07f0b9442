import {
  addAll,
  type ActionSet,
  common,
  emptySet,
  firstFrom,
  hasOne,
  isEmptySet,
  isInside,
  meets,
  without,
} from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { CaseTree, ResourceForm } from "./certificate.ts";
import { byResourceTypes, type Group, refine } from "./groups.ts";
import type { LiveStatement } from "./layers/live-statements.ts";
import { type Asked, type CellContext, groupForms, problemFor, symbolicForms } from "./problem-for.ts";
import type { Budget } from "./solve/budget.ts";
import type { Model } from "./solve/search.ts";
import { type Solved, solve } from "./solve/solve.ts";

/** What was found for a class; nothing of it depends on the cell's own values. */
export type Outcome =
  /** Granted on every resource, or by a rule of the service. */
  | { readonly kind: "open"; readonly rule: string | null; readonly model: Model | null }
  | { readonly kind: "closed"; readonly tree: CaseTree; readonly resources: readonly ResourceForm[] }
  | { readonly kind: "may"; readonly why: string };

/** Actions, or one name that only a policy spells out, with their outcome. */
export interface Decided {
  readonly actions: ActionSet | string;
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
    for (const { actions, sample } of byResourceTypes(elsewhere, universe)) {
      const resources = groupForms(context, { actions, sample, rule: "usual" }).possible;
      take(actions, { kind: "closed", tree: { kind: "conflict", variable: "resource" }, resources });
    }
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
      for (const some of chunks(groups)) take(...decideTogether(context, some, budget));
      continue;
    }
    for (const group of groups) {
      const asked: Asked = { kind: "group", group };
      const forms = groupForms(context, group);
      const isSymbolic = group.sample >= universe.known;
      const solved = isSymbolic
        ? solveSymbolic(context, asked, budget)
        : solve(problemFor(context, asked, forms), budget);
      const cap = rules.may.find(({ actions }) => hasOne(actions, group.sample))?.why ?? null;
      take(group.actions, outcomeOf(solved, forms, cap));
    }
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

function servicesSet({ universe }: CellContext, services: ReadonlySet<string>): ActionSet {
  const set = emptySet(universe.size);
  for (const service of services) addAll(set, universe.cover(`${service}:*`).possible);
  return set;
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
function decideTogether(context: CellContext, groups: readonly Group[], budget: Budget): [ActionSet, Outcome] {
  const actions = emptySet(context.universe.size);
  for (const group of groups) addAll(actions, group.actions);
  const [first] = groups;
  if (first === undefined) return [actions, { kind: "may", why: "" }];
  const forms = allForms(context, groups);
  const solved = solve(problemFor(context, { kind: "group", group: { ...first, actions } }, forms), budget);
  const cap = context.rules.may.find((rule) => hasOne(rule.actions, first.sample))?.why ?? null;
  const outcome = outcomeOf(solved, forms, cap);
  // The model's resource is the sample's; every action has its own.
  if (outcome.kind !== "open" || outcome.model === null) return [actions, outcome];
  return [actions, { ...outcome, model: { ...outcome.model, resource: null } }];
}

/** Whether some statement that can touch these actions depends on their resource. */
function looksAtResource({ live, rules, universe, asked }: CellContext, part: ActionSet): boolean {
  if (asked !== null || rules.ownDevice.some(({ actions }) => meets(actions, part))) return true;
  if (firstFrom(part, universe.known) !== -1) return true;
  return live.some(({ indexed }) => meets(indexed.touch, part) && !isInside(part, indexed.full));
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
