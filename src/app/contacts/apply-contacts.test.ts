import { describe, expect, it } from "vitest";
import type { ContactChange, PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import {
  alternateForTest,
  phoneChange,
  planForTest,
  primaryForTest,
} from "../../domain/custody/contacts/plan-for-test.ts";
import { applyContacts } from "./apply-contacts.ts";
import type { JournalRow } from "./contacts-journal.ts";
import { PretendContacts, refusal } from "./pretend-contacts-for-test.ts";

const account = "aws:222222222222";
const newPrimary = primaryForTest({ PhoneNumber: "+1 555 0199" });
const deletion: ContactChange = { kind: "alternate", type: "BILLING", old: alternateForTest(), new: null };
const creation: ContactChange = { kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() };

function planned(...changes: ContactChange[]): PlannedAccount {
  const [only] = planForTest({ "222222222222": changes }).accounts;
  if (only === undefined) throw new Error("no account");
  return only;
}

function trial() {
  const aws = new PretendContacts();
  aws.accounts.set(account, {
    primary: { ...primaryForTest(), PhoneNumber: "+1-555-0100", FullName: "Jane Doe " },
    alternates: { BILLING: alternateForTest() },
    email: "root@corp.example",
    update: null,
  });
  const kept: JournalRow[] = [];
  const run = (each: PlannedAccount, row?: JournalRow) =>
    applyContacts({
      deeds: aws.deeds,
      askOtp: aws.reader,
      keep: (next) => {
        kept.push(next);
        return Promise.resolve();
      },
      nowSeconds: () => 1_795_000_000,
      wait: () => Promise.resolve(),
    })({ planned: each, row });
  return { aws, kept, run, held: aws.held(account) };
}

describe("carrying out one account's contact changes", () => {
  it("reads all, writes each, reads each back", async () => {
    const { aws, run, held, kept } = trial();
    const outcome = await run(planned(phoneChange, deletion, creation));
    expect(outcome).toEqual({
      account,
      status: "changed",
      changes: [{ status: "changed" }, { status: "changed" }, { status: "changed" }],
    });
    expect(held.primary).toEqual(newPrimary);
    expect(held.alternates).toEqual({ SECURITY: alternateForTest() });
    expect(aws.calls.slice(0, 5)).toEqual([
      `GetContactInformation ${account}`,
      `GetAlternateContact BILLING ${account}`,
      `GetAlternateContact SECURITY ${account}`,
      `PutContactInformation ${account}`,
      `GetContactInformation ${account}`,
    ]);
    expect(aws.writes.length).toBe(3);
    expect(kept.at(-1)).toEqual({
      account,
      steps: ["primary", "BILLING", "SECURITY"].map((change) => ({ change, state: "written", at: 1_795_000_000 })),
      isFinished: true,
    });
  });

  it("writes nothing where all is as planned already", async () => {
    const { aws, run, held, kept } = trial();
    held.primary = { ...newPrimary, PhoneNumber: "+1 (555) 0199", CountryCode: "ch" };
    expect((await run(planned(phoneChange))).status).toBe("already");
    expect(aws.writes).toEqual([]);
    expect(kept).toEqual([{ account, steps: [], isFinished: true }]);
  });

  it("writes nothing at all where one record is neither old nor new", async () => {
    const { aws, run, held, kept } = trial();
    held.alternates = { BILLING: alternateForTest({ EmailAddress: "evil@corp.example" }) };
    expect(await run(planned(phoneChange, deletion))).toEqual({
      account,
      status: "stale",
      changes: [{ status: "not-begun" }, { status: "stale", fields: ["EmailAddress"] }],
    });
    expect([aws.writes, kept]).toEqual([[], []]);
  });

  it.each([
    ["a field that the plan leaves alone", { ...primaryForTest(), City: "Basel" }, ["City"]],
    ["a record that is gone", null, ["the whole record"]],
    ["a field more", { ...primaryForTest(), CompanyName: "Evil" }, ["CompanyName"]],
  ])("is stale by %s", async (_name, primary, fields) => {
    const { aws, run, held } = trial();
    held.primary = primary;
    expect((await run(planned(phoneChange))).changes).toEqual([{ status: "stale", fields }]);
    expect(aws.writes).toEqual([]);
  });

  it("looks again before each further write", async () => {
    const { aws, run, held } = trial();
    aws.before(`PutContactInformation ${account}`, () => {
      held.alternates = {};
      held.alternates.SECURITY = alternateForTest({ Name: "Else" });
    });
    expect((await run(planned(phoneChange, creation))).changes).toEqual([
      { status: "changed" },
      { status: "stale", fields: ["the whole record"] },
    ]);
    expect(aws.writes).toEqual([`PutContactInformation ${account}`]);
  });

  it("stops before the first write when a record cannot be read", async () => {
    const { aws, run } = trial();
    const deed = refusal("account:GetAlternateContact", "AccessDenied");
    aws.before(`GetAlternateContact BILLING ${account}`, deed);
    expect(await run(planned(phoneChange, deletion))).toEqual({
      account,
      status: "refused",
      changes: [{ status: "not-begun" }, { status: "refused", deed }],
    });
    expect(aws.writes).toEqual([]);
  });

  it("stops at a write that AWS refuses, and says what was done before", async () => {
    const { aws, run, kept } = trial();
    const deed = refusal("account:DeleteAlternateContact", "AccessDenied");
    aws.before(`DeleteAlternateContact BILLING ${account}`, deed);
    const outcome = await run(planned(phoneChange, deletion, creation));
    expect(outcome.status).toBe("refused");
    expect(outcome.changes).toEqual([{ status: "changed" }, { status: "refused", deed }, { status: "not-begun" }]);
    expect(kept.at(-1)?.isFinished).toBe(false);
  });

  it("waits for what AWS shows a moment later, and no longer than that", async () => {
    const { aws, run, held } = trial();
    const lag = () => {
      held.primary = primaryForTest();
    };
    const show = () => {
      held.primary = newPrimary;
    };
    aws.before(`GetContactInformation ${account}`, null, lag, lag, show);
    expect((await run(planned(phoneChange))).status).toBe("changed");
    const other = trial();
    const never = () => {
      other.held.primary = primaryForTest({ City: "Basel" });
    };
    other.aws.before(`GetContactInformation ${account}`, null, never);
    expect(await other.run(planned(phoneChange, creation))).toEqual({
      account,
      status: "unconfirmed",
      changes: [{ status: "unconfirmed", fields: ["City", "PhoneNumber"] }, { status: "not-begun" }],
    });
    expect(other.aws.writes.length).toBe(1);
  });

  it("says so where a write could not be read back", async () => {
    const { aws, run } = trial();
    const denied = refusal("account:GetContactInformation", "AccessDenied");
    aws.before(`GetContactInformation ${account}`, null, denied, denied, denied);
    expect((await run(planned(phoneChange))).changes).toEqual([
      { status: "unconfirmed", fields: ["account:GetContactInformation: AccessDenied"] },
    ]);
  });

  it("takes a deletion of what is gone for done", async () => {
    const { aws, run, held } = trial();
    aws.before(`DeleteAlternateContact BILLING ${account}`, () => {
      held.alternates = {};
    });
    expect((await run(planned(deletion))).status).toBe("changed");
  });

  it("goes on where a run was stopped, and says what it had changed", async () => {
    const { aws, run, held } = trial();
    held.primary = newPrimary;
    const row: JournalRow = { account, steps: [{ change: "primary", state: "written", at: 1 }], isFinished: false };
    expect((await run(planned(phoneChange, deletion), row)).changes).toEqual([
      { status: "changed" },
      { status: "changed" },
    ]);
    expect(aws.writes).toEqual([`DeleteAlternateContact BILLING ${account}`]);
  });

  it("never sends again what AWS took, though the old record is back", async () => {
    const { aws, run } = trial();
    const row: JournalRow = { account, steps: [{ change: "primary", state: "written", at: 1 }], isFinished: false };
    expect(await run(planned(phoneChange, deletion), row)).toEqual({
      account,
      status: "unconfirmed",
      changes: [{ status: "unconfirmed", fields: ["the old record is back"] }, { status: "not-begun" }],
    });
    expect(aws.writes).toEqual([]);
  });

  it("keeps that AWS took a write before it reads back", async () => {
    const { aws, run, kept } = trial();
    let keptBefore = 0;
    aws.before(`GetContactInformation ${account}`, null, () => {
      keptBefore = kept.length;
    });
    await run(planned(phoneChange));
    expect(keptBefore).toBe(1);
  });
});
