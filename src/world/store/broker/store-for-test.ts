import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestState } from "../../../domain/custody/request/request-state.ts";
import type { StepRow } from "../../../domain/custody/steps/step-ledger.ts";
import type { KeptDocument, KeptItem, KeptRequest } from "./broker-store.ts";
import { openBrokerStore, type OpenedBrokerStore } from "./open-broker-store.ts";

const wire = { document: "e30", signature: { kind: "key" as const, signature: "c2ln" } };

/** A directory with a place for a store; `remove` deletes it. */
export interface TestPlace {
  readonly directory: string;
  readonly file: string;
  readonly hostIdFile: string;
  readonly remove: () => void;
}

/** A new place. */
export function testPlace(): TestPlace {
  const directory = mkdtempSync(join(tmpdir(), "rootward-store-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  return { directory, file: join(directory, "data", "broker.db"), hostIdFile: join(directory, "host-id"), remove };
}

/** Runs with a store that was just made, and closes it. */
export async function withStore(
  work: (opened: OpenedBrokerStore, place: TestPlace) => void | Promise<void>,
  maxPages?: number,
): Promise<void> {
  const place = testPlace();
  const { file, hostIdFile } = place;
  const opened = openBrokerStore({ file, hostIdFile, create: true, ...(maxPages === undefined ? {} : { maxPages }) });
  try {
    await work(opened, place);
  } finally {
    opened.store.close();
    place.remove();
  }
}

/** A request. */
export function keptRequest(changes: Partial<RequestState> = {}): KeptRequest {
  const state: RequestState = {
    requestId: "01JDADA7V0000000000000000A",
    requestHash: "8O6Ay3iHnbH0CPU14BRFW1ADWKL_DH_rWWSKfYxgr40",
    account: "aws:123456789012",
    requester: "p-jane",
    purpose: "lockout",
    reasonHash: "XCrr7f8QwVofspGs_vIQbWLNurZA7zCswN6RgdKt-dY",
    releasePolicyHash: "gjQS0erLZ5ViIOUylZ8BBGAwV8iHBIY8o4580Yj9qBI",
    createdAt: 1_795_230_005,
    expiresAt: 1_795_231_805,
    isSealed: true,
    phase: "pending",
    capabilities: ["code", "password"],
    maxCodes: 3,
    codesUsed: 0,
    windowSeconds: 900,
    approvers: ["p-omar"],
    breakSeal: { delaySeconds: 1800, startedAt: null },
    isByBreakSeal: false,
    delayedUntil: null,
    readyAt: null,
    windowEnds: null,
    closingAt: null,
    bootId: null,
    flags: ["break_seal"],
    movedAt: 1_795_230_005,
    ...changes,
  };
  const passkey = { kind: "passkey" as const, clientDataJson: "e30", authenticatorData: "AAAA", signature: "c2ln" };
  return {
    state,
    request: wire,
    decisions: [wire, { document: "e30", signature: passkey }],
    brokerKey: { document: "e30", signature: "c2ln" },
  };
}

/** A seed's version. */
export function keptItem(changes: Partial<KeptItem> = {}): KeptItem {
  return {
    account: "aws:123456789012",
    version: 1,
    origin: "new-device",
    isProven: false,
    capturedAt: 1_795_230_000,
    fingerprint: "00112233445566aa",
    envelope: Uint8Array.of(0, 1, 2, 255),
    dek: Uint8Array.of(9),
    group: { name: "aws-123456789012", version: 1 },
    kit: null,
    state: "current",
    attempts: [1],
    flags: ["never-proven"],
    ...changes,
  };
}

/** A spent step. */
export function stepRow(changes: Partial<StepRow> = {}): StepRow {
  return {
    account: "aws:123456789012",
    step: 59_841_000,
    grantId: "01JDADA7V0000000000000000A",
    recipient: "age1r",
    n: 1,
    purpose: "lockout",
    reservedMs: 1_795_230_011_123,
    bootId: "boot-1",
    logIndex: null,
    isLost: false,
    ...changes,
  };
}

/** A document with a delay. */
export function keptDocument(changes: Partial<KeptDocument> = {}): KeptDocument {
  return {
    hash: "x".repeat(43),
    type: "rw.contacts/v1",
    document: "e30",
    signed: wire,
    approvals: [wire],
    acceptedAt: 1_795_230_000,
    dueAt: 1_795_230_100,
    endsAt: 1_795_230_200,
    state: "waiting",
    progress: { codes: 1, list: ["a"] },
    ...changes,
  };
}
