import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../test/support/coded-row.ts";
import { fromUtf8, utf8 } from "./bytes.ts";
import { canonicalBytes, readCanonical } from "./canonical-json.ts";

const written = (value: unknown) => fromUtf8(canonicalBytes(value));
const refusal = (text: string) => codedRow(() => readCanonical(utf8(text)));

/** Values that have a canonical form. */
const text = fc.string({ unit: "binary", maxLength: 12 }).map((each) => each.normalize("NFC"));
const documents = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.maxSafeInteger(), fc.boolean(), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 5 }),
  object: fc.dictionary(
    text.filter((key) => key !== "__proto__"),
    tie("value"),
    { maxKeys: 6 },
  ),
})).value;

describe("canonical JSON", () => {
  it("sorts keys by UTF-16 code units as RFC 8785 section 3.2.3 shows", () => {
    const sample = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "1": "One",
      "\u{1f600}": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(Object.keys(JSON.parse(written(sample) ?? ""))).toEqual([
      "1",
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\u{1f600}",
    ]);
    expect(written(sample)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\u{1f600}":"Emoji: Grinning Face"}',
    );
  });

  it("puts a surrogate pair before U+E000, where sorting by code point would not", () => {
    expect(written({ "\ue000": 1, "\u{1f600}": 2 })).toBe('{"\u{1f600}":2,"\ue000":1}');
  });

  it("sorts by the characters, never by a language, by case or as numbers", () => {
    // From the sample files that accompany RFC 8785 (french, structures).
    expect(written({ peach: 1, pêche: 2, péché: 3, sin: 4 })).toBe('{"peach":1,"péché":3,"pêche":2,"sin":4}');
    const structures = {
      "1": { f: { f: "hi", F: 5 }, "\n": 56 },
      "10": {},
      "": "empty",
      a: {},
      "111": [{ e: "yes", E: "no" }],
      A: {},
    };
    expect(written(structures)).toBe(
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
    );
    expect(written({ "9": 1, "10": 2 })).toBe('{"10":2,"9":1}');
  });

  it("escapes as RFC 8785 section 3.2.2.2 does, byte for byte", () => {
    const bytes = canonicalBytes("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/");
    expect(Buffer.from(bytes).toString("hex")).toBe("22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f22");
    expect(written("\b\t\f\u001f\u007f\u2028")).toBe('"\\b\\t\\f\\u001f\u007f\u2028"');
  });

  it("writes whole numbers as RFC 8785 appendix B does, up to 2^53 - 1", () => {
    expect(written([0, -0, 9007199254740991, -9007199254740991, 1e15])).toBe(
      "[0,0,9007199254740991,-9007199254740991,1000000000000000]",
    );
  });

  it.each([
    ["null", null],
    ["undefined", undefined],
    ["a field that is undefined", { a: undefined }],
    ["a hole in a list", [1, , 3]], // oxlint-disable-line no-sparse-arrays
    ["a fraction", 1.5],
    ["not a number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["2^53", 2 ** 53],
    ["-2^53", -(2 ** 53)],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["bytes", Uint8Array.of(1)],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["an error", new Error("e")],
    ["text that is not NFC", "e\u0301"],
    ["the ligature of RFC 8785's sample, which NFC takes apart", { "\ufb33": "Hebrew Letter Dalet With Dagesh" }],
    ["a key that is not NFC", { "e\u0301": 1 }],
    ["half a surrogate pair", "\ud800"],
    ["a key with half a surrogate pair", { "\udc00": 1 }],
    ["a field named __proto__", JSON.parse('{"__proto__":1}')],
  ])("has no form for %s", (_what, value) => {
    expect(codedRow(() => canonicalBytes(value))).toBe("CRYPTO_NO_CANONICAL_FORM");
    expect(codedRow(() => canonicalBytes({ deep: [value] }))).toBe("CRYPTO_NO_CANONICAL_FORM");
  });

  it("names where the value is that has no form", () => {
    try {
      canonicalBytes({ a: [{ b: 1.5 }] });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ position: { path: "$.a[0].b" } });
    }
  });

  it("ends at a circle instead of going round", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(codedRow(() => canonicalBytes(circle))).toBe("CRYPTO_NO_CANONICAL_FORM");
  });

  it("takes 64 levels and no more", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    expect(refusal(nested(64))).toBeNull();
    expect(refusal(nested(65))).toBe("CRYPTO_NOT_CANONICAL");
    expect(refusal(nested(500_000))).toBe("CRYPTO_NOT_CANONICAL");
    expect(refusal("[".repeat(500_000))).toBe("CRYPTO_NOT_CANONICAL");
  });

  it.each([
    ["a key twice with one value", '{"a":1,"a":1}'],
    ["a key twice with two values", '{"a":1,"a":2}'],
    ["a key twice, once escaped", '{"a":1,"\\u0061":1}'],
    ["keys in another order", '{"b":1,"a":2}'],
    ["a space", '{"a": 1}'],
    ["a newline behind", '{"a":1}\n'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["an escape that is not needed", '{"a":"\\/"}'],
    ["an escaped letter", '"\\u0061"'],
    ["an upper-case escape", '"\\u001F"'],
    ["a fraction", "1.5"],
    ["a whole number with a point", "1.0"],
    ["an exponent", "1e3"],
    ["minus zero", "-0"],
    ["2^53", "9007199254740992"],
    ["2^53 + 1, which no parser here can hold", "9007199254740993"],
    ["a number beyond all", "1e999"],
    ["null", "null"],
    ["a null field", '{"a":null}'],
    ["text that is not NFC", '"e\u0301"'],
    ["an escaped half of a surrogate pair", '"\\ud800"'],
    ["an escaped surrogate pair", '"\\ud83d\\ude00"'],
    ["a field named __proto__", '{"__proto__":1}'],
    ["nothing", ""],
    ["something behind the value", "{}{}"],
    ["a comment", "/**/{}"],
    ["a trailing comma", "[1,]"],
  ])("is not %s", (_what, text) => {
    expect(refusal(text)).toBe("CRYPTO_NOT_CANONICAL");
  });

  it("is not bytes that are no UTF-8", () => {
    expect(codedRow(() => readCanonical(Uint8Array.of(0x22, 0xff, 0x22)))).toBe("CRYPTO_NOT_CANONICAL");
    expect(codedRow(() => readCanonical(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)))).toBe("CRYPTO_NOT_CANONICAL");
  });

  it("reads back what it wrote, whatever the order of keys was", () => {
    fc.assert(
      fc.property(documents, (value) => {
        const bytes = canonicalBytes(value);
        const read = readCanonical(bytes);
        expect(canonicalBytes(read)).toEqual(bytes);
        expect(read).toEqual(value);
      }),
    );
    const entries = fc.uniqueArray(
      fc.tuple(
        text.filter((key) => key !== "__proto__"),
        fc.nat(),
      ),
      { selector: ([key]) => key },
    );
    fc.assert(
      fc.property(entries, (pairs) => {
        expect(canonicalBytes(Object.fromEntries(pairs))).toEqual(
          canonicalBytes(Object.fromEntries(pairs.toReversed())),
        );
      }),
    );
  });

  it("takes any bytes for a value with these very bytes, or refuses them by its code", () => {
    const nearly = documents.map((value) => canonicalBytes(value));
    const bent = fc.tuple(nearly, fc.nat(), fc.nat({ max: 255 })).map(([bytes, at, byte]) => {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at % copy.length] = byte;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json().map(utf8), bent), (bytes) => {
        let value: unknown;
        const row = codedRow(() => {
          value = readCanonical(bytes);
        });
        if (row === null) expect(canonicalBytes(value)).toEqual(bytes);
        else expect(row).toBe("CRYPTO_NOT_CANONICAL");
      }),
      { numRuns: 500 },
    );
  });
});
