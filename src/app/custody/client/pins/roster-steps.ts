// The chain of rosters as a gate shows it, judged again here with the same functions as in the broker: whoever could slip a
// version in would name the approvers and the people whom secrets are encrypted to.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, fromSignedWire, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { VerifiedDecision } from "../../../../domain/custody/roster/quorum-missing.ts";
import {
  acceptRoster,
  type ChainOutcome,
  foundingView,
  type ReadRoster,
  type RosterChain,
  rosterView,
  startRosterChain,
} from "../../../../domain/custody/roster/roster-chain.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { verifiedAs, verifySigned } from "../../../../domain/custody/roster/verify-signed.ts";
import type { ShownVersion } from "../ports/gate.ts";
import { takenAt } from "./taken-at.ts";

/** The chain as it was right after one version was accepted. */
export interface RosterStep {
  readonly chain: RosterChain;
  readonly read: ReadRoster;
  /** Unix seconds; within two minutes of the true moment, which only the broker's log knows. */
  readonly acceptedAt: number;
  /** The keys whose approval of this very version was verified, as SubjectPublicKeyInfo in base64url. */
  readonly approvedBy: readonly string[];
}

/**
 * Verifies the rosters from the first version on, vetoed ones left out. Who accepts the result must still compare it with
 * what was pinned: any first roster founds a chain. Throws the coded error of what is wrong.
 */
export function verifyRosters(shown: readonly ShownVersion[]): readonly RosterStep[] {
  const steps: RosterStep[] = [];
  for (const version of shown) {
    if (version.state === "vetoed") continue;
    const read = readCustodyDocumentOf("rw.roster/v1", bytesOf(version.document));
    const before = steps.at(-1) ?? null;
    const outcome = step(before?.chain ?? null, read, version);
    steps.push(outcome);
  }
  return steps;
}

function step(before: RosterChain | null, read: ReadRoster, version: ShownVersion): RosterStep {
  const acceptedAt = takenAt(version);
  const view = before === null ? foundingView(read, acceptedAt) : rosterView(before, acceptedAt);
  const decisions = decisionsOf(version.approvals, view);
  const outcome: ChainOutcome =
    before === null
      ? startRosterChain(read, read.hash, decisions, acceptedAt)
      : acceptRoster(before, read, decisions, acceptedAt);
  if (outcome.status === "refused") throw new CodedError(outcome.row, { detail: outcome.detail });
  const approvedBy = decisions
    .filter(({ read: { document } }) => document.decision === "approve" && document.requestHash === read.hash)
    .map(({ credential }) => credential.spki);
  return { chain: outcome.chain, read, acceptedAt, approvedBy };
}

/** The approvals of these that a person of the roster signed; the others do not count. */
export function decisionsOf(approvals: readonly SignedWire[], view: RosterView): readonly VerifiedDecision[] {
  return approvals.flatMap((wire) => {
    const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
    const decision = verified.status === "verified" ? verifiedAs(verified, "rw.approval/v1") : null;
    return decision === null ? [] : [decision];
  });
}

/** The people as they counted at a moment. Throws `CUSTODY_CHAIN_BROKEN` without a roster. */
export function viewAt(steps: readonly RosterStep[], atSeconds: number): RosterView {
  const [first] = steps;
  if (first === undefined) throw new CodedError(custodyErrors.CUSTODY_CHAIN_BROKEN, { detail: "no roster is shown" });
  const step = steps.findLast(({ acceptedAt }) => acceptedAt <= atSeconds) ?? first;
  return rosterView(step.chain, atSeconds);
}
