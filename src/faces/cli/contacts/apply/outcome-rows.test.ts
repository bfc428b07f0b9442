import { describe, expect, it } from "vitest";
import { accountOutcome, type ChangeOutcome } from "../../../../app/contacts/change-outcome.ts";
import {
  alternateForTest,
  moveTo,
  phoneChange,
  planForTest,
} from "../../../../domain/custody/contacts/plan-for-test.ts";
import { outcomeJson, outcomeRows, summaryRows } from "./outcome-rows.ts";

const change = { kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() } as const;
const [planned] = planForTest({ "222222222222": [phoneChange, change, moveTo("new@corp.example")] }).accounts;
if (planned === undefined) throw new Error("no account");
const wish = { file: "a plan", showContacts: false };
const deed = {
  status: "refused",
  action: "account:StartPrimaryEmailUpdate",
  code: "Validation",
  message: "new@corp.example and +1 555 0199 and sec@corp.example are not allowed",
} as const;

describe("what came of an account", () => {
  const changes: readonly ChangeOutcome[] = [
    { status: "changed" },
    { status: "stale", fields: ["EmailAddress"] },
    { status: "refused", deed },
  ];
  const outcome = accountOutcome(planned.account, changes);

  it("is one word for all of it, a line for each change, and AWS's own words without any contact", () => {
    const rows = outcomeRows(outcome, planned, wish);
    expect(rows.map(([label]) => label)).toEqual(["REFUSED", "", "", ""]);
    expect(rows[2]?.[1]).toContain("(EmailAddress)");
    expect(rows[2]?.[1]).toContain("[CONTACTS_PLAN_STALE]");
    expect(rows[3]?.[1]).toBe(
      "root mailbox: account:StartPrimaryEmailUpdate: Validation: n***@corp.example and ***0199 and s***@corp.example are not allowed",
    );
    expect(JSON.stringify(outcomeJson(outcome, planned, wish))).not.toMatch(/new@|0199"|555 0199|sec@/);
    expect(JSON.stringify(outcomeJson(outcome, planned, { ...wish, showContacts: true }))).toContain(
      "new@corp.example",
    );
  });

  it("of which a run knows nothing is not begun", () => {
    expect(outcomeJson(undefined, planned, wish)).toMatchObject({ status: "skipped", changes: [{}, {}, {}] });
  });

  it.each([
    ["pending-otp", "rootward contacts apply 'a plan' --otp-file FILE"],
    ["pending", "rootward contacts apply 'a plan'   (AWS shows"],
    ["stale", "rootward contacts plan"],
    ["refused", "rootward contacts apply 'a plan'   (while it is in force"],
    ["unconfirmed", "rootward contacts status"],
  ] as const)("that is %s has a next step", (status, next) => {
    const rows = summaryRows({ outcomes: [{ account: planned.account, status, changes: [] }], stopped: null }, wish);
    expect(rows.filter(([label]) => label === "next").map(([, text]) => text)).toEqual([expect.stringContaining(next)]);
  });

  it("that is as planned has none", () => {
    const done = { account: planned.account, status: "changed", changes: [] } as const;
    expect(summaryRows({ outcomes: [done, { ...done, status: "already" }], stopped: null }, wish)).toEqual([
      ["accounts", "1 changed, 1 as planned"],
    ]);
  });
});
