// The chain of rosters. Whoever could slip a version in would name the approvers, so: each version names the digest of the
// one before and is decided on by that one's quorum; it waits 24 hours where any custodian can veto it; keys that are new
// to approving count 72 hours after acceptance; only what is taken away counts at once.
import type { ReadCustodyDocument } from "../documents/read-custody-document.ts";
import type { RosterDocument } from "../documents/roster-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { checkRoster } from "./check-roster.ts";
import { isRemovalOnly, withoutRemoved } from "./removals.ts";
import { newestOfEachHuman, quorumMissing, isTimely, type VerifiedDecision } from "./quorum-missing.ts";
import { approvalKeyId, hasRole, personOf, type RosterView } from "./roster-view.ts";
import { isFresh } from "../documents/document-times.ts";

/** A read `rw.roster/v1`. */
export type ReadRoster = ReadCustodyDocument<RosterDocument>;

/** A roster that came into force. */
export interface RosterInForce {
  readonly read: ReadRoster;
  readonly acceptedAt: number;
  /** See `RosterView`. */
  readonly approvesFrom: Readonly<Record<string, number>>;
}

/** The pinned roster, and the next one while it can still be vetoed. */
export interface RosterChain {
  readonly inForce: RosterInForce;
  readonly pending: { readonly read: ReadRoster; readonly acceptedAt: number; readonly dueAt: number } | null;
}

/** What became of a chain. */
export type ChainOutcome = { readonly status: "taken"; readonly chain: RosterChain } | Refused;

/** A later roster comes into force so many seconds after it was accepted. */
export const versionDelaySeconds = 86_400;
/** A key that is new to approving counts so many seconds after its roster was accepted. */
export const newApproverSeconds = 72 * 3600;

/**
 * Takes the first roster: typed in by its hash at the broker, approved by everybody in it with its own keys. All are
 * active at once.
 */
export function startRosterChain(
  read: ReadRoster,
  typedHash: string,
  decisions: readonly VerifiedDecision[],
  nowSeconds: number,
): ChainOutcome {
  const { document } = read;
  if (read.hash !== typedHash)
    return refused(custodyErrors.CUSTODY_CHAIN_BROKEN, "the typed hash is of another roster");
  if (document.version !== 1 || document.previous !== "") {
    return refused(custodyErrors.CUSTODY_CHAIN_BROKEN, "the first roster has version 1 and no previous one");
  }
  const unfit = checkRoster(document);
  if (unfit !== null) return unfit;
  const missing = foundersMissing(read, decisions, nowSeconds);
  if (missing !== null) return missing;
  return { status: "taken", chain: { inForce: founded(read, nowSeconds), pending: null } };
}

/** The people of a first roster, to verify their own signatures under it with; nothing is pinned by this. */
export function foundingView(read: ReadRoster, nowSeconds: number): RosterView {
  return rosterView({ inForce: founded(read, nowSeconds), pending: null }, nowSeconds);
}

/** Why the approvals are not those of all founders; `null` when they are. The release policy's first version asks too. */
export function foundersMissing(
  read: ReadCustodyDocument,
  decisions: readonly VerifiedDecision[],
  nowSeconds: number,
  founders: RosterDocument | null = read.document.type === "rw.roster/v1" ? read.document : null,
): Refused | null {
  const persons = founders?.persons ?? [];
  const timely = decisions.filter((decision) => isTimely(read, decision, nowSeconds));
  const approved = newestOfEachHuman(timely, { persons }).filter((each) => each.read.document.decision === "approve");
  const absent = persons.filter(({ id }) => !approved.some(({ person }) => person.id === id));
  const newest = Math.max(...approved.map((each) => each.read.document.at));
  if (absent.length > 0 || persons.length === 0) {
    return refused(custodyErrors.CUSTODY_QUORUM_MISSING, `founders: ${absent.map(({ id }) => id).join(", ")}`);
  }
  return isFresh(newest, nowSeconds)
    ? null
    : refused(custodyErrors.CUSTODY_QUORUM_MISSING, `the newest approval is ${nowSeconds - newest} s old`);
}

/** Takes the next roster. One that only takes away is in force at once; any other waits for a veto. */
export function acceptRoster(
  before: RosterChain,
  read: ReadRoster,
  decisions: readonly VerifiedDecision[],
  nowSeconds: number,
): ChainOutcome {
  const chain = settleRosterChain(before, nowSeconds);
  const { document: previous, hash } = chain.inForce.read;
  const { document: next } = read;
  if (chain.pending !== null) {
    return refused(custodyErrors.CUSTODY_VERSION_PENDING, `version ${chain.pending.read.document.version}`);
  }
  if (next.deployment !== previous.deployment) return refused(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, next.deployment);
  if (next.version !== previous.version + 1 || next.previous !== hash) {
    return refused(custodyErrors.CUSTODY_CHAIN_BROKEN, `version ${next.version} behind version ${previous.version}`);
  }
  if (next.separation !== previous.separation) {
    return refused(custodyErrors.CUSTODY_ROSTER_UNFIT, "separation is chosen once");
  }
  const unfit = checkRoster(next) ?? quorumMissing(read, decisions, rosterView(chain, nowSeconds), nowSeconds);
  if (unfit !== null) return unfit;
  const pending = { read, acceptedAt: nowSeconds, dueAt: nowSeconds + versionDelaySeconds };
  const waiting: RosterChain = { inForce: chain.inForce, pending };
  return { status: "taken", chain: isRemovalOnly(previous, next) ? enforced(waiting) : waiting };
}

/** Ends the waiting roster. Any custodian may, except one whom it removes, or the removed could stay for ever. */
export function vetoRoster(before: RosterChain, veto: VerifiedDecision, nowSeconds: number): ChainOutcome {
  const chain = settleRosterChain(before, nowSeconds);
  const { document } = veto.read;
  if (chain.pending === null || document.decision !== "veto" || document.requestHash !== chain.pending.read.hash) {
    return refused(custodyErrors.CUSTODY_BAD_TRANSITION, "no roster waits that this veto names");
  }
  if (!hasRole(personOf(rosterView(chain, nowSeconds), veto.person.id), "custodian")) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, veto.person.id);
  }
  return { status: "taken", chain: { inForce: chain.inForce, pending: null } };
}

/** The chain at this time: a waiting roster whose delay is over is in force. */
export function settleRosterChain(chain: RosterChain, nowSeconds: number): RosterChain {
  return chain.pending !== null && nowSeconds >= chain.pending.dueAt ? enforced(chain) : chain;
}

/** The people as they count; what a waiting roster takes away is gone already. */
export function rosterView(chain: RosterChain, nowSeconds: number): RosterView {
  const { inForce, pending } = settleRosterChain(chain, nowSeconds);
  const { read, approvesFrom } = inForce;
  const { document, hash } = read;
  const { persons, groups } = pending === null ? document : withoutRemoved(document, pending.read.document);
  const { deployment, version, sites, broker, quorum } = document;
  return { deployment, hash, version, sites, persons, groups, brokerSpki: broker.spki, quorum, approvesFrom };
}

function founded(read: ReadRoster, nowSeconds: number): RosterInForce {
  const keys = approvalKeys(read.document).map((key) => [key, nowSeconds] as const);
  return { read, acceptedAt: nowSeconds, approvesFrom: Object.fromEntries(keys) };
}

function enforced(chain: RosterChain): RosterChain {
  if (chain.pending === null) return chain;
  const { read, acceptedAt } = chain.pending;
  const { approvesFrom } = chain.inForce;
  const keys = approvalKeys(read.document).map((key) => {
    // INVARIANT: by person and key; a known id with another key is as new as a new person.
    const from = Object.hasOwn(approvesFrom, key) ? approvesFrom[key] : undefined;
    return [key, from ?? acceptedAt + newApproverSeconds] as const;
  });
  return { inForce: { read, acceptedAt, approvesFrom: Object.fromEntries(keys) }, pending: null };
}

function approvalKeys({ persons }: RosterDocument): readonly string[] {
  return persons
    .filter((person) => hasRole(person, "approver"))
    .flatMap((person) => person.credentials.map((credential) => approvalKeyId(person.id, credential)));
}
