import { CodedError } from "../../../../domain/core/coded-error.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { ReadReleasePolicy } from "../../../../domain/custody/release-policy/release-policy-chain.ts";
import { quorumMissing } from "../../../../domain/custody/roster/quorum-missing.ts";
import { foundersMissing } from "../../../../domain/custody/roster/roster-chain.ts";
import type { ShownVersion } from "../ports/gate.ts";
import { decisionsOf, type RosterStep, viewAt } from "./roster-steps.ts";
import { takenAt } from "./taken-at.ts";

/**
 * Verifies the release policies from the first version on, vetoed ones left out: founders signed the first, the quorum of
 * their time every later one. Whether its rules can open what they should is the broker's to judge, which knows the shares.
 * Throws the coded error of what is wrong.
 */
export function verifyReleasePolicies(
  shown: readonly ShownVersion[],
  rosters: readonly RosterStep[],
): readonly ReadReleasePolicy[] {
  const policies: ReadReleasePolicy[] = [];
  for (const version of shown) {
    if (version.state === "vetoed") continue;
    const read = readCustodyDocumentOf("rw.release-policy/v1", bytesOf(version.document));
    const wrong = misplaced(read, policies.at(-1) ?? null) ?? unsigned(read, version, rosters);
    if (wrong !== null) throw wrong;
    policies.push(read);
  }
  return policies;
}

function misplaced({ document }: ReadReleasePolicy, before: ReadReleasePolicy | null): CodedError | null {
  const fits =
    before === null
      ? document.version === 1 && document.previous === ""
      : document.version === before.document.version + 1 && document.previous === before.hash;
  return fits
    ? null
    : new CodedError(custodyErrors.CUSTODY_CHAIN_BROKEN, { detail: `release policy ${document.version}` });
}

function unsigned(read: ReadReleasePolicy, version: ShownVersion, rosters: readonly RosterStep[]): CodedError | null {
  const acceptedAt = takenAt(version);
  const view = viewAt(rosters, acceptedAt);
  if (read.document.deployment !== view.deployment) {
    return new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, { detail: read.document.deployment });
  }
  const decisions = decisionsOf(version.approvals, view);
  const founders = rosters[0]?.read.document ?? null;
  const missing =
    read.document.version === 1
      ? foundersMissing(read, decisions, acceptedAt, founders)
      : quorumMissing(read, decisions, view, acceptedAt);
  return missing === null ? null : new CodedError(missing.row, { detail: missing.detail });
}
