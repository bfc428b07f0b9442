import type { Policy } from "../language/policy.ts";
import type { ActionIndex } from "../catalogue/action-index.ts";
import { type ActionUniverse, actionUniverse } from "./actions/action-universe.ts";
import { policyIndexer } from "./actions/statement-index.ts";
import type { Proof } from "./answer.ts";
import { type ActionQuestion, asker, type CellAnswer } from "./asker.ts";
import { decideCells } from "./decide-cells.ts";
import { isLongTerm } from "./facts/caller.ts";
import type { LayerDocuments } from "./layers/layer-documents.ts";
import { liveState } from "./layers/live-state.ts";
import { statementReader } from "./layers/live-statements.ts";
import { presentCell } from "./present-cell.ts";
import type { CellContext } from "./problem-for.ts";
import { budgetOf } from "./solve/budget.ts";
import { type Answered, sameQuestions } from "./same-questions.ts";
import { sharedSolved, solvedMemo } from "./solved-memo.ts";
import { subjectFacts } from "./subject-facts.ts";
import type { Subject } from "./subject.ts";
import { subjectContexts } from "./subject-contexts.ts";

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
  /** The verdict on one action in each cell; resource policies are in the subject, as for `prove`. */
  readonly ask: (subject: Subject, question: ActionQuestion) => readonly CellAnswer[];
  readonly universe: ActionUniverse;
}

/** Starts a session. */
export function prover(options: ProveOptions = {}): Prover {
  const universe = actionUniverse(options.index);
  const indexer = policyIndexer(universe);
  const reader = statementReader(indexer);
  const states = options.statesPerDocument ?? 20_000;
  const same = sameQuestions(indexer);
  const shared = sharedSolved();

  const contexts = subjectContexts(universe, indexer);

  const decide = (cells: readonly CellContext[]): Answered => {
    const policies = policiesOf(cells[0]?.layers ?? []);
    const budget = budgetOf(states * Math.max(1, policies.length));
    const unknownNames = [...new Set(policies.flatMap((policy) => indexer.of(policy).unknownNames))].sort();
    // Cells in which the same statements live are decided once.
    const places = new Map<string, number>();
    const apart: CellContext[] = [];
    const placeOf = cells.map((context) => {
      const { subject, cell, layers } = context;
      const live = layers.flatMap((layer) => reader.live(layer, subject, cell));
      const key = `${isLongTerm(subject.credential, cell)} ${live.map(liveState).join(" ")}`;
      const found = places.get(key) ?? apart.length;
      if (found === apart.length) apart.push({ ...context, live });
      places.set(key, found);
      return found;
    });
    const [first] = cells;
    if (first === undefined) return { decided: [], steps: 0 };
    const answers = decideCells(apart, unknownNames, budget, solvedMemo(subjectFacts(first), shared));
    const decided = placeOf.map((place) => answers[place] ?? []);
    return { decided, steps: budget.used() };
  };

  return {
    universe,
    ask: asker(contexts, reader, states),
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

function policiesOf(layers: readonly LayerDocuments[]): readonly Policy[] {
  return layers.flatMap((layer) => layer.documents.map((each) => each.policy));
}
