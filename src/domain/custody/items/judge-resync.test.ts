import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  decision,
  nonceOf,
  now,
  person,
  readOf,
  roster,
  verified,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { DocumentOf } from "../documents/read-custody-document.ts";
import { judgeResync, type ResyncFacts } from "./judge-resync.ts";

const people = ["jane", "omar", "ana"].map((id) => person(id));
const view = viewOf(roster({ persons: people }));
const hostId = nonceOf("host");
const sig = Buffer.alloc(68).toString("base64");
const facts: ResyncFacts = {
  log: "broker",
  hostId,
  ownSize: 7,
  entriesHash: Buffer.alloc(32).toString("base64url"),
  entryCount: 4,
  largestSigned: 10,
};

function resync(change: Partial<DocumentOf<"rw.resync/v1">> = {}): DocumentOf<"rw.resync/v1"> {
  return {
    type: "rw.resync/v1",
    deployment: "acme",
    nonce: nonceOf("resync"),
    at: now,
    log: "broker",
    hostId,
    fromSize: 6,
    entriesHash: facts.entriesHash,
    rosters: [],
    releasePolicies: [],
    checkpoint: { ...brokerCheckpoint, size: 10, sig },
    lost: false,
    ...change,
  };
}

function said(document: DocumentOf<"rw.resync/v1">, given: Partial<ResyncFacts> = {}, signers = people): string {
  const read = readOf(document);
  const words = signers.map((each) => verified(each, decision(each, read.hash, { group: "" })));
  const verdict = judgeResync(read, words, { ...facts, ...given }, view, now);
  return verdict.status === "refused" ? verdict.row.code : verdict.status;
}

describe("a resync", () => {
  it("leads the old log on with entries that reach the largest signed checkpoint", () => {
    expect(said(resync())).toBe("replay");
    expect(said(resync({ checkpoint: { ...brokerCheckpoint, size: 11, sig } }), { entryCount: 5 })).toBe("replay");
  });

  it("begins a new log when entries are gone for good", () => {
    expect(said(resync({ lost: true, fromSize: 0 }), { entryCount: 0 })).toBe("new-epoch");
  });

  it.each<readonly [string, Partial<ResyncFacts>]>([
    ["the other log", { log: "gate" }],
    ["another host", { hostId: nonceOf("spare") }],
    ["other entries than were signed", { entriesHash: Buffer.alloc(32, 1).toString("base64url") }],
    ["less than was once signed", { largestSigned: 11 }],
    ["a hole between the log and the entries", { ownSize: 5 }],
    ["too few entries", { entryCount: 3 }],
  ])("for %s is refused", (_what, given) => {
    expect(said(resync(), given)).toBe("CUSTODY_NOT_ASKED");
  });

  it("needs the quorum of the roster that it brings", () => {
    expect(said(resync(), {}, people.slice(0, 1))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(resync({ lost: true }), {}, [])).toBe("CUSTODY_QUORUM_MISSING");
  });
});
