import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import type { Refused } from "../../../domain/custody/refused.ts";

/** Refuses by this row; the face makes a reply of it. */
export function refuse(row: ErrorRow, detail = ""): never {
  throw new CodedError(row, detail === "" ? {} : { detail });
}

/** The outcome, or its refusal thrown. */
export function insist<T extends object>(outcome: T | Refused): T {
  if (isRefused(outcome)) refuse(outcome.row, outcome.detail);
  return outcome;
}

/** Throws what refuses; `null` is no objection. */
export function insistNone(refused: Refused | null): void {
  if (refused !== null) refuse(refused.row, refused.detail);
}

function isRefused(outcome: object): outcome is Refused {
  return "status" in outcome && outcome.status === "refused";
}
