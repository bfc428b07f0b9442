import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { Secret } from "../../domain/core/secret.ts";
import type { Refused } from "../../domain/custody/refused.ts";
import type { Decision } from "./core/line.ts";

/** Why a line is refused; thrown only before anything is written. */
export class Refusal extends CodedError {}

/** The outcome, or its refusal thrown: whatever refuses a line, it is answered in one place. */
export function insist<T extends object>(outcome: T | Refused): T {
  if (isRefused(outcome)) refuse(outcome.row, outcome.detail);
  return outcome;
}

/** Throws what refuses; `null` is no objection. */
export function insistNone(refused: Refused | null): void {
  if (refused !== null) refuse(refused.row, refused.detail);
}

/** Refuses by this row. */
export function refuse(row: ErrorRow, detail = ""): never {
  throw new Refusal(row, detail === "" ? {} : { detail });
}

/** The decision, after which a key that was opened for it is wiped where nobody keeps it. */
export function wipedUnlessKept(key: Secret<Uint8Array> | null, decide: () => Decision): () => Decision {
  return () => {
    try {
      const decision = decide();
      if (decision.kept === undefined) key?.wipe();
      return decision;
    } catch (error) {
      key?.wipe();
      throw error;
    }
  };
}

function isRefused(outcome: object): outcome is Refused {
  return "status" in outcome && outcome.status === "refused";
}
