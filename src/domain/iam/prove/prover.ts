import type { ActionIndex } from "../catalogue/action-index.ts";
import { type ActionUniverse, actionUniverse } from "./actions/action-universe.ts";
import { policyIndexer } from "./actions/statement-index.ts";
import type { Proof } from "./answer.ts";
import { type Decided, decideCell } from "./decide-cell.ts";
import { ageCuts, cellsOf } from "./facts/cells.ts";
import { isLongTerm } from "./facts/caller.ts";
import { serviceRules } from "./facts/service-rules.ts";
import { layerDocuments } from "./layers/layer-documents.ts";
import { type LiveStatement, statementReader } from "./layers/live-statements.ts";
import { presentCell } from "./present-cell.ts";
import type { CellContext } from "./problem-for.ts";
import { budgetOf } from "./solve/budget.ts";
import type { Subject } from "./subject.ts";

/** How to prove. */
export interface ProveOptions {
  /** Solver states for each document of a subject; default 20,000. */
  readonly statesPerDocument?: number | undefined;
  /** The actions that are known; default the catalogue that ships. */
  readonly index?: ActionIndex | undefined;
}

/** A session of the engine: a document is indexed once, however many principals carry it. */
export interface Prover {
  readonly prove: (subject: Subject) => Proof;
  readonly universe: ActionUniverse;
}

/** Starts a session. */
export function prover(options: ProveOptions = {}): Prover {
  const universe = actionUniverse(options.index);
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
      const { resource } = subject.layers;
      const asked = resource === undefined ? null : indexer.reach(resource.arns);
      // Cells in which the same statements live are decided once.
      const known = new Map<string, readonly Decided[]>();
      const cells = cellsOf(subject.credential, ageCuts(policies)).map((cell) => {
        const live = layers.flatMap((layer) => reader.live(layer, subject, cell));
        const context: CellContext = { subject, cell, layers, live, rules, universe, partition, asked };
        const key = `${isLongTerm(subject.credential, cell)} ${live.map(stateOf).join(" ")}`;
        const decided = known.get(key) ?? decideCell(context, unknownNames, budget);
        known.set(key, decided);
        return presentCell(context, decided);
      });
      return { cells, steps: budget.used() };
    },
  };
}

/** Which statement lives, with which of its conditions open. */
function stateOf({ ref, conditions, doubt }: LiveStatement): string {
  const open = conditions.map((atom) => (atom.ref.part === "resource" ? "" : atom.ref.part.condition));
  return `${ref.layer}/${ref.document}/${ref.statement}/${open.join(",")}/${doubt === null ? "" : "?"}`;
}

/** Decides every action for one subject; for many subjects use one `prover`. */
export function prove(subject: Subject, options: ProveOptions = {}): Proof {
  return prover(options).prove(subject);
}
