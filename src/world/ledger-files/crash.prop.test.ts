import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { verifyBundle } from "../../domain/ledger/bundle/verify-bundle.ts";
import { entryForTest, keyForTest, trustForTest } from "../../domain/ledger/log-for-test.ts";
import type { CustodyLog } from "./custody-log.ts";
import { failed, MemoryDisk, type Pick } from "./memory-disk-for-test.ts";
import { openLog } from "./open-log.ts";

const key = keyForTest("rootward.example/acme/broker", 32);

/** What a life of a log is made of. */
interface Life {
  /** Sizes of the batches before the fault. */
  readonly before: readonly number[];
  /** The batch in which it comes. */
  readonly during: number;
  /** Which change of that append throws, counted from 0. */
  readonly at: number;
  readonly code: string;
  readonly short: boolean;
  readonly isPowerCut: boolean;
  readonly picks: readonly number[];
  /** Whether logs are opened by their edge. */
  readonly isEdge: boolean;
}

const lives = fc.record<Life>({
  before: fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 250, max: 260 })), { maxLength: 4 }),
  during: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 250, max: 515 })),
  at: fc.integer({ min: 0, max: 30 }),
  code: fc.constantFrom("ENOSPC", "EIO", "EDQUOT"),
  short: fc.boolean(),
  isPowerCut: fc.boolean(),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
  isEdge: fc.boolean(),
});

const place = (disk: MemoryDisk, isEdge: boolean) => ({
  directory: "/d",
  key,
  disk,
  ...(isEdge ? { wholeUpTo: -1 } : {}),
});

function open(disk: MemoryDisk, isEdge: boolean): CustodyLog {
  const outcome = openLog(place(disk, isEdge));
  if (outcome.status !== "open") throw new Error(`${outcome.row.code}: ${outcome.detail}`);
  return outcome.log;
}

function picker(picks: readonly number[]): Pick {
  let at = 0;
  return (below) => (picks[at++ % picks.length] ?? 0) % below;
}

function batch(from: number, count: number, salt = ""): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) => entryForTest(from + at, salt));
}

function isWhole(disk: MemoryDisk): boolean {
  const files = new Map([...disk.files()].map(([path, bytes]) => [path.slice(3), bytes]));
  const beside = (path: string): boolean => path === "journal" || path === "checkpoint.new";
  const report = verifyBundle({
    files: new Map([...files].filter(([path]) => !beside(path))),
    trust: trustForTest(key),
    origin: key.name,
    seen: [],
  });
  return report.status === "verified";
}

describe("whatever call fails and however the disk is left", () => {
  it("what was acknowledged is there at the next start, and the log goes on", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const disk = new MemoryDisk();
        const log = open(disk, life.isEdge);
        for (const count of life.before) log.append(batch(log.head.size, count));
        const acknowledged = log.latest;
        const size = log.head.size;
        let changes = 0;
        disk.beforeChange = () => {
          if (changes++ >= life.at) throw failed(life.code);
        };
        if (life.short) disk.takes = (bytes) => Math.ceil(bytes / 2);
        const more = batch(size, life.during, "x");
        let isDone = true;
        try {
          log.append(more);
        } catch (thrown) {
          isDone = false;
          if (!(thrown instanceof CodedError)) throw thrown;
          const isFull = life.code !== "EIO";
          expect(thrown.row.code).toBe(isFull ? "LEDGER_FILES_DISK_FULL" : "LEDGER_FILES_WRITE_FAILED");
          expect(() => log.append(batch(0, 1))).toThrow(/The log stopped/);
        }
        const found = life.isPowerCut ? disk.afterPowerCut(picker(life.picks)) : disk.afterKill();
        const again = open(found, life.isEdge);
        const there = again.entries(0, 10_000);
        expect(there.length).toBe(again.head.size);
        expect(there.length).toBeGreaterThanOrEqual(isDone ? size + more.length : size);
        const expected = [...batchesOf(life.before), ...more];
        expect(there.every((entry, at) => equalBytes(entry, expected[at] ?? new Uint8Array(0)))).toBe(true);
        if (acknowledged !== null) expect(again.compare(acknowledged.checkpoint.checkpoint)).toBe("consistent");
        if (again.head.size > 0) expect(isWhole(found)).toBe(true);
        again.append(batch(again.head.size, 3, "y"));
        expect(isWhole(found)).toBe(true);
        again.close();
        expect(found.openFiles).toBe(0);
        expect(open(found.afterKill(), life.isEdge).head).toEqual(again.head);
      }),
      { numRuns: 60 },
    );
  });

  it("a start that is interrupted itself loses nothing either", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 12 }), (life, at) => {
        const disk = new MemoryDisk();
        const log = open(disk, life.isEdge);
        for (const count of life.before) log.append(batch(log.head.size, count));
        const acknowledged = log.head.size;
        let changes = 0;
        disk.beforeChange = () => {
          if (changes++ >= life.at) throw failed("EIO");
        };
        try {
          log.append(batch(acknowledged, life.during));
        } catch {
          // The fault is the scene.
        }
        const broken = life.isPowerCut ? disk.afterPowerCut(picker(life.picks)) : disk.afterKill();
        let starts = 0;
        broken.beforeChange = () => {
          if (starts++ >= at) throw failed("ENOSPC");
        };
        try {
          openLog(place(broken, life.isEdge));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CodedError);
        }
        const third = open(
          life.isPowerCut ? broken.afterPowerCut(picker(life.picks)) : broken.afterKill(),
          life.isEdge,
        );
        expect(third.entries(0, acknowledged)).toEqual(batchesOf(life.before));
      }),
      { numRuns: 60 },
    );
  });
});

function batchesOf(counts: readonly number[]): readonly Uint8Array[] {
  return batch(
    0,
    counts.reduce((sum, count) => sum + count, 0),
  );
}
