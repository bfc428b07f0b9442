import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { parseYamlObject } from "./parse-yaml-object.ts";

const words = [
  "a",
  "b: ",
  "[",
  "]",
  "{",
  "}",
  "&x ",
  "*x",
  "*y",
  "- ",
  "\n",
  "  ",
  "|",
  ">",
  '"',
  "'",
  "!!map",
  "? ",
  "#",
];

describe("a configuration file of any bytes", () => {
  it("is a mapping or a coded error, never another throw", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(...words)).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const read = parseYamlObject(text, "rootward.yaml");
          expect(typeof read === "object" && !Array.isArray(read)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ row: { code: "CLI_CONFIG_MALFORMED" }, position: { file: "rootward.yaml" } });
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("says a mistake once, at its place", () => {
    expect(() => parseYamlObject("a: 1\na: 2\n", "f")).toThrow(
      expect.objectContaining({ detail: "Map keys must be unique", position: { file: "f", line: 2, column: 1 } }),
    );
    expect(() => parseYamlObject("a: *b\n", "f")).toThrow(CodedError);
  });
});
