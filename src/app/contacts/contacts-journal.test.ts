import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../test/support/coded-row.ts";
import { moveTo, phoneChange, planForTest } from "../../domain/custody/contacts/plan-for-test.ts";
import { journalHead, journalLine, type JournalRow, readContactsJournal } from "./contacts-journal.ts";

const plan = planForTest({ "222222222222": [phoneChange], "333333333333": [moveTo("root@new.example")] });
const other = planForTest({ "222222222222": [phoneChange] });
const row = (account: string, more: Partial<JournalRow> = {}): JournalRow => ({
  account,
  steps: [{ change: "primary", state: "written", at: 1 }],
  isFinished: false,
  ...more,
});
const lines = (...rows: JournalRow[]) => [journalHead(plan), ...rows.map(journalLine)];
const refusal = (...text: string[]) => codedRow(() => readContactsJournal(text, plan));

describe("the journal of a run of contact changes", () => {
  it("is empty before the first run and after its first line", () => {
    expect(readContactsJournal([], plan).size).toBe(0);
    expect(readContactsJournal([journalHead(plan)], plan).size).toBe(0);
  });

  it("gives the last row of each account", () => {
    const last = row("aws:222222222222", { isFinished: true });
    const read = readContactsJournal(lines(row("aws:222222222222"), row("aws:333333333333"), last), plan);
    expect([...read]).toEqual([
      ["aws:222222222222", last],
      ["aws:333333333333", row("aws:333333333333")],
    ]);
  });

  it("is refused of another plan, of other accounts, and where a line is none of its own", () => {
    expect(codedRow(() => readContactsJournal(lines(), other))).toBe("CONTACTS_JOURNAL_FOREIGN");
    const head = journalHead(plan);
    const good = journalLine(row("aws:222222222222"));
    for (const text of [
      [good],
      ["{}"],
      [head, head],
      [head, "", good],
      [head, good.slice(0, -2)],
      [head, journalLine(row("aws:444444444444"))],
      [head, good.replace("written", "begun")],
      [head, good.replace('"steps"', '"otp":"x","steps"')],
    ]) {
      expect(refusal(...text)).toBe("CONTACTS_JOURNAL_FOREIGN");
    }
  });

  it("answers any lines with rows or a coded error", () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(journalHead(plan), journalLine(row("aws:222222222222"))),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (text) => {
        expect([null, "CONTACTS_JOURNAL_FOREIGN"]).toContain(refusal(...text));
      }),
      { numRuns: 300 },
    );
  });
});
