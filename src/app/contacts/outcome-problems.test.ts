import { describe, expect, it } from "vitest";
import { phoneChange, moveTo, planForTest } from "../../domain/custody/contacts/plan-for-test.ts";
import { accountOutcome, type ChangeOutcome } from "./change-outcome.ts";
import { outcomeProblems } from "./outcome-problems.ts";
import { refusal } from "./pretend-contacts-for-test.ts";

const [planned] = planForTest({ "222222222222": [phoneChange, moveTo("root@new.example")] }).accounts;
const account = "aws:222222222222";
const problems = (...changes: ChangeOutcome[]) =>
  planned === undefined
    ? []
    : outcomeProblems(planned, accountOutcome(account, changes)).map(({ row, detail }) => `${row.code} ${detail}`);

describe("problems after a plan was carried out", () => {
  it("name the account, what of it and the fields, and no contact data", () => {
    expect(problems({ status: "stale", fields: ["City", "PhoneNumber"] }, { status: "not-begun" })).toEqual([
      "CONTACTS_PLAN_STALE aws:222222222222, primary contact: City, PhoneNumber",
    ]);
    expect(problems({ status: "changed" }, { status: "unconfirmed", fields: ["the old address"] })).toEqual([
      "CONTACTS_UNCONFIRMED aws:222222222222, root mailbox: the old address",
    ]);
    const deed = refusal("account:PutContactInformation", "AccessDenied");
    expect(problems({ status: "refused", deed }, { status: "not-begun" })).toEqual([
      "CONTACTS_AWS_REFUSED aws:222222222222, primary contact: account:PutContactInformation: AccessDenied: no",
    ]);
  });

  it("are none where nobody has to look", () => {
    expect(problems({ status: "changed" }, { status: "pending-otp" })).toEqual([]);
    expect(problems({ status: "already" }, { status: "pending" })).toEqual([]);
  });
});

describe("the one word for an account", () => {
  it.each<[ChangeOutcome[], string]>([
    [[{ status: "already" }, { status: "already" }], "already"],
    [[{ status: "already" }, { status: "changed" }], "changed"],
    [[{ status: "changed" }, { status: "pending" }], "pending"],
    [[{ status: "pending" }, { status: "pending-otp" }], "pending-otp"],
    [[{ status: "pending-otp" }, { status: "unconfirmed", fields: [] }], "unconfirmed"],
    [
      [
        { status: "unconfirmed", fields: [] },
        { status: "stale", fields: [] },
      ],
      "stale",
    ],
    [
      [
        { status: "stale", fields: [] },
        { status: "refused", deed: refusal("a", "b") },
      ],
      "refused",
    ],
    [[{ status: "not-begun" }, { status: "already" }], "skipped"],
    [[{ status: "not-begun" }, { status: "not-begun" }], "skipped"],
  ])("is that of the change which needs a person most: %j", (changes, word) => {
    expect(accountOutcome(account, changes).status).toBe(word);
    expect(accountOutcome(account, changes.toReversed()).status).toBe(word);
  });
});
