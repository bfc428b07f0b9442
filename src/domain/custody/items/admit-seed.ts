// Whether a seed comes into the vault. It arrives inside an age file; what is judged here is what the broker found in it.
import type { DocumentOf } from "../documents/read-custody-document.ts";
import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { ruleOfAccount } from "../release-policy/rule-of-account.ts";
import { quorumMissing, type VerifiedDecision } from "../roster/quorum-missing.ts";
import type { RosterView } from "../roster/roster-view.ts";
import type { Verified } from "../roster/verify-signed.ts";

/** `rw.enrol/v1` or `rw.replace/v1`. */
export type SeedDocument = DocumentOf<"rw.enrol/v1" | "rw.replace/v1">;

/** What the broker knows when a seed arrives. */
export interface SeedArrival {
  /** Its boot key's recipient. */
  readonly bootKey: string;
  /** Bytes of the seed; the frame's data is the seed itself, decoded. */
  readonly seedBytes: number;
  /** The newest version of the account, also a retired one; `null` before the first. */
  readonly newest: { readonly version: number; readonly isProven: boolean; readonly isRetired: boolean } | null;
  /** Whoever has a seed with this fingerprint already, in any version. */
  readonly twin: { readonly account: string; readonly version: number } | null;
  /** A grant that is live; its seed must not change under it. */
  readonly isGrantLive: boolean;
}

/** What the item's flags begin with, or why it is not taken. */
export type SeedVerdict = { readonly status: "admitted"; readonly flags: readonly "copies-elsewhere"[] } | Refused;

/** Shorter ones are no seed (RFC 4226 asks for 16 bytes); shorter than that, but above this, are taken with a warning. */
const leastSeedBytes = 10;
const mostSeedBytes = 256;

/**
 * Judges a verified enrolment: `enrol` brings the first seed of an account, or one after it was retired; `replace` a newer
 * one, and in the place of a proven seed only with a quorum.
 */
export function admitSeed(
  { read }: Verified<SeedDocument>,
  arrival: SeedArrival,
  approvals: readonly VerifiedDecision[],
  rules: { readonly view: RosterView; readonly policy: Pick<ReleasePolicyDocument, "rules"> },
  nowSeconds: number,
): SeedVerdict {
  const { document } = read;
  const { newest, twin, seedBytes } = arrival;
  if (document.bootKey !== arrival.bootKey) return refused(custodyErrors.CUSTODY_OTHER_BOOT, document.account);
  if (ruleOfAccount(rules.policy, document.account) === null) {
    return refused(custodyErrors.CUSTODY_NO_RULE, document.account);
  }
  if (seedBytes < leastSeedBytes || seedBytes > mostSeedBytes) {
    return refused(custodyErrors.CUSTODY_SEED_UNFIT, `${document.account}: ${seedBytes} bytes`);
  }
  if (twin !== null) {
    return refused(custodyErrors.CUSTODY_SEED_TWICE, `${document.account} and ${twin.account} version ${twin.version}`);
  }
  const next = (newest?.version ?? 0) + 1;
  const isFirst = newest === null || newest.isRetired;
  if (document.version !== next || (document.type === "rw.enrol/v1") !== isFirst) {
    const need = `${isFirst ? "enrol" : "replace"} version ${next}`;
    return refused(custodyErrors.CUSTODY_ITEM_VERSION, `${document.account}: ${need} is next`);
  }
  if (arrival.isGrantLive) return refused(custodyErrors.CUSTODY_GRANT_LIVE, document.account);
  if (newest?.isProven === true && !newest.isRetired) {
    const missing = quorumMissing(read, approvals, rules.view, nowSeconds);
    if (missing !== null) return missing;
  }
  return { status: "admitted", flags: document.origin === "import" ? ["copies-elsewhere"] : [] };
}
