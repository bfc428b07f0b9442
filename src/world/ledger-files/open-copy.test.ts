import { describe, expect, it } from "vitest";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { entryForTest, keyForTest, logForTest } from "../../domain/ledger/log-for-test.ts";
import { parseSignedNote, printSignedNote } from "../../domain/ledger/note/signed-note.ts";
import { cosignNoteText, verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import type { CopiedLog } from "./copied-log.ts";
import { failed, MemoryDisk } from "./memory-disk-for-test.ts";
import { openCopy } from "./open-copy.ts";

const key = keyForTest("rootward.example/acme/broker", 32);
const verifier = verifierKeyOf("log", key);
const entries = (from: number, to: number, salt = ""): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => entryForTest(from + at, salt));
const noteAt = (size: number, salt = ""): Uint8Array => logForTest(key, entries(0, size, salt)).note;

function open(disk: MemoryDisk, wholeUpTo = 1e9): CopiedLog {
  const outcome = openCopy({ directory: "/c", verifier, disk, wholeUpTo });
  if (outcome.status !== "open") throw new Error(`${outcome.row.code}: ${outcome.detail}`);
  return outcome.copy;
}

describe("a copy of another's log", () => {
  it("takes entries in portions, each up to a signed head, and has them after a start", () => {
    const disk = new MemoryDisk();
    const copy = open(disk);
    expect(copy.latest).toBeNull();
    expect(copy.take(entries(0, 256), noteAt(256))).toMatchObject({ status: "taken", first: 0 });
    expect(copy.take(entries(256, 300), noteAt(300))).toMatchObject({ status: "taken", first: 256 });
    const again = open(disk.afterPowerCut(() => 0));
    expect(again.entries(0, 1000)).toEqual(entries(0, 300));
    expect(again.latest?.note).toEqual(noteAt(300));
    expect(again.head).toEqual(copy.head);
    expect(copy.publicFile("checkpoint")).toEqual(noteAt(300));
  });

  it("writes nothing of what does not lead to the signed head", () => {
    const disk = new MemoryDisk();
    const copy = open(disk);
    copy.take(entries(0, 10), noteAt(10));
    const before = disk.files();
    const changed = noteAt(12).map((byte, at) => (at === 33 ? byte ^ 1 : byte));
    const other = logForTest(keyForTest("elsewhere"), entries(0, 12)).note;
    const refused: [readonly Uint8Array[], Uint8Array, string][] = [
      [entries(10, 12, "x"), noteAt(12), "LEDGER_FORKED"],
      [entries(10, 12), noteAt(12, "x"), "LEDGER_FORKED"],
      [entries(10, 11), noteAt(12), "LEDGER_BEHIND"],
      [entries(10, 13), noteAt(12), "LEDGER_OUT_OF_RANGE"],
      [[], noteAt(9), "LEDGER_BEHIND"],
      [[], noteAt(9, "x"), "LEDGER_FORKED"],
      [[], noteAt(10, "x"), "LEDGER_FORKED"],
      [entries(10, 12), other, "LEDGER_UNSIGNED"],
      [entries(10, 12), new Uint8Array(5), "LEDGER_NOTE_FOREIGN"],
      [entries(10, 12), changed, "LEDGER_SIGNATURE_BAD"],
    ];
    for (const [more, note, code] of refused) {
      expect(copy.take(more, note)).toMatchObject({ status: "refused", row: { code } });
    }
    expect(disk.files()).toEqual(before);
    expect(copy.take(entries(10, 12), noteAt(12))).toMatchObject({ status: "taken" });
  });

  it("takes the same head with a witness's line", () => {
    const disk = new MemoryDisk();
    const copy = open(disk);
    const note = noteAt(3);
    copy.take(entries(0, 3), note);
    const { text, signatures } = parseSignedNote(note);
    const cosigned = printSignedNote({
      text,
      signatures: [...signatures, cosignNoteText(keyForTest("w1"), text, 1_795_230_020)],
    });
    expect(copy.take([], cosigned)).toMatchObject({ status: "taken" });
    expect(disk.files().get("/c/checkpoint")).toEqual(cosigned);
    expect(copy.head.size).toBe(3);
  });

  it.each([1e9, -1])("cuts what a crash left behind its last note (read in full up to %s bytes)", (wholeUpTo) => {
    for (let at = 0; at < 14; at++) {
      const disk = new MemoryDisk();
      const copy = open(disk, wholeUpTo);
      copy.take(entries(0, 250), noteAt(250));
      let changes = 0;
      disk.beforeChange = () => {
        if (changes++ >= at) throw failed("ENOSPC");
      };
      expect(() => copy.take(entries(250, 260), noteAt(260))).toThrow(/The disk of the log is full/);
      expect(() => copy.take(entries(250, 260), noteAt(260))).toThrow(/The log stopped/);
      const again = open(disk.afterKill(), wholeUpTo);
      expect([250, 260]).toContain(again.head.size);
      again.take(entries(again.head.size, 270), noteAt(270));
      expect(again.entries(0, 300)).toEqual(entries(0, 270));
    }
  });

  it("is quarantined when it is shorter than its note, or other", () => {
    const disk = new MemoryDisk();
    open(disk).take(entries(0, 20), noteAt(20));
    const short = disk.afterKill();
    const other = disk.afterKill();
    short.put("/c/journal", (disk.files().get("/c/journal") ?? new Uint8Array(0)).slice(0, 60));
    expect(openCopy({ directory: "/c", verifier, disk: short })).toMatchObject({
      status: "quarantined",
      row: { code: "LEDGER_BEHIND" },
    });
    other.put("/c/checkpoint", noteAt(20, "x"));
    expect(openCopy({ directory: "/c", verifier, disk: other })).toMatchObject({
      status: "quarantined",
      row: { code: "LEDGER_FORKED" },
    });
    other.put("/c/checkpoint", new Uint8Array([1]));
    expect(openCopy({ directory: "/c", verifier, disk: other })).toMatchObject({
      status: "quarantined",
      row: { code: "LEDGER_NOTE_FOREIGN" },
    });
  });

  it("shows by a checkpoint of the log that the log went back or forked", () => {
    const copy = open(new MemoryDisk());
    copy.take(entries(0, 20), noteAt(20));
    const opened = openCheckpoint(noteAt(15, "x"), [verifier]);
    expect(opened.status === "opened" && copy.compare(opened.checkpoint)).toMatchObject({ code: "LEDGER_FORKED" });
  });
});
