import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { Line } from "../core/line.ts";

/** No witness cosigned the newest checkpoint in time; releases go on and are marked. Told once, until one cosigns again. */
export function unwitnessedLine(): Line {
  return {
    isAlone: false,
    open: async () => () => ({
      events: [{ type: "witness.missing", actor: systemActor("broker"), d: {} }],
      answer: () => ({}),
    }),
  };
}
