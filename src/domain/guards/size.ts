import { CodedError } from "../core/coded-error.ts";
import { guardErrors } from "./errors.ts";
import type { Guard } from "./guard.ts";

// Source: Organizations quotas (SCP and RCP 5,120, white space counts through the API); IAM quotas (managed policy
// 6,144 without white space); Sign-In statements have no published size.
const limits: Readonly<Record<Guard["kind"], number>> = { scp: 5120, rcp: 5120, boundary: 6144, signin: 5120 };

/** The document as it is sent: no white space. */
export function minified(guard: Guard): string {
  return JSON.stringify(guard.document);
}

/** Size in bytes and the limit. Throws GUARD_TOO_LARGE. */
export function measured(guard: Guard): { readonly bytes: number; readonly limit: number } {
  const bytes = new TextEncoder().encode(minified(guard)).length;
  const limit = limits[guard.kind];
  if (bytes > limit) {
    throw new CodedError(guardErrors.GUARD_TOO_LARGE, {
      detail: `${guard.name} has ${bytes} bytes, the limit is ${limit}`,
    });
  }
  return { bytes, limit };
}
