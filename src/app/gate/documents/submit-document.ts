import type { CustodyDocument, ReadCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocument, readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import { bytesOf, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { KeptVersion } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { insistWritable, record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { withVersion } from "../core/rules.ts";
import { gateErrors } from "../errors.ts";
import { followLater } from "../follow/follow-later.ts";
import { retirePassword } from "../items/retire-password.ts";
import { verifyAny } from "../core/verify.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";

/** A document for the broker with what travels beside it; either `signed` by a person or a quorum's alone. */
export interface Submission {
  readonly signed?: SignedWire | undefined;
  readonly document?: string | undefined;
  readonly approvals: readonly SignedWire[];
  readonly shares: readonly string[];
  readonly entries: readonly string[];
  /** The plan of a `rw.contacts/v1`, base64url. */
  readonly plan?: string | undefined;
}

/** Types that have an address of their own, or that nobody submits. */
const elsewhere: ReadonlySet<CustodyDocument["type"]> = new Set([
  "rw.request/v1",
  "rw.ask/v1",
  "rw.unseal/v1",
  "rw.sign-in/v1",
  "rw.broker-key/v1",
  "rw.receipt/v1",
  "rw.status/v1",
]);

/** What a submission is: read strictly, of this deployment, of a type that belongs here. */
export function readSubmission(gate: Gate, { signed, document }: Submission): ReadCustodyDocument {
  const bytes = signed?.document ?? document ?? refuse(gateErrors.GATE_BODY_FOREIGN, "no document");
  const read = readCustodyDocument(bytesOf(bytes));
  if (read.document.deployment !== gate.deployment) {
    refuse(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, read.document.deployment);
  }
  if (elsewhere.has(read.document.type)) refuse(gateErrors.GATE_NOT_THIS_DOCUMENT, read.document.type);
  return read;
}

/** Passes a document to the broker, which judges it; what the gate itself has to do about it follows the broker's yes. */
export const submitDocument =
  (gate: Gate) =>
  async (submission: Submission): Promise<BrokerReply<"apply">> => {
    const read = readSubmission(gate, submission);
    const { signed } = submission;
    // Stops and resyncs go through whatever state the gate is in.
    if (!goesAlways(read.document)) insistWritable(gate);
    if (signed !== undefined) verifyAny(gate, signed);
    const reply = await gate.broker.ask(lineOf(submission));
    if (reply.status === "done") takeOver(gate, read, submission, reply);
    await followLater(gate);
    return reply;
  };

function lineOf({ signed, document, approvals, shares, entries }: Submission) {
  const beside = { approvals: [...approvals], shares: [...shares] };
  return signed === undefined
    ? { verb: "apply-quorum" as const, document: document ?? "", ...beside, entries: [...entries] }
    : { verb: "apply" as const, signed, ...beside };
}

function goesAlways(document: CustodyDocument): boolean {
  const { type } = document;
  return (
    type === "rw.resync/v1" ||
    type === "rw.clock-offset/v1" ||
    (type === "rw.approval/v1" && document.decision !== "approve")
  );
}

function takeOver(
  gate: Gate,
  { document, hash }: ReadCustodyDocument,
  { document: bytes, approvals }: Submission,
  reply: Extract<BrokerReply<"apply">, { readonly status: "done" }>,
): void {
  if (document.type === "rw.retire/v1" && document.vault === "P") retirePassword(gate, document, hash);
  if ((document.type !== "rw.roster/v1" && document.type !== "rw.release-policy/v1") || bytes === undefined) return;
  const receipt = readCustodyDocumentOf("rw.receipt/v1", bytesOf(reply.receipt.document)).document;
  const { version } = document;
  const dueAt = reply.dueAt ?? receipt.at;
  const kept: KeptVersion = {
    version,
    hash,
    document: bytes,
    approvals,
    acceptedAt: receipt.at,
    dueAt,
    state: "taken",
  };
  const chain = document.type === "rw.roster/v1" ? "roster" : "release-policy";
  // INVARIANT: by the same rules as the broker's; a broker that lies about a roster does not change the gate's view.
  const rules = withVersion(gate.rules, chain, kept);
  record(gate, (tell) => {
    gate.store.chains.put(chain, kept);
    tell({ type: `${chain}.accepted`, actor: systemActor("gate"), d: { version, hash, dueAt } });
  });
  gate.rules = rules;
}
