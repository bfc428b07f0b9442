import { CodedError } from "../../domain/core/coded-error.ts";
import type { Refused } from "../../domain/custody/refused.ts";

/** A decision's refusal as the error that a face prints. */
export function custodyRefusal({ row, detail }: Refused): CodedError {
  return new CodedError(row, { detail });
}
