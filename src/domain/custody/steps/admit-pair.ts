// Codes without a grant exist for one thing: to prove a device that was just made. The pair must be no side door to the
// codes of a seed that opens something already.
import type { EnrolPairDocument } from "../documents/item-documents.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import type { VerifiedDecision } from "../roster/quorum-missing.ts";
import { hasRole, personOf, type RosterView } from "../roster/roster-view.ts";
import { humansOf, isSameHuman } from "../roster/same-human.ts";
import type { Verified } from "../roster/verify-signed.ts";
import type { CodeGrant } from "./reserve-step.ts";

/** The newest seed of an account. */
export interface SeedFacts {
  readonly version: number;
  readonly origin: "new-device" | "import";
  readonly isProven: boolean;
  /** When the seed was captured, in Unix seconds. */
  readonly capturedAt: number;
  /** The attempts whose pair was begun. */
  readonly attempts: readonly number[];
}

/** A pair may be asked for so long after the seed was captured, in seconds. */
export const pairSeconds = 600;

/** The pair as a grant of two codes in a row, or why there is none. */
export type PairAdmission =
  | { readonly status: "admitted"; readonly grant: CodeGrant; readonly asker: string }
  | Refused;

/**
 * Judges a verified `rw.enrol-pair`: by an operator of the seed vault, for the newest version, of a new device, never
 * proven, captured at most ten minutes ago; the one retry needs the approval of a second such operator.
 */
export function admitPair(
  pair: Verified<EnrolPairDocument>,
  seed: SeedFacts | null,
  seconds: readonly VerifiedDecision[],
  view: RosterView,
  nowSeconds: number,
): PairAdmission {
  const { document, hash } = pair.read;
  if (!hasRole(personOf(view, pair.person.id), "operator-s") || document.asker !== pair.person.id) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, pair.person.id);
  }
  if (seed === null || document.version !== seed.version) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, `version ${document.version} is not the newest`);
  }
  if (seed.origin !== "new-device" || seed.isProven) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, "its codes come through a grant alone");
  }
  const age = nowSeconds - seed.capturedAt;
  if (age < 0 || age > pairSeconds) return refused(custodyErrors.CUSTODY_TOO_LATE, `captured ${age} s ago`);
  if (seed.attempts.includes(document.attempt) || (document.attempt === 2 && !seed.attempts.includes(1))) {
    return refused(custodyErrors.CUSTODY_WRONG_TURN, `attempt ${document.attempt}`);
  }
  if (document.attempt === 2 && !seconds.some((each) => isSecond(each, hash, pair, view))) {
    return refused(custodyErrors.CUSTODY_QUORUM_MISSING, "the retry needs a second operator");
  }
  const grant: CodeGrant = {
    id: hash,
    account: document.account,
    purpose: "enrol-pair",
    recipient: document.recipientS,
    maxCodes: 2,
    openedMs: null,
    endsMs: (seed.capturedAt + pairSeconds) * 1000,
  };
  return { status: "admitted", grant, asker: document.asker };
}

function isSecond(
  { person, read }: VerifiedDecision,
  hash: string,
  pair: Verified<EnrolPairDocument>,
  view: RosterView,
): boolean {
  const { requestHash, decision } = read.document;
  if (requestHash !== hash || decision !== "approve" || !hasRole(personOf(view, person.id), "operator-s")) return false;
  return !isSameHuman(humansOf(view.persons), person.id, pair.person.id);
}
