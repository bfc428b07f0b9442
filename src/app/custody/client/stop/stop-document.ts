// A veto of a document that a quorum decides on, by its hash alone: a roster, a release policy, an export, a change of
// contacts, a switch of central root access.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { CustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { maxLogEntries } from "../../../../domain/custody/protocol/broker-request.ts";
import { readLogEntry } from "../../../../domain/custody/protocol/log-entry.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import { clientErrors } from "../errors.ts";
import type { Door } from "../ports/door.ts";
import type { Gate, ShownProposal } from "../ports/gate.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { StopScene } from "./stop-request.ts";

/** What became of a veto of a document. */
export interface DocumentStopped {
  /**
   * `stopped`; `kept`: nothing of this hash was accepted yet, and the broker holds the veto against it; `too-early`: the
   * same, but of a roster or release policy, which only a veto during its wait stops; `unknown`: the broker took the veto,
   * and what it stopped was not shown.
   */
  readonly status: "stopped" | "kept" | "too-early" | "unknown";
  readonly by: "gate" | "door";
  /** Read from its own bytes; `null` where these were not at hand. */
  readonly document: CustodyDocument | null;
  /** How the broker's log calls what was stopped, e.g. `contacts`; `null` where only the document tells. */
  readonly what: string | null;
  /** It had come into force already. */
  readonly wasInForce: boolean;
}

/** Vetoes a document through the gate. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`, `CUSTODY_ROLE_MISSING`. */
export async function stopDocumentByGate(
  gate: Gate,
  scene: StopScene,
  { hash, nowSeconds }: { readonly hash: string; readonly nowSeconds: number },
): Promise<DocumentStopped> {
  const { wire, docHash } = await signVeto(scene, hash);
  receiptOf(done(await gate.submit({ signed: wire })).receipt, { verb: "apply", docHash }, scene.view);
  // The veto is with the broker by now: a list that cannot be had must not look like a failure.
  const shown = await listed(gate, hash);
  const document = shown === null ? null : documentOf(shown);
  const dueAt = shown?.reply?.status === "done" ? (shown.reply.dueAt ?? null) : null;
  const status = statusOf(shown, document);
  return { status, by: "gate", document, what: null, wasInForce: dueAt !== null && dueAt <= nowSeconds };
}

/** The same at the broker's own door, whose log tells what came of it. `size` is the log's before. Throws likewise. */
export async function stopDocumentAtDoor(
  door: Door,
  scene: StopScene,
  hash: string,
  size: number,
): Promise<DocumentStopped> {
  const { wire, docHash } = await signVeto(scene, hash);
  receiptOf(done(await door.apply(wire)).receipt, { verb: "apply", docHash }, scene.view);
  const types = await typesSince(door, size, hash).catch((): readonly string[] => []);
  const vetoed = types.find((type) => type.endsWith(".vetoed"));
  const nothing = { by: "door", document: null, wasInForce: false } as const;
  if (vetoed !== undefined) return { ...nothing, status: "stopped", what: vetoed.slice(0, vetoed.indexOf(".")) };
  return { ...nothing, status: types.includes("request.stop_kept") ? "kept" : "unknown", what: null };
}

async function signVeto(
  { hand, view, person, brokerCheckpoint }: StopScene,
  requestHash: string,
): Promise<{ readonly wire: SignedWire; readonly docHash: string }> {
  if (!hasRole(personOf(view, person), "custodian")) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${person} cannot veto` });
  }
  const { wire, read } = await hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    requestHash,
    decision: "veto" as const,
    group: "" as const,
    approver: signer,
    brokerKey: "" as const,
    brokerCheckpoint,
  }));
  return { wire, docHash: read.hash };
}

async function listed(gate: Gate, hash: string): Promise<ShownProposal | null> {
  try {
    return (await gate.proposals()).find((each) => each.hash === hash) ?? null;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

function documentOf({ document: bytes, hash: named }: ShownProposal): CustodyDocument {
  const { document, hash } = readCustodyDocument(bytesOf(bytes));
  if (hash !== named) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: named });
  return document;
}

function statusOf(shown: ShownProposal | null, document: CustodyDocument | null): DocumentStopped["status"] {
  if (shown === null || document === null) return "unknown";
  if (shown.isVetoed === true) return "stopped";
  if (shown.state !== "open") return "unknown";
  return document.type === "rw.roster/v1" || document.type === "rw.release-policy/v1" ? "too-early" : "kept";
}

/** The types of the broker's entries about a hash since its log had this size. */
async function typesSince(door: Door, size: number, hash: string): Promise<readonly string[]> {
  const { entries } = done(await door.log(size, maxLogEntries));
  return entries.flatMap((entry) => {
    const read = readLogEntry(bytesOf(entry));
    return read !== null && (read.d["hash"] === hash || read.d["requestHash"] === hash) ? [read.type] : [];
  });
}
