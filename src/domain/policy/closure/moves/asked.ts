import type { Witness } from "../../../iam/prove/answer.ts";
import type { ActionQuestion } from "../../../iam/prove/asker.ts";
import type { Cell } from "../../../iam/prove/cell.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import type { Subject } from "../../../iam/prove/subject.ts";
import { acrossCells } from "../across-cells.ts";
import { certain, may, type Sureness } from "../sureness.ts";

/** A list of calls that pass together in one cell, with the request of each that is certain. */
export interface Passing extends Sureness {
  readonly calls: readonly { readonly action: string; readonly witness: Witness | null }[];
}

/** Whether all of some calls pass in one common cell; null when they do in none. */
export function allPass(engine: Prover, subject: Subject, questions: readonly ActionQuestion[]): Passing | null {
  const cells = new Map<Cell, Passing | null>();
  for (const question of questions) {
    for (const { cell, answer } of engine.ask(subject, question)) {
      const before = cells.get(cell);
      if (before === null) continue;
      if (answer.verdict === "closed") {
        cells.set(cell, null);
        continue;
      }
      const isOpen = answer.verdict === "open";
      const sure = before?.certainty === "may" ? before : isOpen ? certain : may(answer.why);
      const call = { action: question.action, witness: isOpen ? answer.witness() : null };
      cells.set(cell, { certainty: sure.certainty, why: sure.why, calls: [...(before?.calls ?? []), call] });
    }
  }
  return acrossCells([...cells].map(([cell, found]) => ({ cell, found })));
}
