import { describe, expect, it } from "vitest";
import { concat, utf8 } from "../../crypto/bytes.ts";
import { entryForTest, keyForTest, logForTest } from "../log-for-test.ts";
import { frontierOf } from "../merkle/frontier.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { consistencyPlan, inclusionPlan, proofOf, rootOf } from "../merkle/proof-plan.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { encodeEntryBundle, parseEntryBundle } from "./entry-bundle.ts";
import { parseTilePath, type TileAddress, tilePath } from "./tile-path.ts";
import { tileReader } from "./tile-reader.ts";
import { tilesOfSize } from "./tiles-of-size.ts";

const key = keyForTest("rootward.example/acme/gate");

describe("a tile's path", () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 1, index: 999, width: 17 }, "tile/1/999.p/17"],
    [{ level: 2, index: 1000, width: 1 }, "tile/2/x001/000.p/1"],
    [{ level: "entries", index: 273, width: 112 }, "tile/entries/273.p/112"],
    [{ level: 63, index: 5, width: 255 }, "tile/63/005.p/255"],
  ] satisfies [TileAddress, string][])("of %o is %s", (address, path) => {
    expect(tilePath(address)).toBe(path);
    expect(parseTilePath(path)).toEqual(address);
  });

  it.each([
    "tile/0/67",
    "tile/0/x000/067",
    "tile/00/067",
    "tile/64/067",
    "tile/0/x001/x234/x067",
    "tile/0/001/067",
    "tile/0/067.p/0",
    "tile/0/067.p/256",
    "tile/0/067.p/01",
    "tile/0/067.p/300",
    "tile/0/067/",
    "/tile/0/067",
    "tile/entries/../067",
    "tile/-1/067",
    "tile/0/x009/x007/x199/x254/x740/x992",
    "tile/0/x009/x007/x199/x254/x740/992",
    "checkpoint",
    "",
  ])("is not %s", (path) => {
    expect(() => parseTilePath(path)).toThrow("not in its documented form");
  });
});

describe("the tiles of a tree", () => {
  it("of 70,000 entries are 273 full and one of 112 at level 0, one full and one of 17 above, one of 1 on top", () => {
    const tiles = [...tilesOfSize(70_000)];
    const of = (level: TileAddress["level"]) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);
    expect(of(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect(of("entries")).toEqual(of(0));
    expect(of(1)).toEqual([256, 17]);
    expect(of(2)).toEqual([1]);
    expect(of(3)).toEqual([]);
  });

  it("of 256 entries are a full one and a partial one above it; of none, there are none", () => {
    const tiles = [...tilesOfSize(256)].map((tile) => tilePath(tile));
    expect(tiles).toEqual(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    expect([...tilesOfSize(0)]).toEqual([]);
  });

  it("that a longer tree adds are those that grew", () => {
    const paths = (to: number, from: number) => [...tilesOfSize(to, from)].map((tile) => tilePath(tile));
    expect(paths(300, 300)).toEqual([]);
    expect(paths(301, 300)).toEqual(["tile/entries/001.p/45", "tile/0/001.p/45"]);
    expect(paths(513, 511)).toEqual([
      "tile/entries/001",
      "tile/entries/002.p/1",
      "tile/0/001",
      "tile/0/002.p/1",
      "tile/1/000.p/2",
    ]);
  });
});

describe("growing tiles", () => {
  const count = 1000;
  const entries = Array.from({ length: count }, (_, index) => entryForTest(index));
  const whole = logForTest(key, entries);

  it.each([1, 7, 255, 256, 257, 600])("in steps of %i entries ends in the same files", (step) => {
    const grown = logForTest(key, entries, step);
    expect([...grown.files.keys()].sort()).toEqual([...whole.files.keys()].sort());
    for (const [path, bytes] of grown.files) expect([path, bytes]).toEqual([path, whole.files.get(path)]);
  });

  it("holds full tiles of 8,192 bytes and partial ones of 32 bytes a hash", () => {
    expect(whole.files.get("tile/0/002")).toHaveLength(8192);
    expect(whole.files.get("tile/0/003.p/232")).toHaveLength(232 * 32);
    expect(whole.files.get("tile/1/000.p/3")).toHaveLength(96);
  });
});

describe("reading out of tiles", () => {
  const count = 66_000;
  const tree = new HashTree();
  // Three levels of tiles; the leaves alone matter here.
  const leaves = Array.from({ length: 64 }, (_, index) => leafHash(entryForTest(index)));
  const hashes: Uint8Array[][] = [[], [], []];
  for (let index = 0; index < count; index++) {
    for (const { level, hash } of tree.append(leaves[index % 64] ?? new Uint8Array(32))) {
      if (level % 8 === 0) hashes[level / 8]?.push(hash);
    }
  }
  const asked: string[] = [];
  const source = (tile: TileAddress) => {
    asked.push(tilePath(tile));
    const from = tile.index * 256;
    return concat(...(hashes[Number(tile.level)]?.slice(from, from + tile.width) ?? []));
  };

  it("gives the same root, frontier and proofs as the whole tree", () => {
    const read = tileReader(count, source);
    expect(rootOf(count, read)).toEqual(tree.root());
    expect(frontierOf(count, read)).toEqual(tree.frontier);
    for (const index of [0, 1, 255, 256, 40_000, 65_535, 65_536, count - 1]) {
      for (const plan of [inclusionPlan(index, count), consistencyPlan(index + 1, count)]) {
        expect(proofOf(plan, read)).toEqual(proofOf(plan, tree.read));
      }
    }
  });

  it("asks for about one tile a level and edge", () => {
    asked.length = 0;
    proofOf(inclusionPlan(12_345, count), tileReader(count, source));
    expect(new Set(asked).size).toBeLessThanOrEqual(6);
  });

  it("takes the full tile in the place of a partial one", () => {
    const earlier = 65_900;
    const read = tileReader(earlier, (tile) => {
      const full = concat(source(tile), new Uint8Array((256 - tile.width) * 32).fill(9));
      return full;
    });
    for (const plan of [inclusionPlan(65_899, earlier), consistencyPlan(300, earlier)]) {
      expect(proofOf(plan, read)).toEqual(proofOf(plan, tree.read));
    }
  });

  it("refuses a tile that was cut, and a subtree beyond the tree", () => {
    const cut = tileReader(count, (tile) => source(tile).subarray(1));
    expect(() => rootOf(count, cut)).toThrow("not in its documented form");
    expect(() => tileReader(count, source)({ level: 0, index: count })).toThrow("no such entry");
    expect(() => tileReader(count, source)({ level: 7, index: 515 })).toThrow("no such entry");
  });
});

describe("an entry bundle", () => {
  const entries = [utf8("a"), new Uint8Array(0), new Uint8Array(65_535).fill(7), utf8("zz")];
  const bytes = encodeEntryBundle(entries);

  it("puts the length as two bytes, the high one first, before each entry", () => {
    expect([...encodeEntryBundle([utf8("ab"), new Uint8Array(300)]).subarray(0, 6)]).toEqual([0, 2, 97, 98, 1, 44]);
    expect(parseEntryBundle(bytes, 4)).toEqual(entries);
  });

  it("is refused with another width, a byte less or a byte more", () => {
    expect(() => parseEntryBundle(bytes, 3)).toThrow("3 whole entries of 3 and 4 bytes");
    expect(() => parseEntryBundle(bytes, 5)).toThrow("4 whole entries of 5");
    expect(() => parseEntryBundle(bytes.subarray(0, -1), 4)).toThrow("3 whole entries of 4");
    expect(() => parseEntryBundle(concat(bytes, new Uint8Array(1)), 4)).toThrow("1 bytes after");
  });

  it("takes no entry of 65,536 bytes", () => {
    expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow("larger than the log can hold");
  });
});
