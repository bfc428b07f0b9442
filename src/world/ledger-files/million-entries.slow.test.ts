import { describe, expect, it } from "vitest";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { entryForTest, keyForTest, logForTest } from "../../domain/ledger/log-for-test.ts";
import { MemoryDisk } from "./memory-disk-for-test.ts";
import { openLog } from "./open-log.ts";

const key = keyForTest("rootward.example/acme/gate");
const entries = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => entryForTest(from + at));

describe("a log of a million entries", () => {
  it("is opened by its edge and appends with a few kilobytes, whatever its size", () => {
    const disk = new MemoryDisk();
    const first = openLog({ directory: "/d", key, disk });
    if (first.status !== "open") throw new Error(first.detail);
    first.log.append(entries(0, 1_000_000));
    const { root } = first.log.head;
    first.log.close();

    disk.readBytes = 0;
    const again = openLog({ directory: "/d", key, disk, wholeUpTo: 0 });
    if (again.status !== "open") throw new Error(again.detail);
    expect(again.mended).toBeNull();
    expect(again.log.head).toEqual({ size: 1_000_000, root });
    // Full tiles that hold the peaks, and the partial ones; not 15 MB of journal.
    expect(disk.readBytes).toBeLessThan(100_000);

    for (let more = 0; more < 600; more++) {
      disk.readBytes = 0;
      disk.opened = 0;
      disk.writtenBytes = 0;
      again.log.append([entryForTest(1_000_000 + more)]);
      expect(disk.readBytes).toBe(0);
      // Journal, at most one tile a level and a bundle, their directories, checkpoint and its directory.
      expect(disk.opened).toBeLessThanOrEqual(12);
      expect(disk.writtenBytes).toBeLessThan(20_000);
    }
    const small = openCheckpoint(logForTest(key, entries(0, 300)).note, [again.log.verifier]);
    disk.readBytes = 0;
    expect(small.status === "opened" && again.log.compare(small.checkpoint)).toBe("consistent");
    expect(disk.readBytes).toBeLessThan(300_000);
    expect(again.log.entries(999_999, 3)).toEqual(entries(999_999, 1_000_002));
  });
});
