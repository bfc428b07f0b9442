import type { Instant } from "../../core/instant.ts";
import { attestation } from "../../inventory/attestation.ts";

/** The entry when it carries a date of at most 180 days ago, else null: for checks that rest on the inventory alone. */
export function attestedEntry<T extends { readonly attested?: string | undefined }>(
  entry: T | undefined,
  now: Instant,
): T | null {
  if (entry === undefined) return null;
  return attestation(entry.attested, now, true) === "fresh" ? entry : null;
}
