import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { Refused } from "../../domain/custody/refused.ts";

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

function isRefused(outcome: object): outcome is Refused {
  return "status" in outcome && outcome.status === "refused";
}
