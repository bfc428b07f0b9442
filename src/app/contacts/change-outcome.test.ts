import { describe, expect, it } from "vitest";
import { accountOutcome, type ChangeOutcome } from "./change-outcome.ts";
import { refusal } from "./pretend-contacts-for-test.ts";

const account = "aws:222222222222";

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
