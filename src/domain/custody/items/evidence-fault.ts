// Whether what AWS showed can be about this seed at all. That it is, an operator says with their signature; what cannot be is
// refused, so that a wrong click or an old device does not make an account look safe.
import { freshSeconds } from "../documents/document-times.ts";
import type { AwsEvidence } from "../documents/item-documents.ts";
import { pairSeconds } from "../steps/admit-pair.ts";

/** When and how a seed came into custody. */
export interface SeedOnset {
  /** Unix seconds, by the broker's log. */
  readonly storedAt: number;
  readonly origin: "new-device" | "import";
}

/**
 * Without a grant a new seed's codes end with its pair; AWS takes a code for a while longer, and two clocks may differ. A
 * device that was enabled after that was enabled with other codes.
 */
export const acceptanceSeconds = pairSeconds + 120;

/** Why this does not prove the seed, in words; `null` when it may. */
export function evidenceFault(evidence: AwsEvidence, seed: SeedOnset, nowSeconds: number): string | null {
  const { source, at } = evidence;
  if (at > nowSeconds + freshSeconds) return "it is to be in the future";
  if (source === "cloudtrail:ConsoleLogin") {
    return at < seed.storedAt ? "the sign-in was before the seed came into custody" : null;
  }
  if (seed.origin === "import") return "an imported seed's device is older than its place in custody";
  if (at < seed.storedAt) return "the device was enabled before the seed came into custody";
  return at > seed.storedAt + acceptanceSeconds
    ? "the device was enabled when the seed's pair of codes was over"
    : null;
}
