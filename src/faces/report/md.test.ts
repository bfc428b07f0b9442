import { describe, expect, it } from "vitest";
import { bigOutcome, trickyOutcome } from "../../../test/tricky-outcome.ts";
import { commentCharacters, writeMarkdown } from "./md.ts";

function markdownOf(outcome = trickyOutcome(), limit = commentCharacters): string {
  const chunks: string[] = [];
  writeMarkdown(outcome, (chunk) => chunks.push(chunk), limit);
  return chunks.join("");
}

describe("markdown", () => {
  it("fits a comment and says how many findings are missing", () => {
    const big = bigOutcome(3_000, 100);
    const text = markdownOf(big);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    const rows = text.split("\n").filter((line) => /^\| [◆▲●○◦?~✓–] /.test(line)).length;
    expect(text).toContain(`\n… and ${3_000 - rows} more\n`);
    expect(text).toContain("What this run did not look at");
  });

  it("may be longer where a job summary allows it", () => {
    const text = markdownOf(bigOutcome(3_000, 100), 1_024 * 1_024);
    expect(text.length).toBeGreaterThan(65_536);
    expect(text).not.toContain("more\n");
  });

  it.each([65_536, 8_000, 3_000, 900, 100])("never passes a limit of %i", (limit) => {
    expect(markdownOf(bigOutcome(500, 20), limit).length).toBeLessThanOrEqual(limit);
  });

  it("cuts only between rows", () => {
    const rows = markdownOf(bigOutcome(500, 20), 9_000)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.filter((row) => !row.endsWith("|"))).toEqual([]);
  });
});
