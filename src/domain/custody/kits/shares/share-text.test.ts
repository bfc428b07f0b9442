import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownSplit } from "../../../../../test/support/pretend-split.ts";
import { Secret } from "../../../core/secret.ts";
import { toHex } from "../../../crypto/hex.ts";
import { makeShares } from "./make-shares.ts";
import { readShareLines, readShareQr } from "./read-share-text.ts";
import { shareLines, shareQrText } from "./share-text.ts";
import { readShare } from "./share.ts";

const shares = makeShares(knownSplit());
const [first] = shares;
if (first === undefined) throw new Error("a share");
const known = [
  "KJLV GMKQ CERD GRCV MZ3Y YT",
  "QAQD AEQC AIBA EAQC AIBA HT",
  "EAQC AIBA EAQC AIBA EAQC QQ",
  "AIBA EAQC AIBA EAQC AAM4 VF",
  "J2PH QIUX XZC6 EDJG 3I XR",
];
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bare = known.map((line) => line.replaceAll(" ", ""));
const read = (lines: readonly string[]) => readShareLines(new Secret(lines));
const faultsOf = (lines: readonly string[]) => {
  const result = read(lines);
  return result.status === "read" ? [] : result.faults;
};
const replacedAt = (line: number, column: number, character: string) =>
  bare.map((text, at) => (at === line ? text.slice(0, column) + character + text.slice(column + 1) : text));

describe("the text of a sheet", () => {
  it("has the five lines of the known share", () => {
    expect(shareLines(first).map((line) => line.reveal())).toEqual(known);
  });

  it("has a QR text of 103 characters that a QR code packs as letters and digits", () => {
    expect(shareQrText(first).reveal()).toMatch(/^RWS1:[A-Z2-7]{98}$/);
  });

  it("is read from lines and from the QR text, for every share", () => {
    for (const share of shares) {
      const lines = shareLines(share).map((line) => line.reveal());
      for (const result of [read(lines), readShareQr(shareQrText(share))]) {
        expect(result.status === "read" && toHex(result.share.bytes.reveal())).toBe(toHex(share.bytes.reveal()));
      }
    }
  });

  it("is read in lower case, with dashes, other spaces and empty lines between", () => {
    expect(read(known.flatMap((line) => ["", line.toLowerCase().replaceAll(" ", "-\t")])).status).toBe("read");
    expect(readShareQr(new Secret(` ${shareQrText(first).reveal().toLowerCase()}\n`)).status).toBe("read");
  });
});

describe("a typing error", () => {
  it("of any one character is found on its line, and never read over", () => {
    let columns = 0;
    for (const [line, text] of bare.entries()) {
      for (let column = 0; column < text.length; column++) {
        for (const step of [1, 7, 16]) {
          const other = alphabet.charAt((alphabet.indexOf(text.charAt(column)) + step) % 32);
          const faults = faultsOf(replacedAt(line, column, other));
          expect(faults.map((fault) => fault.line)).toEqual([line + 1]);
          const [fault] = faults;
          if (fault?.column === undefined) continue;
          columns++;
          expect(fault.column).toBe(column + 1);
        }
      }
    }
    // Inside the id even the character is known: 15 of them, three errors each, but for chance.
    expect(columns).toBeGreaterThanOrEqual(40);
  });

  it("of two neighbours swapped is found on its line", () => {
    for (const [line, text] of bare.entries()) {
      for (let column = 0; column + 1 < text.length; column++) {
        if (text.charAt(column) === text.charAt(column + 1)) continue;
        const swapped = text.charAt(column + 1) + text.charAt(column);
        const lines = bare.map((each, at) =>
          at === line ? each.slice(0, column) + swapped + each.slice(column + 2) : each,
        );
        expect(faultsOf(lines).map((fault) => fault.line)).toContain(line + 1);
      }
    }
  });

  it("in two lines is found on both", () => {
    const lines = bare.map((text, at) => (at === 2 || at === 4 ? `${text.slice(0, 5)}Z${text.slice(6)}` : text));
    expect(faultsOf(lines).map((fault) => fault.line)).toEqual([3, 5]);
  });

  it.each([
    ["0", "O"],
    ["1", "I or L"],
    ["8", "B"],
    ["9", "G or Q"],
    ["Ä", "letters"],
  ])("of %s is named with its place and what it may be", (character, meant) => {
    const [fault] = faultsOf(replacedAt(3, 6, character));
    expect(fault).toMatchObject({ line: 4, kind: "character", column: 7 });
    expect(fault?.detail).toContain(meant);
  });

  it("of a missing or additional character names the line and both lengths", () => {
    const short = bare.map((text, at) => (at === 4 ? text.slice(1) : text));
    expect(faultsOf(short)).toEqual([
      { line: 5, kind: "length", detail: "19 characters with the check; the line has 20" },
    ]);
    const long = bare.map((text, at) => (at === 0 ? `${text}A` : text));
    expect(faultsOf(long)).toMatchObject([{ line: 1, kind: "length" }]);
  });

  it("of whole lines says how many there must be, and swapped lines are named", () => {
    expect(read(bare.slice(1))).toMatchObject({ status: "refused", detail: "4 lines; a sheet has five" });
    const [a = "", b = "", c = "", d = "", e = ""] = bare;
    expect(faultsOf([a, b, d, c, e]).map((fault) => fault.line)).toEqual([3, 4]);
  });

  it("never shows in a refusal what was typed", () => {
    const text = JSON.stringify([
      read(replacedAt(2, 3, "Z")),
      read(replacedAt(0, 9, "Z")),
      readShareQr(new Secret("RWS1:KJLVGMKQ")),
    ]);
    expect(text).not.toMatch(/EAQC|KJLV|AIBA/);
  });
});

describe("foreign text", () => {
  it("is a share or refused, whatever it is", () => {
    const parts = fc.oneof(fc.string(), fc.constantFrom(...bare), fc.stringMatching(/^[A-Z2-7]{20,22}$/));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 7 }), (lines) => {
        expect(["read", "refused"]).toContain(read(lines).status);
        expect(["read", "refused"]).toContain(readShareQr(new Secret(lines.join(""))).status);
        expect(["read", "refused"]).toContain(readShareQr(new Secret(`RWS1:${lines.join("")}`)).status);
      }),
    );
  });

  it("as bytes is a share or refused, too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, isLong) => {
        const held = isLong ? Uint8Array.from({ length: 61 }, (_, at) => bytes[at] ?? at) : bytes;
        expect(readShare(new Secret(held)).status).toBe("refused");
      }),
    );
  });
});
