import { CodedError } from "../../core/coded-error.ts";
import { totpErrors } from "./errors.ts";

/**
 * The time step (RFC 6238, T0 = 0) that a moment in Unix milliseconds lies in. Throws `CUSTODY_CLOCK_IMPOSSIBLE` for a
 * moment before 1970 or none at all.
 */
export function stepAt(nowMs: number, periodSeconds = 30): number {
  // INVARIANT: floor. Rounding would hand out the next code for the second half of every step: one that is not yet due.
  const step = Math.floor(nowMs / (1000 * periodSeconds));
  if (!Number.isSafeInteger(step) || step < 0 || !(periodSeconds >= 1)) {
    throw new CodedError(totpErrors.CUSTODY_CLOCK_IMPOSSIBLE, { detail: `${nowMs} ms in steps of ${periodSeconds} s` });
  }
  return step;
}
