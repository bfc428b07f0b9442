import type { EscalationEdge, Gain } from "../escalation-edge.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { Questions } from "./questions.ts";
import type { Way } from "./way.ts";

/** Somebody with a credential, whose escalations are looked for. */
export interface Caller {
  readonly who: ModelPrincipal;
  readonly devices: number | "unknown";
  /** Questions shared with callers that every document treats alike; their subject may be another of these. */
  readonly shared: Questions;
  /** Questions about this very caller. */
  readonly own: () => Questions;
}

/** An edge found in a cell. */
export interface Found {
  readonly cell: number;
  readonly way: Way;
  readonly gain: Gain;
  readonly afterDeviceOf?: string;
}

/** The edge as people and the closure see it; its steps are asked for when somebody reads them. */
export function edgeOf(
  escalation: string,
  { cell, way, gain, afterDeviceOf }: Found,
  questions: () => Questions,
): EscalationEdge {
  const { certainty, why, calls } = way;
  return {
    escalation,
    certainty,
    why,
    gain,
    ...(afterDeviceOf === undefined ? {} : { afterDeviceOf }),
    get steps(): EscalationEdge["steps"] {
      const asked = questions();
      return calls.flatMap((call) => {
        const verdict = asked.verdicts(call)[cell];
        if (verdict?.verdict !== "open") return [];
        const witness = verdict.witness(call.action);
        return [{ action: witness.action, witness }];
      });
    },
  };
}
