import { CodedError } from "../core/coded-error.ts";
import { guardErrors } from "./errors.ts";
import type { Guard } from "./guard.ts";

// Source: Organizations quotas (SCP and RCP 5,120, white space counts through the API); IAM quotas (managed policy
// 6,144 without white space); Sign-In statements have no published size.
const limits: Readonly<Record<Guard["kind"], number>> = { scp: 5120, rcp: 5120, boundary: 6144, signin: 5120 };

type Measurable = Pick<Guard, "name" | "kind" | "document">;

/** The document as it is sent: no white space. */
export function minified({ document }: Pick<Measurable, "document">): string {
  return JSON.stringify(document);
}

/** Size in bytes and the limit. Throws GUARD_TOO_LARGE. */
export function measured(policy: Measurable): { readonly bytes: number; readonly limit: number } {
  const bytes = bytesOf(policy);
  const limit = limits[policy.kind];
  if (bytes > limit) {
    throw new CodedError(guardErrors.GUARD_TOO_LARGE, {
      detail: `${policy.name} has ${bytes} bytes, the limit is ${limit}`,
    });
  }
  return { bytes, limit };
}

/** True when AWS takes a document of this size. */
export function isWithinLimit(policy: Measurable): boolean {
  return bytesOf(policy) <= limits[policy.kind];
}

function bytesOf(policy: Measurable): number {
  return new TextEncoder().encode(minified(policy)).length;
}
