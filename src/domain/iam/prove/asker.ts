import { arnSegments } from "../language/arn-segments.ts";
import type { ClassVerdict } from "./answer.ts";
import { askCell, concerns, type OneAction } from "./ask-cell.ts";
import { arnTestsWithin } from "./arn-tests.ts";
import type { Cell } from "./cell.ts";
import type { Outcome } from "./decide-group.ts";
import { isLongTerm } from "./facts/caller.ts";
import { liveState } from "./layers/live-state.ts";
import type { StatementReader } from "./layers/live-statements.ts";
import { verdictOf } from "./present-cell.ts";
import { type CellContext, onlyPlain } from "./problem-for.ts";
import { budgetOf } from "./solve/budget.ts";
import type { Subject } from "./subject.ts";

/** One action, perhaps on some resources. */
export interface ActionQuestion {
  /** `iam:PassRole` in any case; also a name that nobody knows. Wildcards are none. */
  readonly action: string;
  /**
   * ARNs, or patterns of six segments whose wildcards stop at the first five colons. An action without resource type is
   * asked on `*` whatever they are. Absent, or with a pattern `*`: any resource.
   */
  readonly resource?: { readonly arns: readonly string[] } | undefined;
}

/** The verdict in one cell. */
export interface CellAnswer {
  readonly cell: Cell;
  readonly answer: ClassVerdict;
}

/** Asks about one action; what documents and subjects say of it is worked out once. */
export function asker(
  contexts: (subject: Subject) => readonly CellContext[],
  reader: StatementReader,
  statesPerDocument: number,
): (subject: Subject, question: ActionQuestion) => readonly CellAnswer[] {
  return (subject, question) => {
    const all = contexts(subject);
    const [first] = all;
    if (first === undefined) return [];
    const { action, name, why, arns } = read(question, first);
    if (why !== null) return all.map(({ cell }) => ({ cell, answer: { verdict: "may", why } }));
    const matters = concerns(action);
    const documents = first.layers.reduce((sum, layer) => sum + layer.documents.length, 0);
    const budget = budgetOf(statesPerDocument * Math.max(1, documents));
    const tests = arns === null || onlyPlain(arns) !== null ? first.arns : arnTestsWithin(first.arns, arns);
    const outcomes = new Map<string, Outcome>();
    return all.map((context) => {
      const { cell, layers } = context;
      const live = layers.flatMap((layer) => reader.live(layer, subject, cell, matters));
      const made: CellContext = { ...context, live, arns: tests, named: arns };
      const key = `${isLongTerm(subject.credential, cell)} ${live.map(liveState).join(" ")}`;
      const outcome = outcomes.get(key) ?? askCell(made, action, budget);
      outcomes.set(key, outcome);
      return { cell, answer: verdictOf(made, outcome, () => [name]) };
    });
  };
}

interface Read {
  readonly action: OneAction;
  /** As AWS writes it, where the catalogue has it. */
  readonly name: string;
  readonly arns: readonly string[] | null;
  /** Why the question cannot be answered. */
  readonly why: string | null;
}

function read({ action, resource }: ActionQuestion, { universe }: CellContext): Read {
  const folded = action.toLowerCase();
  const id = universe.index.byName.get(folded);
  const name = id === undefined ? folded : universe.nameOf(id);
  const isUntyped = id !== undefined && isWithoutType(id, universe);
  const given = resource?.arns ?? ["*"];
  const arns = isUntyped || given.includes("*") ? null : given;
  const odd = (arns ?? []).find((arn) => arnSegments(arn, false)?.[0] !== "arn");
  const why = !/^[a-z0-9-]+:[^\s:*?<>]+$/.test(folded)
    ? `"${action}" is not the name of one action`
    : odd !== undefined
      ? `"${odd}" is not an ARN pattern of six segments`
      : arns?.length === 0
        ? "the question lists no resource"
        : null;
  return { action: id ?? folded, name, arns, why };
}

function isWithoutType(id: number, { index }: CellContext["universe"]): boolean {
  return index.resourceTypes[index.typesOf[id] ?? 0]?.patterns.length === 0;
}
