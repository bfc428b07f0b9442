import { describe, expect, it } from "vitest";
import { concat } from "../../crypto/bytes.ts";
import { entryForTest, keyForTest, logForTest } from "../log-for-test.ts";
import { emptyFrontier, type Frontier } from "../merkle/frontier.ts";
import { tilePath } from "../tiles/tile-path.ts";
import { readJournal } from "./journal-record.ts";
import { planAppend } from "./plan-append.ts";

const entries = Array.from({ length: 600 }, (_, at) => entryForTest(at));
const whole = logForTest(keyForTest("rootward.example/acme/gate"), entries);

describe("appending", () => {
  it.each([1, 2, 100, 255, 256, 600])(
    "%i entries at a time writes the journal and the files of the whole log",
    (step) => {
      const files = new Map<string, Uint8Array>();
      let journal: Uint8Array = new Uint8Array(0);
      let frontier: Frontier = emptyFrontier;
      for (let from = 0; from < entries.length; from += step) {
        const plan = planAppend(frontier, entries.slice(from, from + step));
        journal = concat(journal, plan.journal);
        for (const { tile, before, added } of plan.tiles) {
          const there = before === null ? new Uint8Array(0) : (files.get(tilePath(before)) ?? new Uint8Array(0));
          if (before !== null) files.delete(tilePath(before));
          files.set(tilePath(tile), concat(there, added));
        }
        frontier = plan.frontier;
        expect(plan.head.size).toBe(Math.min(from + step, 600));
      }
      expect(frontier).toEqual(whole.tree.frontier);
      expect(readJournal(journal).entries.map(({ entry }) => entry)).toEqual(entries);
      expect([...files.keys(), "checkpoint"].sort()).toEqual([...whole.files.keys()].sort());
      for (const [path, bytes] of files) expect([path, bytes]).toEqual([path, whole.files.get(path)]);
    },
  );

  it("changes nothing by itself: the same plan can be made again after a failure", () => {
    const { frontier } = planAppend(emptyFrontier, entries.slice(0, 7));
    const plan = planAppend(frontier, entries.slice(7, 9));
    expect(planAppend(frontier, entries.slice(7, 9))).toEqual(plan);
    expect(frontier.size).toBe(7);
    expect(planAppend(frontier, [])).toMatchObject({ journal: new Uint8Array(0), tiles: [], head: { size: 7 } });
  });

  it("of 200,000 entries at once is one plan", () => {
    const many = Array.from({ length: 200_000 }, () => new Uint8Array(0));
    const plan = planAppend(emptyFrontier, many);
    expect([plan.journal.length, plan.made.length, plan.head.size]).toEqual([2_000_000, 399_994, 200_000]);
  });

  it("one entry to a large log writes one record, one hash and one entry", () => {
    const { frontier } = planAppend(emptyFrontier, entries);
    const plan = planAppend(frontier, [entryForTest(600)]);
    expect(plan.tiles.map(({ tile, added }) => [tilePath(tile), added.length])).toEqual([
      ["tile/0/002.p/89", 32],
      ["tile/entries/002.p/89", 2 + entryForTest(600).length],
    ]);
  });
});
