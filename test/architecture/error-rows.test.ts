import { describe, expect, it } from "vitest";
import { errorIndex } from "../../src/faces/cli/error-index.ts";
import { sources } from "./sources.ts";

/** What is thrown or refused with: `rows.CODE` or a code in quotes, but none that something is only compared with. */
function codesUsed(text: string): ReadonlySet<string> {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "")
    .replace(/(?:[!=]==\s*|\bcase\s+)"[A-Z0-9_]+"/g, "");
  return new Set([...code.matchAll(/[."]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g)].map((match) => match[1] ?? ""));
}

describe("the rows of errors", () => {
  it("are each used by some code: one that nothing gives is a page about what cannot happen", () => {
    const code = sources().filter(({ path, isTest }) => !isTest && !/(^|\/)(errors|error-index)\.ts$/.test(path));
    const used = new Set(code.flatMap(({ text }) => [...codesUsed(text)]));
    expect(errorIndex.length).toBeGreaterThan(400);
    expect(errorIndex.map((row) => row.code).filter((each) => !used.has(each))).toEqual([]);
  });

  it("are not used where they are only compared with or spoken of", () => {
    const text = [
      "throw new CodedError(scanErrors.SCAN_WAIVER_REFUSED, {});",
      'fail({ code: "SEALING_KDBX_FOREIGN" });',
      'if (row.code === "GATE_AWAY_ONE") return;',
      'switch (code) { case "GATE_AWAY_TWO": return; }',
      "/** Throws `rows.GATE_AWAY_THREE`. */ // rows.GATE_AWAY_FOUR",
      "const known = /^GATE_AWAY_FIVE$/;",
    ].join("\n");
    expect([...codesUsed(text)].sort()).toEqual(["SCAN_WAIVER_REFUSED", "SEALING_KDBX_FOREIGN"]);
  });
});
