import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFault } from "./json-fault.ts";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("where a text stops being JSON", () => {
  it("is at the first sign that cannot stand there", () => {
    expect(jsonFault('{"a": tru}')).toBe(6);
    expect(jsonFault('{"a": 1,}')).toBe(8);
    expect(jsonFault("[1 2]")).toBe(3);
    expect(jsonFault('{"a" 1}')).toBe(5);
    expect(jsonFault('{"a": "b')).toBe(6);
    expect(jsonFault("")).toBe(0);
    expect(jsonFault('{"a": [')).toBe(7);
    expect(jsonFault("{} {}")).toBe(3);
    expect(jsonFault("[}")).toBe(1);
  });

  it("is nowhere exactly where JSON.parse takes the text", () => {
    const sign = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"',
      "\\",
      "u00e4",
      "a",
      "1",
      "-",
      ".",
      "e",
      "0",
      " ",
      "\n",
      "null",
      '"a"',
    );
    const any = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(""));
    fc.assert(
      fc.property(fc.oneof(any, fc.json(), fc.string()), (text) => {
        expect([text, jsonFault(text) === null]).toEqual([text, isJson(text)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes one pass, however long a text is or how deep", () => {
    const long = `["${"x\\n".repeat(80_000)}"`;
    expect(jsonFault(long)).toBe(long.length);
    expect(jsonFault("[".repeat(250_000))).toBe(250_000);
  });
});
