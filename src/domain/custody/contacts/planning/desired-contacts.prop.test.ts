import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import { readDesiredContacts } from "./desired-contacts.ts";

const part = fc.oneof({ weight: 3, arbitrary: fc.string() }, fc.constant("none"), fc.jsonValue());
const record = (...keys: string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, part])), { requiredKeys: [] });
const alternate = record("name", "title", "email", "phone");
const likely = fc.record({
  accounts: fc.dictionary(
    fc.constantFrom("*", "222222222222", "333333333333", "__proto__", "x"),
    fc.record(
      {
        primary: record("fullName", "addressLine2", "countryCode", "phone", "stateOrRegion", "__proto__"),
        alternate: fc.record({ security: alternate, billing: part }, { requiredKeys: [] }),
        mailbox: part,
      },
      { requiredKeys: [] },
    ),
  ),
});

describe("the reader of desired contacts", () => {
  it("answers any value with a meaning or a coded error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue(), likely), (value) => {
        const code = codedRow(() => readDesiredContacts(value).of("222222222222"));
        expect([null, "CONTACTS_DESIRED_UNFIT"]).toContain(code);
      }),
      { numRuns: 1000 },
    );
  });
});
