import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../test/tricky-outcome.ts";
import { writeTable } from "./table.ts";
import { displayWidth, fitted, padded, wrapped } from "./text/display-width.ts";
import { ansiStyle, plainStyle, type TextStyle } from "./text/text-style.ts";

function lines(style: TextStyle, outcome = trickyOutcome()): string[] {
  const chunks: string[] = [];
  writeTable(outcome, (chunk) => chunks.push(chunk), style);
  return chunks.join("").split("\n");
}

describe("the table", () => {
  it.each([40, 57, 80, 100, 200])("keeps to %i columns", (columns) => {
    expect(lines(plainStyle(columns)).filter((line) => displayWidth(line) > columns)).toEqual([]);
  });

  it("answers both questions first, in order, and only then lists findings", () => {
    const text = lines(plainStyle(100)).join("\n");
    const order = [
      "Looked at 5 of 7",
      "WHO ELSE CAN BECOME ROOT",
      "The worst:",
      "=> root",
      "WHAT TO CHANGE FIRST",
      "CAN WE BECOME ROOT",
      "unknown: no custody connected",
      "FINDINGS",
      "DID NOT LOOK AT",
      "snapshot sha256:",
    ];
    const places = order.map((each) => text.indexOf(each));
    expect(places.includes(-1)).toBe(false);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it("ends every finding's line with its id and the command that explains it", () => {
    const ends = lines(plainStyle(120)).filter((line) => /([a-z0-9-]+) · rootward explain \1$/.test(line));
    expect(ends).toHaveLength(trickyOutcome().findings.length);
  });

  it("is the same with colour, but for the colour", () => {
    // eslint-disable-next-line no-control-regex
    const bare = lines(ansiStyle(100)).map((line) => line.replace(/\u001b\[[0-9;]*m/g, "").trimEnd());
    expect(bare).toEqual(lines(plainStyle(100)));
  });

  it("never passes on a control or bidi character of a name", () => {
    const text = lines(plainStyle(100)).join("");
    // eslint-disable-next-line no-control-regex
    expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)).toBe(false);
    expect(text).toContain("\\u001b[31m");
  });

  it("says UNKNOWN, WAIVED and LOST SIGHT in words", () => {
    const text = lines(plainStyle(100)).join("\n");
    for (const word of ["? UNKNOWN", "~ WAIVED", "LOST SIGHT", "· NEW", "✓ PASS", "NOT APPLICABLE"])
      expect(text).toContain(word);
  });
});

describe("text in columns", () => {
  it("knows how wide characters are", () => {
    expect([displayWidth("abc"), displayWidth("東京"), displayWidth("e\u0301"), displayWidth("👍")]).toEqual([
      3, 4, 1, 2,
    ]);
  });

  it("is cut without splitting a character", () => {
    expect(fitted("東京支店", 5)).toBe("東京…");
    expect(fitted("東京支店", 8)).toBe("東京支店");
    expect(displayWidth(padded("東京支店", 6))).toBe(6);
  });

  it("is wrapped at spaces and inside words that are too long", () => {
    expect(wrapped("one two  three", 7)).toEqual(["one two", "three"]);
    expect(wrapped("abcdefghij k", 4)).toEqual(["abcd", "efgh", "ij k"]);
    expect(wrapped("", 4)).toEqual([]);
  });
});

describe("the first sentence", () => {
  const outcome = trickyOutcome();
  if (outcome.paths === null) throw new Error("the fixture has no paths");
  const { paths } = outcome;
  const withParties = (atLeast: number, exact: boolean) => {
    const accounts = paths.accounts.map((account) => ({
      ...account,
      paths: account.paths.map((path) => ({ ...path, parties: { atLeast, exact } })),
    }));
    const text = lines(plainStyle(300), { ...outcome, paths: { ...paths, accounts } }).join("\n");
    return /7 certain paths in 4 accounts\.(.*)/.exec(text)?.[1]?.trim();
  };

  it("says how many accounts one person reaches, for certain or perhaps, and how many people it takes at least", () => {
    expect(withParties(1, true)).toBe("In 4 of them one person alone is enough.");
    expect(withParties(1, false)).toBe("In 4 perhaps one person: holders are not declared.");
    expect(withParties(2, false)).toBe("Every certain path takes at least 2 people.");
  });

  it("speaks of no path only where every path was counted", () => {
    const accounts = paths.accounts.map((account) => ({ ...account, paths: [], cheapest: null, cuts: [] }));
    const text = lines(plainStyle(300), { ...outcome, paths: { ...paths, accounts } }).join("\n");
    expect(text).toContain("No certain path was found.");
    expect(text).toContain("No path found in 5 accounts; principals unknown in 1; too many to count in 1.");
  });
});
