import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { openLineJournal } from "./line-journal.ts";

const at = mkdtempSync(join(tmpdir(), "rootward-journal-"));
afterAll(() => rmSync(at, { recursive: true }));

describe("a journal of lines", () => {
  it("keeps them in order, also when they are appended at once, for its owner alone", async () => {
    const journal = await openLineJournal(join(at, "one"), "rows.jsonl");
    await Promise.all(Array.from({ length: 50 }, (_, line) => journal.append(`{"line":${line}}`)));
    await journal.close();
    const again = await openLineJournal(join(at, "one"), "rows.jsonl");
    expect(again.lines).toEqual(Array.from({ length: 50 }, (_, line) => `{"line":${line}}`));
    await again.close();
    expect(statSync(join(at, "one", "rows.jsonl")).mode & 0o777).toBe(0o600);
    expect(statSync(join(at, "one")).mode & 0o777).toBe(0o700);
  });

  it("drops a last line that was not finished, and goes on behind the others", async () => {
    const first = await openLineJournal(join(at, "torn"), "rows.jsonl");
    await first.append("whole");
    await first.close();
    appendFileSync(join(at, "torn", "rows.jsonl"), '{"half":');
    const second = await openLineJournal(join(at, "torn"), "rows.jsonl");
    expect(second.lines).toEqual(["whole"]);
    await second.append("next");
    await second.close();
    expect(readFileSync(join(at, "torn", "rows.jsonl"), "utf8")).toBe("whole\nnext\n");
  });

  it("is not opened where a file is in the way", async () => {
    writeFileSync(join(at, "file"), "");
    expect(await rejectedRow(openLineJournal(join(at, "file"), "rows.jsonl"))).toBe("FILES_JOURNAL_FAILED");
  });
});
