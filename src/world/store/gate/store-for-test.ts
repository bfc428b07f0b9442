import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  GateStore,
  KeptDecision,
  KeptGateRequest,
  KeptPassword,
  KeptProposal,
  KeptVersion,
} from "./gate-store.ts";
import { openGateStore } from "./open-gate-store.ts";

/** A signed document. */
export const wire = { document: "e30", signature: { kind: "key" as const, signature: "c2ln" } };

const brokerSigned = { document: "e30", signature: "c2ln" };

/** Runs with a gate's store that was just made, and its file; closes it. */
export async function withGateStore(
  work: (store: GateStore, file: string) => void | Promise<void>,
  maxPages?: number,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "rootward-gate-"));
  const file = join(directory, "data", "gate.db");
  const store = openGateStore({ file, create: true, ...(maxPages === undefined ? {} : { maxPages }) });
  try {
    await work(store, file);
  } finally {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A password's version. */
export function keptPassword(changes: Partial<KeptPassword> = {}): KeptPassword {
  return {
    account: "aws:123456789012",
    version: 1,
    outer: Uint8Array.of(0, 255, 7),
    split: { manifest: { t: 2 }, shares: [{ holder: "p-omar", index: 1, file: "AAAA" }] },
    hasKitCopy: true,
    flags: ["copies-elsewhere"],
    tag: "00112233445566aa",
    by: "p-ann",
    storedAt: 1_795_230_000,
    ...changes,
  };
}

/** A request as the gate keeps it. */
export function keptRequest(changes: Partial<KeptGateRequest> = {}): KeptGateRequest {
  return {
    requestId: "01JDADA7V0000000000000000A",
    requestHash: "hash-a",
    account: "aws:123456789012",
    person: "p-jane",
    createdAt: 1_795_230_005,
    signed: wire,
    reason: { text: "SCP locked us out", salt: "BwcHBwcHBwcHBwcHBwcHBw" },
    statement: null,
    prepared: { status: "done", brokerKey: brokerSigned, receipt: brokerSigned },
    projection: {
      phase: "pending",
      flags: ["break_seal"],
      codesUsed: 0,
      maxCodes: 3,
      windowEnds: null,
      dueAt: 1_795_230_100,
      openedAt: null,
      brokerIndex: -1,
    },
    ...changes,
  };
}

/** A person's word. */
export function keptDecision(changes: Partial<KeptDecision> = {}): KeptDecision {
  return {
    hash: "approval-1",
    requestHash: "hash-a",
    person: "p-omar",
    decision: "approve",
    signed: wire,
    shareP: "AAAA",
    shareS: "BBBB",
    ...changes,
  };
}

/** A document that waits for a quorum. */
export function keptProposal(changes: Partial<KeptProposal> = {}): KeptProposal {
  return {
    hash: "proposal-1",
    type: "rw.rekey/v1",
    document: "e30",
    signed: wire,
    approvals: [wire, wire],
    shares: ["AAAA"],
    entries: ["BBBB"],
    by: "p-ann",
    createdAt: 1_795_230_000,
    state: "open",
    reply: { status: "refused", error: "CUSTODY_STALE", detail: "old" },
    ...changes,
  };
}

/** A roster or release policy that was taken. */
export function keptVersion(changes: Partial<KeptVersion> = {}): KeptVersion {
  return {
    version: 1,
    hash: "roster-1",
    document: "e30",
    approvals: [wire],
    acceptedAt: 1_795_230_000,
    dueAt: 1_795_316_400,
    state: "taken",
    ...changes,
  };
}
