import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CodedError } from "../../../core/coded-error.ts";
import { desiredContactsSchema, readDesiredContacts, spelledField } from "./desired-contacts.ts";

const alternate = { name: "Security", title: "Team", email: "sec@corp.example", phone: "+1 555 0200" };

/** What the refusal says, as a person reads it. */
function refusal(value: unknown): string {
  try {
    readDesiredContacts(value);
    return "";
  } catch (error) {
    if (error instanceof CodedError) return `${error.row.code}: ${error.detail ?? ""}`;
    throw error;
  }
}
const unfit = (problem: string) => `CONTACTS_DESIRED_UNFIT: ${problem}`;

describe("the file of desired contacts", () => {
  it("asks for nothing that it does not name", () => {
    expect(readDesiredContacts({ accounts: {} }).of("222222222222")).toEqual({
      primary: {},
      alternate: {},
      mailbox: null,
    });
  });

  it("takes an account's own words before those for all, field by field and contact by contact", () => {
    const desired = readDesiredContacts({
      accounts: {
        "*": { primary: { phone: "+1 555 0100", city: "Bern" }, alternate: { security: alternate, billing: "none" } },
        "222222222222": {
          primary: { phone: "+1 555 0199" },
          alternate: { security: { ...alternate, name: "Own" } },
          mailbox: "Root@New.example",
        },
      },
    });
    expect(desired.named).toEqual(["222222222222"]);
    const security = { Name: "Security", Title: "Team", EmailAddress: "sec@corp.example", PhoneNumber: "+1 555 0200" };
    expect(desired.of("333333333333")).toEqual({
      primary: { PhoneNumber: "+1 555 0100", City: "Bern" },
      alternate: { SECURITY: security, BILLING: null },
      mailbox: null,
    });
    expect(desired.of("222222222222")).toEqual({
      primary: { PhoneNumber: "+1 555 0199", City: "Bern" },
      alternate: { SECURITY: { ...security, Name: "Own" }, BILLING: null },
      mailbox: "Root@new.example",
    });
  });

  it("writes values as AWS keeps them, and empties optional fields with the word none", () => {
    const primary = {
      fullName: "  Zoe\u0308 ",
      countryCode: "ch",
      companyName: "none",
      city: "none",
      postalCode: "3000 ",
    };
    expect(readDesiredContacts({ accounts: { "*": { primary } } }).of("1").primary).toEqual({
      FullName: "Zo\u00eb",
      CountryCode: "CH",
      CompanyName: null,
      City: "none",
      PostalCode: "3000",
    });
  });

  it.each([
    ["an unknown key", { accounts: {}, account: {} }, unfit('Unrecognized key: "account"')],
    ["an unknown part", { accounts: { "*": { phones: {} } } }, unfit('account *: Unrecognized key: "phones"')],
    [
      "AWS's own spelling",
      { accounts: { "222222222222": { primary: { PhoneNumber: "+1 555 0100" } } } },
      unfit('account 222222222222, primary: Unrecognized key: "PhoneNumber"'),
    ],
    [
      "an account of eleven digits",
      { accounts: { "22222222222": {} } },
      unfit("account 22222222222: twelve digits, in quotes, or *"),
    ],
    [
      "a phone that YAML read as a number",
      { accounts: { "222222222222": { primary: { phone: 15_550_100 } } } },
      unfit("account 222222222222, primary.phone: text, in quotes"),
    ],
    [
      "a phone without its country",
      { accounts: { "222222222222": { primary: { phone: "0555 0100" } } } },
      unfit("account 222222222222, primary.phone: a phone number like +1 206 555 0100"),
    ],
    [
      "a required field that is to be emptied",
      { accounts: { "222222222222": { primary: { countryCode: "none" } } } },
      unfit("account 222222222222, primary.countryCode: two letters (ISO 3166)"),
    ],
    [
      "half an alternate contact",
      { accounts: { "222222222222": { alternate: { security: { name: "Sec" } } } } },
      unfit("account 222222222222, alternate.security.title: Invalid input: expected string, received undefined"),
    ],
    [
      "an alternate contact that is only a word",
      { accounts: { "222222222222": { alternate: { security: "nobody" } } } },
      unfit("account 222222222222, alternate.security: Invalid input: expected object, received string"),
    ],
    [
      "an address of more than 64 characters",
      { accounts: { "222222222222": { mailbox: `${"x".repeat(60)}@a.ch` } } },
      unfit("account 222222222222, mailbox: Too big: expected string to have <=64 characters"),
    ],
    [
      "one address for all",
      { accounts: { "*": { mailbox: "root@corp.example" } } },
      unfit("account *, mailbox: two accounts cannot have one address"),
    ],
    [
      "one address for two",
      { accounts: { "222222222222": { mailbox: "r@a.example" }, "333333333333": { mailbox: "R@A.example" } } },
      unfit("account 333333333333, mailbox: account 222222222222 gets the same address"),
    ],
    ["nothing", null, unfit("Invalid input: expected object, received null")],
  ])("is refused with %s, by account and field", (_name, value, expected) => {
    expect(refusal(value)).toBe(expected);
  });

  it("is published as a JSON Schema that knows its keys", () => {
    const published = JSON.stringify(z.toJSONSchema(desiredContactsSchema, { io: "input" }));
    for (const key of ["accounts", "fullName", "websiteUrl", "operations", "mailbox"]) expect(published).toContain(key);
  });

  it("is spelled as messages about it are", () => {
    expect(["PhoneNumber", "AddressLine1", "Other"].map(spelledField)).toEqual(["phone", "addressLine1", "Other"]);
  });
});
