import { describe, expect, it } from "vitest";
import { maskedChange, wholeChange } from "./masked-change.ts";
import { alternateForTest, moveTo, phoneChange, primaryForTest } from "../plan-for-test.ts";

describe("a change as people see it", () => {
  it("masks numbers, addresses and names, old and new", () => {
    expect(maskedChange(phoneChange)).toEqual(["primary contact, PhoneNumber: ***0100 -> ***0199"]);
    expect(maskedChange(moveTo("root+pay@new.example"))).toEqual([
      "root mailbox: r***@corp.example -> r***@new.example",
    ]);
    expect(
      maskedChange({
        kind: "primary",
        old: primaryForTest({ CompanyName: "Corp" }),
        new: primaryForTest({ FullName: "Mary Poe", CountryCode: "AT" }),
      }),
    ).toEqual([
      "primary contact, FullName: J*** -> M***",
      "primary contact, CompanyName: C*** -> none",
      "primary contact, CountryCode: CH -> AT",
    ]);
    expect(maskedChange({ kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() })).toEqual([
      "SECURITY contact, PhoneNumber: none -> ***0200",
      "SECURITY contact, Name: none -> S***",
      "SECURITY contact, Title: none -> T***",
      "SECURITY contact, EmailAddress: none -> s***@corp.example",
    ]);
  });

  it("says so where two masks look the same", () => {
    expect(
      maskedChange({ kind: "primary", old: primaryForTest(), new: primaryForTest({ PhoneNumber: "+44 20 555 0100" }) }),
    ).toEqual(["primary contact, PhoneNumber: ***0100 -> ***0100 (another one that looks the same)"]);
    expect(maskedChange(moveTo("rob@corp.example"))[0]).toMatch(/looks the same/);
  });

  it("has a line for a change that no field shows", () => {
    expect(maskedChange({ kind: "alternate", type: "BILLING", old: {}, new: null })).toEqual([
      "BILLING contact: an empty record -> none",
    ]);
  });

  it("shows everything only when asked, and nothing that steers a screen", () => {
    expect(wholeChange(phoneChange)).toEqual(["primary contact, PhoneNumber: +1 555 0100 -> +1 555 0199"]);
    const old = { ...primaryForTest(), FullName: "\u202eeoD\nenaJ\u001b[2J", City: "\u{1f600}x" };
    const change = { kind: "primary", old, new: primaryForTest() } as const;
    for (const line of [...wholeChange(change), ...maskedChange(change)]) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(maskedChange(change)).toContain("primary contact, City: \u{1f600}*** -> B***");
  });
});
