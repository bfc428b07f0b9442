import { describe, expect, it } from "vitest";
import { concat, utf8 } from "../../crypto/bytes.ts";
import type { VerifiedCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { entryForTest, verifiedForTest } from "../log-for-test.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { encodeJournalRecord, readJournal } from "./journal-record.ts";
import { type LogRecovery, recoverLog, type SeenCheckpoint } from "./recover-log.ts";

const origin = "rootward.example/acme/broker";
const entries = Array.from({ length: 9 }, (_, index) => entryForTest(index));
const records = entries.map((entry) => encodeJournalRecord(entry));
const journal = concat(...records);
const endOf = (count: number) => records.slice(0, count).reduce((sum, record) => sum + record.length, 0);
const treeOf = (all: readonly Uint8Array[]) => {
  const tree = new HashTree();
  for (const entry of all) tree.append(leafHash(entry));
  return tree;
};
const checkpointAt = (size: number, all = entries): VerifiedCheckpoint => {
  const tree = treeOf(all.slice(0, size));
  return verifiedForTest({ origin, size, root: tree.root() });
};
const witness = (checkpoint: VerifiedCheckpoint): SeenCheckpoint => ({ at: "witness", checkpoint });

function boot(file: Uint8Array, own: VerifiedCheckpoint | null, seen: readonly SeenCheckpoint[] = []): LogRecovery {
  const reading = readJournal(file);
  const tree = treeOf(reading.entries.map(({ entry }) => entry));
  const wholeBytes = reading.entries.at(-1)?.end ?? 0;
  return recoverLog({ origin, size: tree.size, wholeBytes, tornBytes: reading.tornBytes, read: tree.read, own, seen });
}

describe("a log at start", () => {
  it("is clean when journal and checkpoint fit, also when both are empty", () => {
    expect(boot(journal, checkpointAt(9))).toEqual({ status: "clean", size: 9 });
    expect(boot(new Uint8Array(0), null)).toEqual({ status: "clean", size: 0 });
    expect(boot(new Uint8Array(0), checkpointAt(0))).toEqual({ status: "clean", size: 0 });
  });

  it("with entries behind its checkpoint signs them (K2)", () => {
    const expected = { status: "recovered", size: 9, cutTo: null, unsignedFrom: 7 };
    expect(boot(journal, checkpointAt(7))).toEqual(expected);
    expect(boot(journal, null)).toEqual({ ...expected, unsignedFrom: 0 });
  });

  it("cut off at any byte is mended behind its checkpoint and quarantined before it (K4, K6)", () => {
    for (let length = 0; length <= journal.length; length++) {
      const size = entries.findIndex((_, at) => endOf(at + 1) > length);
      const whole = size < 0 ? 9 : size;
      const found = boot(journal.subarray(0, length), checkpointAt(6));
      if (whole < 6) {
        expect(found).toMatchObject({
          status: "quarantined",
          row: { code: "LEDGER_BEHIND" },
          against: { at: "own-checkpoint" },
        });
      } else if (whole === 6 && length === endOf(6)) {
        expect(found).toEqual({ status: "clean", size: 6 });
      } else {
        const cutTo = length === endOf(whole) ? null : endOf(whole);
        expect(found).toEqual({ status: "recovered", size: whole, cutTo, unsignedFrom: 6 });
      }
    }
  });

  it.each([
    ["zeros", new Uint8Array(4096)],
    ["ones", new Uint8Array(100).fill(255)],
    ["a record without its seal", encodeJournalRecord(utf8("x")).subarray(0, -8)],
    ["a record with another entry's seal", concat(Uint8Array.of(0, 1, 120), leafHash(utf8("y")).subarray(0, 8))],
  ])("cuts a tail of %s", (_, tail) => {
    expect(boot(concat(journal, tail), checkpointAt(9))).toEqual({
      status: "recovered",
      size: 9,
      cutTo: journal.length,
      unsignedFrom: 9,
    });
  });

  it("is quarantined by a changed byte anywhere under its checkpoint", () => {
    for (let at = 0; at < endOf(6); at++) {
      const changed = journal.map((byte, place) => (place === at ? byte ^ 4 : byte));
      expect([at, boot(changed, checkpointAt(6)).status]).toEqual([at, "quarantined"]);
    }
  });

  it("is quarantined as forked when an entry was rewritten with its seal", () => {
    const rewritten = concat(...records.map((record, at) => (at === 2 ? encodeJournalRecord(utf8("other")) : record)));
    expect(boot(rewritten, checkpointAt(6))).toMatchObject({ status: "quarantined", row: { code: "LEDGER_FORKED" } });
  });

  it("restored from an old copy is quarantined by what a witness, a peer or a client holds (K5)", () => {
    for (const at of ["witness", "peer", "anchor", "client"] as const) {
      for (let restored = 0; restored < 9; restored++) {
        const own = restored === 0 ? null : checkpointAt(restored);
        const found = boot(journal.subarray(0, endOf(restored)), own, [{ at, checkpoint: checkpointAt(9) }]);
        expect(found).toMatchObject({ status: "quarantined", row: { code: "LEDGER_BEHIND" }, against: { at } });
      }
    }
  });

  it("is quarantined as forked by another root at the same or a smaller size", () => {
    const other = entries.map((entry, at) => (at === 0 ? utf8("other") : entry));
    for (let size = 1; size <= 9; size++) {
      const found = boot(journal, checkpointAt(9), [witness(checkpointAt(size, other))]);
      expect(found).toMatchObject({
        status: "quarantined",
        row: { code: "LEDGER_FORKED" },
        against: { at: "witness" },
      });
    }
  });

  it("does not sign again over what a witness has seen signed", () => {
    expect(boot(journal, checkpointAt(7), [witness(checkpointAt(8))])).toMatchObject({
      status: "recovered",
      unsignedFrom: 8,
    });
    expect(boot(journal, checkpointAt(9), [witness(checkpointAt(4)), witness(checkpointAt(0))]).status).toBe("clean");
  });

  it("takes no checkpoint of another log", () => {
    const foreign = { ...checkpointAt(9), origin: "rootward.example/acme/gate" };
    expect(boot(journal, foreign)).toMatchObject({ status: "quarantined", row: { code: "LEDGER_OTHER_ORIGIN" } });
  });
});

describe("a journal", () => {
  it("gives back its entries and where each ends", () => {
    const reading = readJournal(journal);
    expect(reading.entries.map(({ entry }) => entry)).toEqual(entries);
    expect(reading.entries.map(({ end }) => end)).toEqual(entries.map((_, at) => endOf(at + 1)));
    expect(reading.tornBytes).toBe(0);
  });

  it("holds the empty entry and the largest, and no larger one", () => {
    const large = new Uint8Array(65_535).fill(1);
    const reading = readJournal(concat(encodeJournalRecord(new Uint8Array(0)), encodeJournalRecord(large)));
    expect(reading.entries.map(({ entry }) => entry.length)).toEqual([0, 65_535]);
    expect(() => encodeJournalRecord(new Uint8Array(65_536))).toThrow("larger than the log can hold");
  });
});
