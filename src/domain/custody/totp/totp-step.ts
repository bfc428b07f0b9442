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

/** The Unix time in milliseconds at which a step begins. */
export function stepStartMs(step: number, periodSeconds = 30): number {
  return step * periodSeconds * 1000;
}

/** The Unix time in milliseconds at which a step is over and its code with it. */
export function stepEndMs(step: number, periodSeconds = 30): number {
  return stepStartMs(step + 1, periodSeconds);
}

/** How long the code of the current step is still good, from 1 to a whole period. Throws `CUSTODY_CLOCK_IMPOSSIBLE`. */
export function remainingMs(nowMs: number, periodSeconds = 30): number {
  return stepEndMs(stepAt(nowMs, periodSeconds), periodSeconds) - nowMs;
}

/** The same in seconds for people, rounded down, so that a countdown never promises time that is gone. */
export function remainingSeconds(nowMs: number, periodSeconds = 30): number {
  return Math.floor(remainingMs(nowMs, periodSeconds) / 1000);
}
