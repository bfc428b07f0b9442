import { describe, expect, it } from "vitest";
import type { ContactChange } from "../contacts-plan.ts";
import { alternateForTest, moveTo, phoneChange, primaryForTest } from "../plan-for-test.ts";
import { standingOf } from "./standing-of.ts";

const deletion: ContactChange = { kind: "alternate", type: "BILLING", old: alternateForTest(), new: null };
const creation: ContactChange = { kind: "alternate", type: "BILLING", old: null, new: alternateForTest() };
const alternate = (record: Parameters<typeof alternateForTest>[0] | null) => ({
  kind: "alternate" as const,
  record: record === null ? null : alternateForTest(record),
});

describe("where an account stands between old and new", () => {
  it("is at the old record, also where AWS writes it otherwise", () => {
    const record = { ...primaryForTest(), PhoneNumber: "+1-555-0100", CountryCode: "ch", CompanyName: " " };
    expect(standingOf(phoneChange, { kind: "primary", record })).toEqual({ status: "old" });
  });

  it("is at the new record", () => {
    const record = primaryForTest({ PhoneNumber: "+15550199" });
    expect(standingOf(phoneChange, { kind: "primary", record })).toEqual({ status: "new" });
  });

  it("is elsewhere by any field, also one that the change leaves alone", () => {
    const record = primaryForTest({ City: "Basel" });
    expect(standingOf(phoneChange, { kind: "primary", record })).toEqual({ status: "other", fields: ["City"] });
    const half = primaryForTest({ PhoneNumber: "+1 555 0199", City: "Basel" });
    expect(standingOf(phoneChange, { kind: "primary", record: half })).toEqual({
      status: "other",
      fields: ["City", "PhoneNumber"],
    });
    expect(standingOf(phoneChange, { kind: "primary", record: null }).status).toBe("other");
  });

  it("knows contacts that are not there", () => {
    expect(standingOf(deletion, alternate(null))).toEqual({ status: "new" });
    expect(standingOf(deletion, alternate({}))).toEqual({ status: "old" });
    expect(standingOf(deletion, alternate({ Name: "Else" }))).toEqual({ status: "other", fields: ["Name"] });
    expect(standingOf(creation, alternate(null))).toEqual({ status: "old" });
    expect(standingOf(creation, alternate({}))).toEqual({ status: "new" });
    expect(standingOf(creation, alternate({ Title: "x" })).status).toBe("other");
  });

  it("compares mailboxes without letter case", () => {
    const move = moveTo("root@new.example");
    const at = (record: string | null) => standingOf(move, { kind: "mailbox", record }).status;
    expect([at("Root@Corp.example"), at("ROOT@new.example"), at("root@evil.example"), at(null)]).toEqual([
      "old",
      "new",
      "other",
      "other",
    ]);
  });

  it("takes a record of another kind for neither", () => {
    expect(standingOf(phoneChange, alternate({})).status).toBe("other");
  });
});
