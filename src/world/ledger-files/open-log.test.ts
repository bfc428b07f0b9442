import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { verifyBundle } from "../../domain/ledger/bundle/verify-bundle.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { entryForTest, keyForTest, logForTest, trustForTest } from "../../domain/ledger/log-for-test.ts";
import { encodeJournal } from "../../domain/ledger/journal/journal-record.ts";
import { tilesOfSize } from "../../domain/ledger/tiles/tiles-of-size.ts";
import { tilePath } from "../../domain/ledger/tiles/tile-path.ts";
import type { CustodyLog } from "./custody-log.ts";
import { MemoryDisk } from "./memory-disk-for-test.ts";
import { openLog, type OpenedLog } from "./open-log.ts";

const key = keyForTest("rootward.example/acme/gate");
const entries = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => entryForTest(from + at));

function opened(outcome: OpenedLog): CustodyLog {
  if (outcome.status !== "open") throw new Error(`${outcome.row.code} ${outcome.detail}`);
  return outcome.log;
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return "nothing thrown";
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.row.code : String(thrown);
  }
}

function verified(note: Uint8Array, log: CustodyLog): VerifiedCheckpoint {
  const checkpoint = openCheckpoint(note, [log.verifier]);
  if (checkpoint.status === "refused") throw new Error(checkpoint.detail);
  return checkpoint.checkpoint;
}

describe("a log on a real disk", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "rw-log-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  it("is made empty, takes entries, and is the same when it is opened again", () => {
    const directory = join(home, "ledger");
    const log = opened(openLog({ directory, key }));
    expect(log.head.size).toBe(0);
    expect(log.latest).toBeNull();
    expect(log.append(entries(0, 3)).first).toBe(0);
    const second = log.append(entries(3, 8));
    expect(second.first).toBe(3);
    log.close();
    const again = opened(openLog({ directory, key }));
    expect(again.head).toEqual(second.checkpoint.checkpoint.size === 8 ? log.head : null);
    expect(again.latest?.note).toEqual(second.note);
    expect(again.entries(0, 100)).toEqual(entries(0, 8));
    expect(again.entries(2, 2)).toEqual(entries(2, 4));
    again.close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "journal")).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, "checkpoint")).mode & 0o777).toBe(0o600);
  });

  it("leaves the very files that the public formats describe", () => {
    const directory = join(home, "ledger");
    const log = opened(openLog({ directory, key }));
    for (let at = 0; at < 600; at += 40) log.append(entries(at, at + 40));
    log.close();
    const expected = logForTest(key, entries(0, 600));
    for (const tile of tilesOfSize(600)) {
      const path = tilePath(tile);
      expect(Buffer.from(readFileSync(join(directory, path))).equals(expected.files.get(path) ?? Buffer.of())).toBe(
        true,
      );
    }
    expect(Uint8Array.from(readFileSync(join(directory, "checkpoint")))).toEqual(expected.note);
    expect(Uint8Array.from(readFileSync(join(directory, "journal")))).toEqual(encodeJournal(entries(0, 600)));
    // The partial tiles of full ones are gone.
    expect(() => statSync(join(directory, "tile/entries/000.p"))).toThrow();
    expect(log.publicFile("tile/0/000")).toHaveLength(8192);
    expect(log.publicFile("journal")).toBeNull();
    expect(log.publicFile("../ledger/journal")).toBeNull();
    expect(log.publicFile("tile/0/../../journal")).toBeNull();
    expect(log.publicFile("tile/0/005")).toBeNull();
  });
});

describe("a log", () => {
  const place = (disk: MemoryDisk, more: object = {}) => ({ directory: "/d", key, disk, ...more });

  it("syncs each append's journal first and its checkpoint last, seven times in all", () => {
    const disk = new MemoryDisk();
    const log = opened(openLog(place(disk)));
    log.append(entries(0, 3));
    const before = log.syncs;
    const order: string[] = [];
    disk.beforeChange = (call, path) => {
      if (call === "sync" || call === "rename") order.push(`${call} ${path}`);
    };
    log.append(entries(3, 5));
    expect(order).toEqual([
      "sync /d/journal",
      "sync /d/tile/0/000.p/5",
      "sync /d/tile/entries/000.p/5",
      "sync /d/tile/0/000.p",
      "sync /d/tile/entries/000.p",
      "sync /d/checkpoint.new",
      "rename /d/checkpoint",
      "sync /d",
    ]);
    expect(log.syncs - before).toBe(7);
  });

  it("proves that it grew, and compares itself with checkpoints from elsewhere", () => {
    const disk = new MemoryDisk();
    const log = opened(openLog(place(disk)));
    const early = log.append(entries(0, 300)).note;
    log.append(entries(300, 700));
    const fork = logForTest(key, [...entries(0, 299), entryForTest(299, "x")]).note;
    const longer = logForTest(key, entries(0, 701)).note;
    const other = logForTest(keyForTest("elsewhere"), entries(0, 3));
    expect(log.compare(verified(early, log))).toBe("consistent");
    expect(log.compare(verified(fork, log))).toMatchObject({ code: "LEDGER_FORKED" });
    expect(log.compare(verified(longer, log))).toMatchObject({ code: "LEDGER_BEHIND" });
    const foreign = openCheckpoint(other.note, [other.signer.verifier]);
    expect(foreign.status === "opened" && log.compare(foreign.checkpoint)).toMatchObject({
      code: "LEDGER_OTHER_ORIGIN",
    });
    expect(log.consistencyProof(300, 700).length).toBeGreaterThan(2);
    expect(codeOf(() => log.consistencyProof(300, 701))).toBe("LEDGER_OUT_OF_RANGE");
  });

  it("keeps witnesses' lines on its newest checkpoint only", () => {
    const disk = new MemoryDisk();
    const log = opened(openLog(place(disk)));
    const first = log.append(entries(0, 3));
    const second = log.append(entries(3, 4));
    expect(codeOf(() => log.keepCosigned(first.note))).toBe("LEDGER_OUT_OF_RANGE");
    const more = new Uint8Array([...second.note, ...new TextEncoder().encode("— w1 AAAAAAAAAAAA\n")]);
    log.keepCosigned(more);
    expect(disk.files().get("/d/checkpoint")).toEqual(more);
    log.close();
    const again = opened(openLog(place(disk.afterKill())));
    expect(again.latest?.note).toEqual(more);
    expect(again.append(entries(4, 5)).first).toBe(4);
  });

  it("refuses an entry that is too large and goes on", () => {
    const log = opened(openLog(place(new MemoryDisk())));
    expect(codeOf(() => log.append([new Uint8Array(65_536)]))).toBe("LEDGER_ENTRY_TOO_LARGE");
    expect(codeOf(() => log.append([]))).toBe("LEDGER_OUT_OF_RANGE");
    expect(log.append([new Uint8Array(65_535)]).first).toBe(0);
  });

  it("notices another writer", () => {
    const disk = new MemoryDisk();
    const log = opened(openLog(place(disk)));
    const other = opened(openLog(place(disk)));
    log.append(entries(0, 2));
    expect(codeOf(() => other.append(entries(0, 1)))).toBe("LEDGER_FILES_SHARED");
    expect(codeOf(() => other.append(entries(0, 1)))).toBe("LEDGER_FILES_STOPPED");
  });

  it("makes a copy of a log that verifies with public keys alone", () => {
    const disk = new MemoryDisk();
    const log = opened(openLog(place(disk)));
    for (let at = 0; at < 90; at += 9) log.append(entries(at, at + 9));
    const files = new Map<string, Uint8Array>();
    for (const [path, bytes] of disk.files()) if (path !== "/d/journal") files.set(path.slice(3), bytes);
    const report = verifyBundle({ files, trust: trustForTest(key), origin: key.name, seen: [] });
    expect(report.problems).toEqual([]);
    expect(report.status).toBe("verified");
  });
});
