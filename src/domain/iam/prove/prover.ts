import { type ActionUniverse, actionUniverse } from "./actions/action-universe.ts";
import { policyIndexer } from "./actions/statement-index.ts";
import type { Proof } from "./answer.ts";
import { ageCuts, cellsOf } from "./facts/cells.ts";
import { serviceRules } from "./facts/service-rules.ts";
import { layerDocuments } from "./layers/layer-documents.ts";
import { statementReader } from "./layers/live-statements.ts";
import { proveCell } from "./prove-cell.ts";
import { budgetOf } from "./solve/budget.ts";
import type { Subject } from "./subject.ts";

/** How to prove. */
export interface ProveOptions {
  /** Solver states for each document of a subject; default 20,000. */
  readonly statesPerDocument?: number | undefined;
}

/** A session of the engine: a document is indexed once, however many principals carry it. */
export interface Prover {
  readonly prove: (subject: Subject) => Proof;
  readonly universe: ActionUniverse;
}

/** Starts a session. */
export function prover(options: ProveOptions = {}): Prover {
  const universe = actionUniverse();
  const indexer = policyIndexer(universe);
  const reader = statementReader(indexer);
  return {
    universe,
    prove: (subject) => {
      const layers = layerDocuments(subject);
      const policies = layers.flatMap((layer) => layer.documents.map((each) => each.policy));
      const budget = budgetOf((options.statesPerDocument ?? 20_000) * Math.max(1, policies.length));
      const unknownNames = [...new Set(policies.flatMap((policy) => indexer.of(policy).unknownNames))].sort();
      const rules = serviceRules(subject.credential, subject.devices, universe);
      const [, partition = "aws"] = subject.principal.arn.split(":");
      const cells = cellsOf(subject.credential, ageCuts(policies)).map((cell) => {
        const live = layers.flatMap((layer) => reader.live(layer, subject, cell));
        return proveCell({ subject, cell, layers, live, rules, universe, partition }, unknownNames, budget);
      });
      return { cells, steps: budget.used() };
    },
  };
}

/** Decides every action for one subject; for many subjects use one `prover`. */
export function prove(subject: Subject, options: ProveOptions = {}): Proof {
  return prover(options).prove(subject);
}
