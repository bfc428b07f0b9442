import type { Statement } from "../language/policy.ts";
import type { ActionUniverse } from "./actions/action-universe.ts";
import { type PolicyIndexer, policyIndexer } from "./actions/statement-index.ts";
import type { Cell } from "./cell.ts";
import type { StatementRef } from "./certificate.ts";
import { cellsOf } from "./facts/cells.ts";
import { layerDocuments } from "./layers/layer-documents.ts";
import { type StatementReader, statementReader } from "./layers/live-statements.ts";
import type { Prover } from "./prover.ts";
import type { Subject } from "./subject.ts";

/** A statement that binds a subject, and in which cells its conditions can hold. */
export interface LiveInCells {
  readonly ref: StatementRef;
  /** Name of its document. */
  readonly document: string;
  readonly statement: Statement;
  /** It covers actions of services that are not in the catalogue. */
  readonly isBroad: boolean;
  /** By place of the cell; false: some condition surely fails there, whatever the caller chooses. */
  readonly liveIn: readonly boolean[];
}

/** Partially evaluates every statement of a subject in each of its cells. */
export function liveByCell(
  engine: Pick<Prover, "universe">,
  subject: Subject,
): { readonly cells: readonly Cell[]; readonly statements: readonly LiveInCells[] } {
  const { indexer, reader } = indexOf(engine.universe);
  const layers = layerDocuments(subject);
  const policies = layers.flatMap((layer) => layer.documents.map((each) => each.policy));
  const cuts = [...new Set(policies.flatMap((policy) => indexer.of(policy).ageCuts))].sort((one, two) => one - two);
  const cells = cellsOf(subject.credential, cuts);
  const key = ({ layer, document, statement }: StatementRef): string => `${layer} ${document} ${statement}`;
  const live = cells.map((cell) => {
    const found = layers.flatMap((layer) => reader.live(layer, subject, cell));
    return new Set(found.map(({ ref }) => key(ref)));
  });
  const statements = layers.flatMap((layer) =>
    layer.documents.flatMap(({ name, policy }, document) =>
      indexer.of(policy).statements.map(({ statement, coverName }, index): LiveInCells => {
        const ref: StatementRef = { layer: layer.ref, document, statement: index };
        const isBroad = coverName("nobody-knows-this:Service") === "yes";
        return { ref, document: name, statement, isBroad, liveIn: live.map((each) => each.has(key(ref))) };
      }),
    ),
  );
  return { cells, statements };
}

interface Index {
  readonly indexer: PolicyIndexer;
  readonly reader: StatementReader;
}

/** Documents are indexed once, however often a session asks about them. */
const indexes = new WeakMap<ActionUniverse, Index>();

function indexOf(universe: ActionUniverse): Index {
  const known = indexes.get(universe);
  if (known !== undefined) return known;
  const indexer = policyIndexer(universe);
  const made = { indexer, reader: statementReader(indexer) };
  indexes.set(universe, made);
  return made;
}
