import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { openJournal } from "./journal-file.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "rootward-journal-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe("a journal on disk", () => {
  it("is for its owner alone, and has every line that was kept when it is opened again", async () => {
    const journal = openJournal(cwd, "one.journal");
    expect(journal.lines).toEqual([]);
    await journal.append("first");
    await journal.append("second, with é");
    journal.close();
    expect(statSync(join(cwd, "one.journal")).mode & 0o777).toBe(0o600);
    const again = openJournal(cwd, "one.journal");
    expect(again.lines).toEqual(["first", "second, with é"]);
    again.close();
  });

  it("drops a line that was cut off, and goes on behind the whole ones", async () => {
    appendFileSync(join(cwd, "cut.journal"), 'first é\n{"account":"aws:2222');
    const journal = openJournal(cwd, "cut.journal");
    expect(journal.lines).toEqual(["first é"]);
    await journal.append("second");
    journal.close();
    expect(readFileSync(join(cwd, "cut.journal"), "utf8")).toBe("first é\nsecond\n");
  });

  it("that cannot be written says so", () => {
    try {
      openJournal(cwd, "no/such/folder.journal");
      expect.unreachable();
    } catch (error) {
      expect(error instanceof CodedError ? [error.row.code, error.detail] : error).toEqual([
        "CLI_OUTPUT_UNWRITABLE",
        "no/such/folder.journal (ENOENT)",
      ]);
    }
  });
});
