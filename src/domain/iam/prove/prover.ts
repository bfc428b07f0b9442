import type { Policy } from "../language/policy.ts";
import type { ActionIndex } from "../catalogue/action-index.ts";
import { type ActionUniverse, actionUniverse } from "./actions/action-universe.ts";
import { policyIndexer, type PolicyIndexer } from "./actions/statement-index.ts";
import type { Proof } from "./answer.ts";
import { arnTests } from "./arn-tests.ts";
import { type Decided, decideCell } from "./decide-cell.ts";
import { cellsOf } from "./facts/cells.ts";
import { isLongTerm } from "./facts/caller.ts";
import { serviceRules } from "./facts/service-rules.ts";
import { type LayerDocuments, layerDocuments } from "./layers/layer-documents.ts";
import { type LiveStatement, statementReader } from "./layers/live-statements.ts";
import { presentCell } from "./present-cell.ts";
import type { CellContext } from "./problem-for.ts";
import { budgetOf } from "./solve/budget.ts";
import type { ProveLayer, Subject } from "./subject.ts";

/** How to prove. */
export interface ProveOptions {
  /** Solver states for each document of a subject; default 20,000. */
  readonly statesPerDocument?: number | undefined;
  /** The actions that are known; default the catalogue that ships. */
  readonly index?: ActionIndex | undefined;
}

/** A session of the engine: a document is indexed once, however many principals carry it; the same set is decided once. */
export interface Prover {
  readonly prove: (subject: Subject) => Proof;
  readonly universe: ActionUniverse;
}

/** Starts a session. */
export function prover(options: ProveOptions = {}): Prover {
  const universe = actionUniverse(options.index);
  const indexer = policyIndexer(universe);
  const reader = statementReader(indexer);
  const states = options.statesPerDocument ?? 20_000;
  const same = sameQuestions(indexer);

  const contexts = (subject: Subject): readonly CellContext[] => {
    const layers = layerDocuments(subject);
    const rules = serviceRules(subject.credential, subject.devices, universe);
    const [, partition = "aws"] = subject.principal.arn.split(":");
    const { resource } = subject.layers;
    const asked = resource === undefined ? null : indexer.reach(resource.arns);
    const arns = arnTests(subject);
    const cuts = new Set(policiesOf(layers).flatMap((policy) => indexer.of(policy).ageCuts));
    return cellsOf(
      subject.credential,
      [...cuts].sort((one, other) => one - other),
    ).map((cell) => ({
      subject,
      cell,
      layers,
      live: [],
      rules,
      universe,
      partition,
      asked,
      arns,
    }));
  };

  const decide = (cells: readonly CellContext[]): Answered => {
    const policies = policiesOf(cells[0]?.layers ?? []);
    const budget = budgetOf(states * Math.max(1, policies.length));
    const unknownNames = [...new Set(policies.flatMap((policy) => indexer.of(policy).unknownNames))].sort();
    // Cells in which the same statements live are decided once.
    const known = new Map<string, readonly Decided[]>();
    const decided = cells.map((context) => {
      const { subject, cell, layers } = context;
      const live = layers.flatMap((layer) => reader.live(layer, subject, cell));
      const key = `${isLongTerm(subject.credential, cell)} ${live.map(stateOf).join(" ")}`;
      const found = known.get(key) ?? decideCell({ ...context, live }, unknownNames, budget);
      known.set(key, found);
      return found;
    });
    return { decided, steps: budget.used() };
  };

  return {
    universe,
    prove: (subject) => {
      const cells = contexts(subject);
      const { decided, steps } = same(subject, policiesOf(cells[0]?.layers ?? []), () => decide(cells));
      return { cells: cells.map((context, place) => presentCell(context, decided[place] ?? [])), steps };
    },
  };
}

/** Decides every action for one subject; for many subjects use one `prover`. */
export function prove(subject: Subject, options: ProveOptions = {}): Proof {
  return prover(options).prove(subject);
}

/** What was decided, cell by cell. */
interface Answered {
  readonly decided: readonly (readonly Decided[])[];
  readonly steps: number;
}

/**
 * Remembers answers: principals of an account with the same documents, credential and facts are decided once, unless a
 * document or a rule looks at who they are.
 */
function sameQuestions(
  indexer: PolicyIndexer,
): (subject: Subject, policies: readonly Policy[], decide: () => Answered) => Answered {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (thing: object): number => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(thing, last);
    return last;
  };
  const answers = new Map<string, Answered>();
  return (subject, policies, decide) => {
    const { principal, credential, devices, instant, keys, layers } = subject;
    const isPersonal = layers.resource !== undefined || policies.some((policy) => indexer.of(policy).isPersonal);
    const who = isPersonal || devices !== 0 ? `${principal.arn} ${devices} ${numberOf(principal)}` : principal.account;
    const place = (layer: ProveLayer | undefined): string => {
      if (layer === undefined) return "-";
      return "unknown" in layer
        ? `?${layer.unknown}`
        : layer.map((each) => `${numberOf(each.policy)}:${each.name}`).join(",");
    };
    const all = [layers.identity, layers.boundary, layers.session, layers.endpoint].map(place);
    const levels = [layers.scps, layers.rcps].map((each) => (each ?? []).map(place).join("/"));
    const facts = [principal.kind, principal.management, credential, instant, keys === undefined ? 0 : numberOf(keys)];
    const resource = layers.resource === undefined ? 0 : numberOf(layers.resource);
    const key = [who, ...facts, ...all, ...levels, resource].join("|");
    const found = answers.get(key) ?? decide();
    answers.set(key, found);
    return found;
  };
}

function policiesOf(layers: readonly LayerDocuments[]): readonly Policy[] {
  return layers.flatMap((layer) => layer.documents.map((each) => each.policy));
}

/** Which statement lives, with which of its conditions open. */
function stateOf({ ref, conditions, doubt }: LiveStatement): string {
  const open = conditions.map((atom) => (atom.ref.part === "resource" ? "" : atom.ref.part.condition));
  return `${ref.layer}/${ref.document}/${ref.statement}/${open.join(",")}/${doubt === null ? "" : "?"}`;
}
