import { daysBetween, instant, type Instant } from "../core/instant.ts";

/** A declaration older than this many days counts as not made. */
export const attestationDays = 180;

/** `fresh`, `stale` (over 180 days ago, more than a day ahead, or no date at all when one is `required`). */
export function attestation(attested: string | undefined, now: Instant, required = false): "fresh" | "stale" {
  if (attested === undefined) return required ? "stale" : "fresh";
  const at = instant(attested);
  if (at === null) return "stale";
  const age = daysBetween(at, now);
  return age > attestationDays || age < -1 ? "stale" : "fresh";
}
