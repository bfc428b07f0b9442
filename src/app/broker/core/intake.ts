// What every signed document goes through, in this order: who signed it (before anything is decrypted or stored), whether
// the broker checkpoint in it fits the own log, whether it is fresh and new.
import { checkArrival } from "../../../domain/custody/documents/check-arrival.ts";
import { isStop, nonceKeptUntil, timeOf } from "../../../domain/custody/documents/document-times.ts";
import type { CustodyDocument, DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { PersonalDocument } from "../../../domain/custody/documents/signer-of.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { LogActor, LogEvent } from "../../../domain/custody/protocol/log-entry.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { fromSignedWire, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { LogDraft } from "../../../domain/custody/request/request-event.ts";
import type { VerifiedDecision } from "../../../domain/custody/roster/quorum-missing.ts";
import type { RosterView } from "../../../domain/custody/roster/roster-view.ts";
import { type Verified, verifiedAs, verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import { ledgerErrors } from "../../../domain/ledger/errors.ts";
import { verifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { openCarried } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { insist, insistNone, refuse } from "../insist.ts";
import type { BrokerCore } from "./broker-core.ts";

/** A document with its verified signature, as it came. */
export interface TakenIn<D extends CustodyDocument = PersonalDocument> {
  readonly wire: SignedWire;
  readonly verified: Verified<D>;
}

/** Verifies who signed. Refuses as `verifySigned`; throws for bytes that are no document. */
export function verify(core: BrokerCore, wire: SignedWire, view: RosterView = core.view()): TakenIn {
  const { counters } = core.deps.store;
  const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: (credId) => counters.get(credId) });
  return { wire, verified: insist(verified) };
}

/** The same, for a document of one type. */
export function verifyAs<T extends PersonalDocument["type"]>(
  core: BrokerCore,
  type: T,
  wire: SignedWire,
): TakenIn<DocumentOf<T>> {
  const { verified } = verify(core, wire);
  return { wire, verified: verifiedAs(verified, type) ?? refuse(custodyErrors.CUSTODY_DOCUMENT_FOREIGN, type) };
}

/** The approvals that came along, verified; each counts or not by what judges them. */
export function verifyDecisions(
  core: BrokerCore,
  wires: readonly SignedWire[],
): readonly TakenIn<DocumentOf<"rw.approval/v1">>[] {
  return wires.map((wire) => verifyAs(core, "rw.approval/v1", wire));
}

/** Decisions that were verified when they came, as they count today: a key that is gone counts no more. */
export function verifyAgain(core: BrokerCore, wires: readonly SignedWire[]): readonly VerifiedDecision[] {
  const view = core.view();
  return wires.flatMap((wire) => {
    // The passkey's counter was judged when the decision came.
    const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
    const decision = verified.status === "verified" ? verifiedAs(verified, "rw.approval/v1") : null;
    return decision === null ? [] : [decision];
  });
}

const epochEnd = /(?<=broker)\.[0-9]+$/;

/** Which log of this broker an origin names: after a resync over a lost log it ends in `.2`, and so on. */
function epochOf(origin: string): number {
  return Number(/broker\.([0-9]{1,6})$/.exec(origin)?.[1] ?? 1);
}

/**
 * Holds the broker checkpoint of a document against the own log: one that shows more, or something else, than the log has
 * is the proof that this is a restored copy. Stops the broker at once; the caller keeps that.
 */
export function meetCheckpoint(core: BrokerCore, document: CustodyDocument): void {
  if (!("brokerCheckpoint" in document)) return;
  const { log } = core.deps;
  const { brokerCheckpoint: seen } = document;
  // The epochs of a log have one key; a checkpoint of an earlier one shows nothing of this.
  const [own, its] = [epochOf(log.origin), epochOf(seen.origin)];
  const isEpoch = own !== its && seen.origin.replace(epochEnd, "") === log.origin.replace(epochEnd, "");
  const key = isEpoch ? verifierKey("log", seen.origin, log.verifier.publicKey) : log.verifier;
  const carried = insist(openCarried(seen, [key]));
  if (carried.status === "unseen" || (isEpoch && its < own)) return;
  const found = isEpoch ? ledgerErrors.LEDGER_BEHIND : log.compare(carried.checkpoint);
  if (found === "consistent") return;
  core.largestSeen = Math.max(core.largestSeen, carried.checkpoint.size);
  core.stop(found.code);
  refuse(found, `${document.type}, size ${carried.checkpoint.size}, the log has ${log.head.size}`);
}

/** Whether the document is fresh and new; stops are taken at any age. */
export function insistArrival(core: BrokerCore, document: CustodyDocument): void {
  const { nonces } = core.deps.store;
  if (!isStop(document) && timeOf(document) <= core.resyncedAt)
    refuse(custodyErrors.CUSTODY_STALE, "from before the resync");
  insistNone(checkArrival(document, { nowSeconds: core.now(), hasSeen: (nonce) => nonces.has(nonce) }));
}

/** Keeps that the document was taken; inside the transaction. */
export function spend(core: BrokerCore, { verified }: TakenIn): void {
  const { nonces, counters } = core.deps.store;
  const { document } = verified.read;
  nonces.add(document.nonce, nonceKeptUntil(document));
  if (verified.counter !== null) counters.set(verified.credential.credId, verified.counter);
}

/** Who a document's signer is to the log. */
export function actorOf({ verified: { signer } }: TakenIn): LogActor {
  return { person: signer.person, via: signer.via, cred: signer.cred };
}

/** The machine's drafts as log events; who signed is known from what came with them. */
export function eventsOf(drafts: readonly LogDraft[], from: readonly TakenIn[]): readonly LogEvent[] {
  return drafts.map(({ type, by, account, request, d }) => {
    const source = from.find(({ verified }) => verified.signer.person === by);
    return { type, actor: source === undefined ? systemActor("broker") : actorOf(source), account, request, d };
  });
}

/** What a credential's counter that went back leaves in the log. */
export function counterEvents(from: readonly TakenIn[]): readonly LogEvent[] {
  return from
    .filter(({ verified }) => verified.hasCounterRegressed)
    .map((each) => ({ type: "credential.counter_regressed", actor: actorOf(each), d: {} }));
}
