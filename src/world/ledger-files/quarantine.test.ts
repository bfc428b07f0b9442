import { describe, expect, it } from "vitest";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import type { SeenAt, SeenCheckpoint } from "../../domain/ledger/journal/recover-log.ts";
import { entryForTest, keyForTest, logForTest } from "../../domain/ledger/log-for-test.ts";
import { MemoryDisk } from "./memory-disk-for-test.ts";
import { type OpenedLog, openLog } from "./open-log.ts";

const key = keyForTest("rootward.example/acme/broker", 32);
const entries = (from: number, to: number, salt = ""): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => entryForTest(from + at, salt));
const readings = [
  { how: "read in full", wholeUpTo: 1e9 },
  { how: "read by its edge", wholeUpTo: -1 },
];

/** A log of 300 entries in two appends, and its disk after 290 of them. */
function written(): { disk: MemoryDisk; earlier: MemoryDisk; journal: Uint8Array } {
  const disk = new MemoryDisk();
  const log = openLog({ directory: "/d", key, disk });
  if (log.status !== "open") throw new Error("it was empty");
  log.log.append(entries(0, 290));
  const earlier = disk.afterKill();
  log.log.append(entries(290, 300));
  log.log.close();
  return { disk: disk.afterKill(), earlier, journal: disk.files().get("/d/journal") ?? new Uint8Array(0) };
}

function seen(at: SeenAt, note: Uint8Array): SeenCheckpoint {
  const opened = openCheckpoint(note, [logForTest(key, []).signer.verifier]);
  if (opened.status === "refused") throw new Error(opened.detail);
  return { at, checkpoint: opened.checkpoint };
}

describe.each(readings)("a log $how", ({ wholeUpTo }) => {
  const open = (disk: MemoryDisk, more: readonly SeenCheckpoint[] = []): OpenedLog =>
    openLog({ directory: "/d", key, disk, wholeUpTo, seen: more });

  it("takes up where it was signed (K3), and mends nothing", () => {
    const { disk } = written();
    const before = disk.files();
    const outcome = open(disk);
    expect(outcome).toMatchObject({ status: "open", mended: null, log: { head: { size: 300 } } });
    expect(disk.files()).toEqual(before);
  });

  it("signs what was written and not signed (K2)", () => {
    const { disk, earlier } = written();
    const note = earlier.files().get("/d/checkpoint") ?? new Uint8Array(0);
    disk.put("/d/checkpoint", note);
    const outcome = open(disk);
    expect(outcome).toMatchObject({ status: "open", mended: { cutBytes: 0, unsignedFrom: 290, size: 300 } });
    expect(outcome.status === "open" && outcome.log.latest?.note).toEqual(logForTest(key, entries(0, 300)).note);
    expect(disk.files().get("/d/checkpoint")).toEqual(logForTest(key, entries(0, 300)).note);
  });

  it("cuts a torn last record, and only behind the checkpoint (K4)", () => {
    const { disk, journal } = written();
    disk.put("/d/journal", new Uint8Array([...journal, 0, 9, 1, 2, 3]));
    expect(open(disk)).toMatchObject({ status: "open", mended: { cutBytes: 5, unsignedFrom: 300, size: 300 } });
    expect(disk.files().get("/d/journal")).toEqual(journal);
    disk.put("/d/journal", new Uint8Array([...journal, ...new Uint8Array(70_000)]));
    expect(open(disk)).toMatchObject({ status: "open", mended: { cutBytes: 70_000 } });
  });

  it("keeps the witnesses' lines on its checkpoint when only a torn record was cut", () => {
    const { disk, journal } = written();
    const note = disk.files().get("/d/checkpoint") ?? new Uint8Array(0);
    const cosigned = new Uint8Array([...note, ...new TextEncoder().encode("— w1 AAAAAAAAAAAA\n")]);
    disk.put("/d/checkpoint", cosigned);
    disk.put("/d/journal", new Uint8Array([...journal, 7]));
    expect(open(disk)).toMatchObject({ status: "open", mended: { cutBytes: 1 } });
    expect(disk.files().get("/d/checkpoint")).toEqual(cosigned);
  });

  it("stands still, untouched, when its journal is shorter than its checkpoint (K6)", () => {
    for (const left of [0, 1, 300, 5000]) {
      const { disk, journal } = written();
      disk.put("/d/journal", journal.slice(0, left));
      const before = disk.files();
      expect(open(disk)).toMatchObject({ status: "quarantined", row: { code: "LEDGER_BEHIND" } });
      expect(disk.files()).toEqual(before);
      expect(disk.openFiles).toBe(0);
    }
    const { disk } = written();
    disk.drop("/d/journal");
    expect(open(disk)).toMatchObject({ status: "quarantined", row: { code: "LEDGER_BEHIND" } });
    expect(disk.files().has("/d/journal")).toBe(false);
  });

  it("stands still when an old copy of it was restored (K5), whoever holds the newer checkpoint", () => {
    const { disk, earlier } = written();
    const note = disk.files().get("/d/checkpoint") ?? new Uint8Array(0);
    expect(open(earlier.afterKill())).toMatchObject({ status: "open", mended: null });
    for (const at of ["witness", "peer", "anchor", "client"] as const) {
      const outcome = open(earlier.afterKill(), [seen(at, note)]);
      expect(outcome).toMatchObject({ status: "quarantined", row: { code: "LEDGER_BEHIND" }, size: 290 });
      expect(outcome.status === "quarantined" && outcome.detail).toContain(
        `${at} holds a signed checkpoint of size 300`,
      );
    }
  });

  it("stands still when it forked: an old copy was restored and went on", () => {
    const { disk, earlier } = written();
    const note = disk.files().get("/d/checkpoint") ?? new Uint8Array(0);
    const other = openLog({ directory: "/d", key, disk: earlier });
    if (other.status !== "open") throw new Error("it was whole");
    other.log.append(entries(290, 320, "x"));
    expect(open(earlier, [seen("client", note)])).toMatchObject({
      status: "quarantined",
      row: { code: "LEDGER_FORKED" },
    });
  });

  it("stands still when its own checkpoint is none, is another log's or was changed", () => {
    const other = logForTest(keyForTest("elsewhere"), entries(0, 300)).note;
    const own = logForTest(key, entries(0, 300)).note;
    const changed = own.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    const codes: Record<string, Uint8Array> = {
      LEDGER_NOTE_FOREIGN: new Uint8Array(0),
      LEDGER_UNSIGNED: other,
      LEDGER_SIGNATURE_BAD: changed,
    };
    for (const [code, note] of Object.entries(codes)) {
      const { disk } = written();
      disk.put("/d/checkpoint", note);
      expect(open(disk)).toMatchObject({ status: "quarantined", row: { code } });
    }
  });

  it("makes lost or changed tiles at its edge again from the journal, and says which", () => {
    const { disk } = written();
    const before = disk.files();
    disk.drop("/d/tile/0/001.p/44");
    const bundle = before.get("/d/tile/entries/001.p/44") ?? new Uint8Array(0);
    disk.put(
      "/d/tile/entries/001.p/44",
      bundle.map((byte, at) => (at === 9 ? byte ^ 4 : byte)),
    );
    expect(open(disk)).toMatchObject({
      status: "open",
      mended: { cutBytes: 0, unsignedFrom: 300, remadeTiles: ["tile/entries/001.p/44", "tile/0/001.p/44"] },
    });
    expect(disk.files()).toEqual(before);
  });

  it("is not quarantined by bad tiles while a checkpoint from elsewhere is compared", () => {
    const { disk } = written();
    const note = logForTest(key, entries(0, 100)).note;
    const tile = disk.files().get("/d/tile/0/000") ?? new Uint8Array(0);
    disk.put(
      "/d/tile/0/000",
      tile.map((byte) => byte ^ 1),
    );
    expect(open(disk, [seen("witness", note)])).toMatchObject({ status: "open" });
  });
});

describe("a log on a disk that does not read", () => {
  it("is neither empty nor quarantined: it is not opened", () => {
    const { disk } = written();
    const broken = new Proxy(disk, {
      get: (target, name) => {
        if (name === "read")
          return () => {
            throw Object.assign(new Error("bad sector"), { code: "EIO" });
          };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    expect(() => openLog({ directory: "/d", key, disk: broken })).toThrow(/The log cannot be read: checkpoint \(EIO\)/);
  });
});
