import type { ClassVerdict, Proof } from "../../iam/prove/answer.ts";
import type { ActionUniverse } from "../../iam/prove/actions/action-universe.ts";
import { type MfaState, stateOf } from "../guarding/mfa-state.ts";

/** Verdicts by number, from the least open. */
const order: readonly ClassVerdict["verdict"][] = ["closed", "may", "open"];

/** The verdicts of every catalogue action in every state; of several ages the most open. */
export interface StateVerdicts {
  /** The states that exist, in the order of the cells. */
  readonly states: readonly MfaState[];
  /** Whether an action, by its number, has a verdict in a state. */
  readonly is: (action: number, state: MfaState, verdict: ClassVerdict["verdict"]) => boolean;
  /** The answer of the action with that number. */
  readonly answer: (action: number, state: MfaState) => ClassVerdict | undefined;
  /** The numbers of the actions with a verdict in a state, ascending. */
  readonly numbers: (state: MfaState, verdict: ClassVerdict["verdict"]) => readonly number[];
}

/** One state: for each action the class that answers, and that class's verdict. */
interface Column {
  readonly answers: ClassVerdict[];
  readonly classOf: Int32Array;
  readonly verdictOf: Int8Array;
}

/** Lays a proof out by action: 22,000 actions in some states are looked at many times. */
export function stateVerdicts(proof: Proof, { known }: ActionUniverse): StateVerdicts {
  const columns = new Map<MfaState, Column>();
  for (const { cell, classes } of proof.cells) {
    const state = stateOf(cell);
    const column = columns.get(state) ?? {
      answers: [],
      classOf: new Int32Array(known).fill(-1),
      verdictOf: new Int8Array(known).fill(-1),
    };
    columns.set(state, column);
    const { answers, classOf, verdictOf } = column;
    for (const { numbers, answer } of classes) {
      const rank = order.indexOf(answer.verdict);
      const place = answers.push(answer) - 1;
      for (const action of numbers()) {
        if ((verdictOf[action] ?? -1) >= rank) continue;
        verdictOf[action] = rank;
        classOf[action] = place;
      }
    }
  }
  return {
    states: [...columns.keys()],
    is: (action, state, verdict) => columns.get(state)?.verdictOf[action] === order.indexOf(verdict),
    answer: (action, state) => {
      const column = columns.get(state);
      return column?.answers[column.classOf[action] ?? -1];
    },
    numbers: (state, verdict) => {
      const rank = order.indexOf(verdict);
      const found: number[] = [];
      for (const [action, own] of (columns.get(state)?.verdictOf ?? new Int8Array(0)).entries()) {
        if (own === rank) found.push(action);
      }
      return found;
    },
  };
}
