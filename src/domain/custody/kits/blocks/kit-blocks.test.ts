import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import { joinKitBlocks } from "./join-kit-blocks.ts";
import { readKitBlock, writeKitBlock } from "./kit-block.ts";
import { kitPages } from "./kit-pages.ts";
import { splitKit } from "./split-kit.ts";

const name = { vault: "S", kitId: "8877665544332211" } as const;
const kit = Uint8Array.from({ length: 40 }, (_, at) => at);
const hash = "5faa4eec3611556812c2d74b437c8c49add3f910f10063d801441f7d75cd5e3b";
const known = [
  "RWK1:KJLUWMKTRB3WMVKEGMRBCAABAABAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC5NJLJ7J",
  "RWK1:KJLUWMKTRB3WMVKEGMRBCAACAABBQGI2DMOB2HQ7EAQSEIZEEUTCPVBXMT6Q",
];
const textsOf = (bytes: Uint8Array, size: number, of: typeof name | { vault: "P"; kitId: string } = name) =>
  splitKit(bytes, of, size).map((block) => writeKitBlock(block));
const torn = (text: string, at = text.length - 1) =>
  text.slice(0, at) + (text.charAt(at) === "A" ? "B" : "A") + text.slice(at + 1);

describe("a printed kit", () => {
  it("has the blocks of the known kit", () => {
    expect(textsOf(kit, 24)).toEqual(known);
  });

  it("is joined from scans in any order, with repeats, in lower case", () => {
    const [one = "", two = ""] = known;
    const joined = joinKitBlocks([two, one, two.toLowerCase(), `${one}\n`], hash.toUpperCase());
    expect(joined).toEqual({ status: "whole", name, kit, sha256: hash, isCompared: true, damaged: [] });
    expect(joinKitBlocks(known, null)).toMatchObject({ status: "whole", isCompared: false });
  });

  it("names blocks that are missing, and says nothing of numbers before it has one", () => {
    const texts = textsOf(kit, 5);
    const some = texts.filter((_, at) => ![2, 3, 6].includes(at));
    expect(joinKitBlocks(some, hash)).toMatchObject({
      status: "refused",
      row: { code: "CUSTODY_KIT_BLOCKS_MISSING" },
      missing: [3, 4, 7],
      detail: "of 8 blocks: 3-4, 7",
    });
    expect(joinKitBlocks([], hash)).toMatchObject({ missing: null });
  });

  it("names damaged blocks by scan and by the number they claim", () => {
    const texts = textsOf(kit, 5).map((text, at) => (at === 4 ? torn(text) : text));
    expect(joinKitBlocks(texts, hash)).toMatchObject({
      row: { code: "CUSTODY_KIT_BLOCKS_MISSING" },
      missing: [5],
      damaged: [{ scan: 5, claims: 5 }],
      detail: "of 8 blocks: 5; damaged: scan 5 (block 5)",
    });
    const twice = [...texts, ...textsOf(kit, 5).slice(4, 5)];
    expect(joinKitBlocks(twice, hash)).toMatchObject({ status: "whole", damaged: [{ scan: 5, claims: 5 }] });
  });

  it.each([
    ["kit id", { vault: "S", kitId: "0077665544332211" }, 24],
    ["vault", { vault: "P", kitId: name.kitId }, 24],
    ["number of blocks", name, 20],
  ] as const)("refuses blocks of another %s", (_, other, size) => {
    const mixed = [...known, ...textsOf(kit, size, other as typeof name).slice(0, 1)];
    expect(joinKitBlocks(mixed, hash)).toMatchObject({ row: { code: "CUSTODY_KIT_BLOCKS_MIXED" } });
  });

  it("refuses two different blocks of one number, and a whole with another hash", () => {
    const other = textsOf(kit.toReversed(), 24);
    expect(joinKitBlocks([...known, ...other], null)).toMatchObject({ row: { code: "CUSTODY_KIT_BLOCKS_MIXED" } });
    expect(joinKitBlocks(other, hash)).toMatchObject({ row: { code: "CUSTODY_KIT_CHANGED" } });
    expect(joinKitBlocks(known, "")).toMatchObject({ row: { code: "CUSTODY_KIT_CHANGED" } });
  });

  it("has no block that is read with one character changed", () => {
    const [one = ""] = known;
    for (let at = 0; at < one.length; at++) expect(readKitBlock(torn(one, at)).status).toBe("damaged");
  });

  it.each([
    ["nothing in it", new Uint8Array(), name, 24],
    ["blocks of 601 bytes", kit, name, 601],
    ["blocks of no bytes", kit, name, 0],
    ["a kit id of another length", kit, { ...name, kitId: "88" }, 24],
    ["too many blocks", new Uint8Array(65_536), name, 1],
  ])("is not made with %s", (_, bytes, of, size) => {
    expect(codedRow(() => splitKit(bytes, of, size))).toBe("CUSTODY_KIT_IMPOSSIBLE");
  });
});

describe("the pages of a kit", () => {
  const large = Uint8Array.from({ length: 600 * 13 + 1 }, (_, at) => at % 251);
  const pages = kitPages(large, { ...name, date: "2026-11-22", threshold: 3 });

  it("hold six blocks each, of at most 999 characters, and say which", () => {
    expect(pages.map(({ page, from, to, qr }) => [page, from, to, qr.length])).toEqual([
      [1, 1, 6, 6],
      [2, 7, 12, 6],
      [3, 13, 14, 2],
    ]);
    expect(Math.max(...pages.flatMap(({ qr }) => qr.map((text) => text.length)))).toBe(999);
    expect(pages[0]).toMatchObject({ pages: 3, blocks: 14, notice: "Sealed: useless without 3 sheets.", ...name });
  });

  it("give the kit back", () => {
    const joined = joinKitBlocks(pages.flatMap(({ qr }) => qr).toReversed(), pages[0]?.sha256 ?? null);
    expect(joined.status === "whole" && joined.kit).toEqual(large);
  });
});

describe("foreign scans", () => {
  it("give a kit or a refusal, whatever they are", () => {
    const scans = fc.oneof(fc.string(), fc.constantFrom(...known), fc.stringMatching(/^RWK1:[A-Z2-7]{0,90}$/));
    fc.assert(
      fc.property(fc.array(scans, { maxLength: 6 }), (texts) => {
        const { status } = joinKitBlocks(texts, hash);
        expect(status === "whole").toBe(known.every((text) => texts.includes(text)));
      }),
    );
  });

  it("of any kit and size are joined again", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 600 }), (bytes, size) => {
        const joined = joinKitBlocks(textsOf(bytes, size).toReversed(), null);
        expect(joined.status === "whole" && joined.kit).toEqual(bytes);
      }),
    );
  });
});
