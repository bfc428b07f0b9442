import {
  addAll,
  type ActionSet,
  common,
  emptySet,
  eachOf,
  hasOne,
  isEmptySet,
  packed,
  without,
} from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { CaseTree } from "./certificate.ts";
import { decideGroup, decideName, isPlain, type Outcome, outcomeOf } from "./decide-group.ts";
import { byResourceTypes, type Group, refine } from "./groups.ts";
import type { LiveStatement } from "./layers/live-statement.ts";
import { type CellContext, groupForms, problemFor } from "./problem-for.ts";
import type { Budget } from "./solve/budget.ts";
import { solve } from "./solve/solve.ts";
import type { SolvedMemo } from "./solved-memo.ts";

/** Actions as a set or a short list, or one name that only a policy spells out, with their outcome. */
export interface Decided {
  readonly actions: ActionSet | readonly number[] | string;
  readonly outcome: Outcome;
}

/** What whole statements settle in a cell, and what is left. */
interface Settled {
  readonly context: CellContext;
  readonly decided: Decided[];
  readonly rest: ActionSet;
}

/**
 * Decides every action in some cells of one subject: first what whole statements settle, then group by group. Groups
 * are cut once for all cells, and what the same statements say of the same resources is solved once.
 */
export function decideCells(
  contexts: readonly CellContext[],
  unknownNames: readonly string[],
  budget: Budget,
  memo: SolvedMemo,
): readonly (readonly Decided[])[] {
  const settled = contexts.map(settle);
  const [first] = settled;
  if (first === undefined) return [];
  const { universe } = first.context;
  const left = emptySet(universe.size);
  for (const { rest } of settled) addAll(left, rest);
  const cuts = new Set(contexts.flatMap(cutsOf));
  for (const [number, part] of refine(left, cuts, universe.size).entries()) {
    const groups = byResourceTypes(part, universe);
    const [sample = 0] = part;
    for (const { context: whole, decided, rest } of settled) {
      // INVARIANT: what is settled is made of cuts, so a part is settled as a whole or not at all.
      if (!hasOne(rest, sample)) continue;
      const about = memo.about(whole, number, sample);
      const { context } = about;
      if (groups.length > 1 && !looksAtResource(context, part)) {
        for (const [place, some] of chunks(groups).entries()) {
          const outcome = about.own(String(place), budget, () => decideTogether(context, some, budget));
          decided.push({ actions: some.flatMap(({ ids }) => ids), outcome });
        }
      } else {
        for (const group of groups) {
          const outcome = about.shared(group.forms, budget, () => decideGroup(context, group, budget));
          decided.push({ actions: group.ids, outcome });
        }
      }
    }
  }
  for (const { context, decided } of settled) {
    for (const name of unknownNames) decided.push({ actions: name, outcome: decideName(context, name, budget) });
  }
  return settled.map(({ decided }) => decided);
}

function settle(context: CellContext): Settled {
  const { universe, rules } = context;
  const decided: Decided[] = [];
  let rest: ActionSet = universe.everything;
  const take = (actions: ActionSet, outcome: Outcome): void => {
    if (isEmptySet(actions)) return;
    decided.push({ actions: packed(actions), outcome });
    rest = without(rest, actions);
  };
  for (const { rule, actions } of rules.closed) {
    take(common(rest, actions), { kind: "closed", tree: () => ({ kind: "service-rule", rule }), resources: anyForms });
  }
  for (const { rule, actions } of rules.open) take(common(rest, actions), { kind: "open", rule, model: null });
  if (context.asked !== null) {
    const elsewhere = without(rest, context.asked);
    for (const group of byResourceTypes(listOf(elsewhere), universe)) {
      const resources = groupForms(context, group).possible;
      const outcome: Outcome = { kind: "closed", tree: () => ({ kind: "conflict", variable: "resource" }), resources };
      decided.push({ actions: group.ids, outcome });
    }
    rest = common(rest, context.asked);
  }
  for (const deny of context.live) {
    if (deny.effect !== "Deny" || !isPlain(deny) || !bindsAll(context, deny)) continue;
    const tree = (): CaseTree => ({ kind: "deny", statement: deny.ref });
    if (deny.resource(null) === null)
      take(common(rest, deny.indexed.full), { kind: "closed", tree, resources: anyForms });
  }
  if (context.subject.layers.resource === undefined) settleByLayer(context, () => rest, take);
  return { context, decided, rest };
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
    take(without(rest(), covered), {
      kind: "closed",
      tree: () => ({ kind: "no-grant", layers: [ref] }),
      resources: anyForms,
    });
  }
  if (layers.every((layer) => layer.unknown === null)) {
    take(plainlyOpen(context, rest()), { kind: "open", rule: null, model: null });
  }
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

/** A certificate lists the resources of all its actions: at most those of so many groups, to stay quick to check. */
const mostTogether = 150;

function chunks(groups: readonly Group[]): readonly (readonly Group[])[] {
  const count = Math.ceil(groups.length / mostTogether);
  return Array.from({ length: count }, (_none, index) =>
    groups.slice(index * mostTogether, (index + 1) * mostTogether),
  );
}

/** Decides groups whose resources make no difference. */
function decideTogether(context: CellContext, groups: readonly Group[], budget: Budget): Outcome {
  const actions = groups.flatMap((group) => group.ids);
  const [first] = groups;
  if (first === undefined) return { kind: "may", why: "" };
  const forms = allForms(context, groups);
  const solved = solve(problemFor(context, { kind: "group", group: { ...first, ids: actions } }, forms), budget);
  const cap = context.rules.may.find((rule) => hasOne(rule.actions, first.sample))?.why ?? null;
  const outcome = outcomeOf(solved, forms, cap);
  // The model's resource is the sample's; every action has its own.
  if (outcome.kind !== "open" || outcome.model === null) return outcome;
  return { ...outcome, model: { ...outcome.model, resource: null } };
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
