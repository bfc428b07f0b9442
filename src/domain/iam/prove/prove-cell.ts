import {
  addAll,
  type ActionSet,
  common,
  countBelow,
  eachOf,
  emptySet,
  hasOne,
  isEmptySet,
  without,
} from "./actions/action-set.ts";
import { anyForms, type FormPair } from "./actions/resource-forms.ts";
import type { ActionClass, CellProof, ClassVerdict } from "./answer.ts";
import type { CaseTree, ResourceForm } from "./certificate.ts";
import { byResourceTypes, refine } from "./groups.ts";
import type { LiveStatement } from "./layers/live-statements.ts";
import { type Asked, type CellContext, groupForms, problemFor, symbolicForms } from "./problem-for.ts";
import type { Budget } from "./solve/budget.ts";
import { type Solved, solve } from "./solve/solve.ts";
import { findResource } from "./solve/find-resource.ts";
import { witnessOf } from "./witness-of.ts";

/** Decides every action in one cell: first what whole statements settle, then group by group. */
export function proveCell(context: CellContext, unknownNames: readonly string[], budget: Budget): CellProof {
  const { universe, rules, cell, subject, live, layers } = context;
  const classes: ActionClass[] = [];
  let rest: ActionSet = universe.everything;
  const take = (actions: ActionSet, answer: ClassVerdict): void => {
    if (isEmptySet(actions)) return;
    classes.push(classOf(context, actions, answer));
    rest = without(rest, actions);
  };
  const closed = (actions: ActionSet, tree: CaseTree, resources: readonly ResourceForm[]): ClassVerdict => ({
    verdict: "closed",
    certificate: () => ({
      actions: namesOf(context, actions).map((name) => name.toLowerCase()),
      cell,
      resources,
      tree,
    }),
  });
  for (const { rule, actions } of rules.closed) {
    const set = common(rest, actions);
    take(set, closed(set, { kind: "service-rule", rule }, anyForms));
  }
  for (const { rule, actions } of rules.open) take(common(rest, actions), openAnswer(context, rule));
  for (const deny of live) {
    if (deny.effect !== "Deny" || !isPlain(deny) || !binds(context, deny)) continue;
    const set = common(rest, deny.indexed.full);
    take(set, closed(set, { kind: "deny", statement: deny.ref }, anyForms));
  }
  const isSimple = subject.layers.resource === undefined;
  if (isSimple) {
    for (const { ref, unknown, services, isCeiling } of layers) {
      if (unknown !== null || services !== null || isCeiling || ref === "resource") continue;
      const covered = emptySet(universe.size);
      for (const each of live)
        if (each.effect === "Allow" && each.ref.layer === ref) addAll(covered, each.indexed.cover.possible);
      const set = without(rest, covered);
      take(set, closed(set, { kind: "no-grant", layers: [ref] }, anyForms));
    }
    if (layers.every((layer) => layer.unknown === null)) take(plainlyOpen(context, rest), openAnswer(context, null));
  }
  for (const part of refine(rest, cutsOf(context))) {
    for (const group of byResourceTypes(part, universe)) {
      const asked: Asked = { kind: "group", group };
      const forms = groupForms(context, group);
      const isSymbolic = group.sample >= universe.known;
      const solved = isSymbolic
        ? solveSymbolic(context, asked, budget)
        : solve(problemFor(context, asked, forms), budget);
      const why = rules.may.find(({ actions }) => hasOne(actions, group.sample))?.why ?? null;
      take(group.actions, answerOf(context, group.actions, solved, forms, why));
    }
  }
  for (const name of unknownNames) {
    const forms = symbolicForms(context.partition);
    const solved = solveSymbolic(context, { kind: "name", name }, budget);
    const answer = answerOf(context, name, solved, forms, ruleOnAll(context));
    classes.push({ size: 0, actions: () => [], symbolic: () => [name], answer });
  }
  return { cell, classes };
}

/** A statement that applies to every request of the cell which it covers. */
function isPlain(statement: LiveStatement): boolean {
  return (
    statement.doubt === null && statement.conditions.length === 0 && !Object.values(statement.named).includes("may")
  );
}

/** Levels of resource control policies reach some services only. */
function binds(context: CellContext, statement: LiveStatement): boolean {
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

/** The sets that tell actions apart. */
function cutsOf(context: CellContext): readonly ActionSet[] {
  const { live, rules, layers, universe } = context;
  const cuts: ActionSet[] = [];
  for (const { indexed } of live) {
    const { sure, possible } = indexed.cover;
    cuts.push(possible);
    if (sure !== possible) cuts.push(sure);
  }
  for (const { actions } of [...rules.may, ...rules.ownDevice]) cuts.push(actions);
  const [limited] = layers.filter((layer) => layer.services !== null);
  if (limited?.services != null) cuts.push(servicesSet(context, limited.services));
  if (context.subject.layers.resource !== undefined) cuts.push(universe.cover("kms:*").possible);
  return cuts;
}

/**
 * An action that the catalogue does not know may name no resource or any: open when it passes both ways, closed when
 * neither can pass.
 */
function solveSymbolic(context: CellContext, asked: Asked, budget: Budget): Solved {
  const forms = symbolicForms(context.partition);
  const [none, arn] = forms.sure;
  const only = (form: ResourceForm | undefined): FormPair => ({
    sure: form === undefined ? [] : [form],
    possible: [],
    doubt: null,
  });
  const bare = solve(
    problemFor(context, asked, { ...only(none), possible: forms.possible, doubt: forms.doubt }),
    budget,
  );
  if (bare.verdict !== "open") return bare;
  const named = solve(
    problemFor(context, asked, { ...only(arn), possible: arn === undefined ? [] : [arn], doubt: null }),
    budget,
  );
  return named.verdict === "open" ? bare : { verdict: "may", why: forms.doubt ?? "" };
}

function ruleOnAll({ rules, universe }: CellContext): string | null {
  return rules.may.find(({ actions }) => actions === universe.everything)?.why ?? null;
}

function answerOf(
  context: CellContext,
  actions: ActionSet | string,
  solved: Solved,
  forms: FormPair,
  cap: string | null,
): ClassVerdict {
  const { subject, cell } = context;
  switch (solved.verdict) {
    case "open": {
      if (cap !== null) return { verdict: "may", why: cap };
      const { model } = solved;
      const first = namesOf(context, actions)[0] ?? "";
      return { verdict: "open", rule: null, witness: (action) => witnessOf(subject, cell, action ?? first, model) };
    }
    case "closed":
      return {
        verdict: "closed",
        certificate: () => ({
          actions: namesOf(context, actions).map((name) => name.toLowerCase()),
          cell,
          resources: forms.possible,
          tree: solved.tree,
        }),
      };
    case "may":
      return { verdict: "may", why: solved.why };
  }
}

/** Open on every resource: the witness takes the action's own. */
function openAnswer(context: CellContext, rule: string | null): ClassVerdict {
  const { universe, subject, cell } = context;
  return {
    verdict: "open",
    rule,
    witness: (action) => {
      const name = action ?? "sts:GetCallerIdentity";
      const id = universe.index.byName.get(name.toLowerCase());
      const model = { resource: id === undefined ? "*" : resourceFor(context, id), keys: new Map(), unsure: [] };
      return witnessOf(subject, cell, name, model);
    },
  };
}

function resourceFor(context: CellContext, id: number): string {
  const [group] = byResourceTypes(oneAction(context, id), context.universe);
  if (group === undefined) return "*";
  const problem = problemFor(context, { kind: "group", group }, groupForms(context, group));
  const found = findResource([], problem.resources, "witness", {
    take: () => true,
    used: () => 0,
    isSpent: () => false,
  });
  return typeof found === "object" ? found.resource : "*";
}

function oneAction({ universe }: CellContext, id: number): ActionSet {
  const set = emptySet(universe.size);
  set[id >>> 5] = 1 << (id & 31);
  return set;
}

function classOf(context: CellContext, actions: ActionSet, answer: ClassVerdict): ActionClass {
  const { universe } = context;
  const first = firstOf(actions);
  const named: ClassVerdict =
    answer.verdict === "open"
      ? { ...answer, witness: (action) => answer.witness(action ?? universe.nameOf(first)) }
      : answer;
  return {
    size: countBelow(actions, universe.known),
    actions: () => namesOf(context, actions).filter((name) => !name.includes("<")),
    symbolic: () => namesOf(context, actions).filter((name) => name.includes("<")),
    answer: named,
  };
}

function firstOf(actions: ActionSet): number {
  let first = -1;
  eachOf(actions, (id) => {
    if (first === -1) first = id;
  });
  return first;
}

function namesOf({ universe }: CellContext, actions: ActionSet | string): readonly string[] {
  if (typeof actions === "string") return [actions];
  const names: string[] = [];
  eachOf(actions, (id) => names.push(universe.nameOf(id)));
  return names;
}
