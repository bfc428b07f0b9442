import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableText } from "./table-text.ts";

const head = ["account", "name"];

describe("a table", () => {
  it("has columns as wide as their widest text", () => {
    expect(tableText(head, [["111122223333", "pay"]], 80)).toEqual(["account       name", "111122223333  pay"]);
  });

  it("has a row's texts below each other where the page is too narrow", () => {
    expect(tableText(head, [["111122223333", "a name of many words"]], 24)).toEqual([
      "111122223333",
      "  name: a name of many",
      "  words",
    ]);
  });

  it("shows control characters of foreign names as text, and fits any page", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }),
        fc.integer({ min: 0, max: 200 }),
        (rows, columns) => {
          const lines = tableText(head, rows, columns);
          expect(lines.every((line) => !/\p{Cc}/u.test(line))).toBe(true);
        },
      ),
    );
  });
});
