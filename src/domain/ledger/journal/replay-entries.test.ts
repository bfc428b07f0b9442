import { describe, expect, it } from "vitest";
import { utf8 } from "../../crypto/bytes.ts";
import { entryForTest } from "../log-for-test.ts";
import { emptyFrontier } from "../merkle/frontier.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { replayEntries } from "./replay-entries.ts";

const entries = Array.from({ length: 20 }, (_, at) => entryForTest(at));
const treeOf = (count: number) => {
  const tree = new HashTree();
  for (const entry of entries.slice(0, count)) tree.append(leafHash(entry));
  return tree;
};
const headOf = (count: number) => ({ size: count, root: treeOf(count).root() });

describe("entries from elsewhere", () => {
  it("continue a log from any size to a signed head", () => {
    for (let from = 0; from <= 20; from++) {
      const replay = replayEntries(treeOf(from).frontier, entries.slice(from), headOf(20));
      expect(replay).toEqual({ status: "fits", frontier: treeOf(20).frontier });
    }
    expect(replayEntries(emptyFrontier, [], headOf(0)).status).toBe("fits");
  });

  it("are refused when one is missing, too many, changed, in another order, or they continue another log", () => {
    const replay = (list: readonly Uint8Array[], head = headOf(20)) => {
      const found = replayEntries(treeOf(5).frontier, list, head);
      return found.status === "refused" ? found.row.code : found.status;
    };
    const rest = entries.slice(5);
    expect(replay(rest)).toBe("fits");
    expect(replay(rest.slice(1))).toBe("LEDGER_BEHIND");
    expect(replay(rest.slice(1), headOf(19))).toBe("LEDGER_FORKED");
    expect(replay([...rest, utf8("more")])).toBe("LEDGER_OUT_OF_RANGE");
    expect(replay(rest.with(3, utf8("other")))).toBe("LEDGER_FORKED");
    expect(replay(rest.toReversed())).toBe("LEDGER_FORKED");
    const other = replayEntries(treeOf(5).frontier, entries.slice(6), { size: 19, root: headOf(20).root });
    expect(other.status).toBe("refused");
  });
});
