import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase32, toBase32 } from "./base32.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { concat, equalBytes, fromUtf8, utf8 } from "./bytes.ts";
import { fromHex, toHex } from "./hex.ts";

/** RFC 4648 section 10: the text, base64, base32. */
const rfc4648: readonly (readonly [string, string, string])[] = [
  ["", "", ""],
  ["f", "Zg==", "MY======"],
  ["fo", "Zm8=", "MZXQ===="],
  ["foo", "Zm9v", "MZXW6==="],
  ["foob", "Zm9vYg==", "MZXW6YQ="],
  ["fooba", "Zm9vYmE=", "MZXW6YTB"],
  ["foobar", "Zm9vYmFy", "MZXW6YTBOI======"],
];
const bytes = fc.uint8Array({ maxLength: 80 });
const bare = (text: string) => text.replaceAll("=", "");

describe("bytes written as text", () => {
  it.each(rfc4648)("are those of RFC 4648 for %j", (text, base64, base32) => {
    expect(toBase64(utf8(text))).toBe(base64);
    expect(toBase64url(utf8(text))).toBe(bare(base64));
    expect(toBase32(utf8(text))).toBe(bare(base32));
    expect(fromBase64(base64)).toEqual(utf8(text));
    expect(fromBase64url(bare(base64))).toEqual(utf8(text));
    expect(fromBase32(bare(base32))).toEqual(utf8(text));
  });

  it("are what Node writes, and read back", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const node = Buffer.from(value);
        expect(toHex(value)).toBe(node.toString("hex"));
        expect(toBase64(value)).toBe(node.toString("base64"));
        expect(toBase64url(value)).toBe(node.toString("base64url"));
        expect(fromHex(toHex(value))).toEqual(value);
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(fromBase64url(toBase64url(value))).toEqual(value);
        expect(fromBase32(toBase32(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ["hex in upper case", fromHex("AB")],
    ["half a byte of hex", fromHex("abc")],
    ["a hex prefix", fromHex("0x12")],
    ["hex with a newline behind", fromHex("ab\n")],
    ["base64 without its padding", fromBase64("Zg")],
    ["base64 with too little padding", fromBase64("Zg=")],
    ["base64 with too much padding", fromBase64("Zm9v=")],
    ["padding alone", fromBase64("====")],
    ["padding in the middle", fromBase64("Zg==Zg==")],
    ["base64 in the other alphabet", fromBase64("_-__")],
    ["base64 with a space", fromBase64("Zm9 ")],
    ["a second spelling of one byte in base64", fromBase64("Zh==")],
    ["a second spelling of one byte in base64url", fromBase64url("Zh")],
    ["base64url with padding", fromBase64url("Zg==")],
    ["base64url in the other alphabet", fromBase64url("+/++")],
    ["one character of base64url", fromBase64url("Z")],
    ["base32 in lower case", fromBase32("my")],
    ["base32 with padding", fromBase32("MY======")],
    ["base32 with the digit 1", fromBase32("M1")],
    ["one character of base32", fromBase32("M")],
    ["three characters of base32", fromBase32("MYA")],
    ["six characters of base32", fromBase32("MZXW6A")],
    ["a second spelling of one byte in base32", fromBase32("MZ")],
    ["a character outside ASCII", fromBase32("M\u{1D7D9}")],
  ])("are refused as %s", (_what, read) => {
    expect(read).toBeNull();
  });

  it("may end in loose bits where a seed is read", () => {
    expect(fromBase32("MZ", { tail: "any" })).toEqual(utf8("f"));
    expect(fromBase32("M", { tail: "any" })).toBeNull();
  });

  it("have one spelling: whatever text is read is what would be written", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 24 }),
      fc.base64String({ maxLength: 24 }),
      bytes.map(toHex),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const forms = [
          [fromHex, toHex],
          [fromBase32, toBase32],
          [fromBase64, toBase64],
          [fromBase64url, toBase64url],
        ] as const;
        for (const [read, write] of forms) {
          const value = read(text);
          if (value !== null) expect(write(value)).toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("bytes", () => {
  it("are equal when all of them are", () => {
    fc.assert(fc.property(bytes, bytes, (one, other) => equalBytes(one, other) === Buffer.from(one).equals(other)));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (one, at, by) => {
          const other = one.map((byte, index) => (index === at % one.length ? byte ^ by : byte));
          expect(equalBytes(one, one.slice())).toBe(true);
          expect(equalBytes(one, other)).toBe(false);
        },
      ),
    );
  });

  it("are joined in order", () => {
    expect(concat(utf8("a"), new Uint8Array(), utf8("bc"))).toEqual(utf8("abc"));
    expect(concat()).toEqual(new Uint8Array());
  });

  it("are text only when they are UTF-8, with a byte order mark kept", () => {
    expect(fromUtf8(Uint8Array.of(0xff))).toBeNull();
    expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
    expect(fromUtf8(Uint8Array.of(0xc0, 0x80))).toBeNull();
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("\uFEFFa");
    expect(fromUtf8(utf8("é€😀"))).toBe("é€😀");
  });
});
