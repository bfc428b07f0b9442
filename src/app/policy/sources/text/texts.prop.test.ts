import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { readJson } from "../../../../domain/iam/language/read-json.ts";
import { decodeLiteral } from "./decode-literal.ts";
import { decodeUrl } from "./decode-url.ts";
import { embeddedText } from "./embedded-text.ts";
import { scanJson } from "./scan-json.ts";
import { textLines } from "./text-lines.ts";
import { valueRanges } from "./value-ranges.ts";

/** One UTF-16 unit with one of the spellings that JSON has for it. */
const spelled = fc.tuple(fc.nat(0xffff), fc.boolean()).map(([code, escaped]): readonly [string, string] => {
  const unit = String.fromCharCode(code);
  const plain = JSON.stringify(unit).slice(1, -1);
  return [unit, escaped ? `\\u${code.toString(16).padStart(4, "0")}` : plain];
});
const usual = fc.constantFrom<readonly [string, string]>(
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["/", "\\/"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\r", "\\r"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["a", "a"],
  ["{", "{"],
);

describe("a string literal", () => {
  it("is decoded as JSON.parse does, each unit with where it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(spelled, usual), { maxLength: 40 }), fc.nat(9), (units, before) => {
        const raw = `"${units.map(([, written]) => written).join("")}"`;
        const file = " ".repeat(before) + raw;
        const decoded = decodeLiteral(embeddedText(file, before));
        expect(decoded.text).toBe(JSON.parse(raw));
        let offset = before + 1;
        for (const [index, [, written]] of units.entries()) {
          expect(decoded.offsetOf(index)).toBe(offset);
          offset += written.length;
        }
        expect(decoded.offsetOf(units.length)).toBe(file.length - 1);
      }),
    );
  });
});

describe("a URL-encoded text", () => {
  it("is decoded as decodeURIComponent does, each character with where it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 1 })), (letters) => {
        const text = letters.join("");
        const decoded = decodeUrl(embeddedText(encodeURIComponent(text)));
        expect(decoded?.text).toBe(text);
        let inner = 0;
        let outer = 0;
        for (const letter of text) {
          expect(decoded?.offsetOf(inner)).toBe(outer);
          inner += letter.length;
          outer += encodeURIComponent(letter).length;
        }
      }),
    );
  });

  it("that is none is refused or read as decodeURIComponent reads it", () => {
    const part = fc.constantFrom(
      "%",
      "%7",
      "%7B",
      "%C3",
      "%A9",
      "%F0%9F",
      "%98%80",
      "%E2%82%AC",
      "é",
      "a",
      "%FF",
      "%zz",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        let expected: string | null;
        try {
          expected = decodeURIComponent(text);
        } catch {
          expected = null;
        }
        expect(decodeUrl(embeddedText(text))?.text ?? null).toBe(expected);
      }),
    );
  });
});

describe("lines of a text", () => {
  it("are those that counting gives, there and back", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\n", "\r\n", "é"), { maxLength: 30 }), fc.nat(40), (parts, at) => {
        const text = parts.join("");
        const offset = Math.min(at, text.length);
        const before = text.slice(0, offset).split("\n");
        const position = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
        expect(textLines(text).positionAt(offset)).toEqual(position);
        expect(textLines(text).offsetAt(position.line, position.column)).toBe(offset);
      }),
    );
  });
});

/** Keys that may stand twice, written with and without escapes. */
const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"__proto__"', '"a b"', '"x\\"y"');
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("1", "-2.5e3", "true", "null", '""', '"}"', '"\\\\"', '"[\\"{,:"', " 7 "),
    fc.array(tie("json"), { maxLength: 4 }).map((each) => `[ ${each.join(" ,\n")}]`),
    fc
      .array(fc.tuple(key, tie("json")), { maxLength: 4 })
      .map((each) => `{${each.map(([name, value]) => `\t${name} : ${value}`).join(",")} }`),
  ),
}));

describe("a JSON text", () => {
  it("has the first doubled key that the positional parser finds", () => {
    fc.assert(
      fc.property(json, (text) => {
        const offsets = readJson(text).duplicates.map(({ position }) =>
          textLines(text).offsetAt(position.line ?? 0, position.column ?? 0),
        );
        const found = scanJson(text, 60).duplicate;
        expect(found?.offset).toBe(offsets.length === 0 ? undefined : Math.min(...offsets));
        const same = readJson(text).duplicates.map(({ position }) => position.path);
        if (found !== null) expect(same).toContain(found.path);
      }),
      { numRuns: 2000 },
    );
  });

  it("has every value where it is found", () => {
    fc.assert(
      fc.property(
        json.filter((text) => scanJson(text, 60).duplicate === null),
        (text) => {
          const all = pathsOf(JSON.parse(text), []);
          const ranges = valueRanges(text, [...all.map(({ path }) => path), ["not there"]]);
          for (const [index, { value }] of all.entries()) {
            const range = ranges[index];
            const part = text.slice(range?.start, range?.end);
            expect(part).toBe(part.trim());
            expect(JSON.parse(part)).toEqual(value);
          }
          expect(ranges.at(-1)).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function pathsOf(value: unknown, path: JsonPath): readonly { path: JsonPath; value: unknown }[] {
  const here = { path, value };
  if (Array.isArray(value)) return [here, ...value.flatMap((each: unknown, index) => pathsOf(each, [...path, index]))];
  if (typeof value !== "object" || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([name, each]) => pathsOf(each, [...path, name]))];
}
