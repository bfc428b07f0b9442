import * as fc from "fast-check";
import type { AlternateContact, PrimaryContact } from "./records/contact-fields.ts";
import { contactsPlanSchema, type ContactChange, type ContactsPlan } from "./contacts-plan.ts";

/** A primary contact of tests, with some fields of its own. */
export const primaryForTest = (fields: Partial<PrimaryContact> = {}): PrimaryContact => ({
  FullName: "Jane Doe",
  AddressLine1: "Main Street 1",
  City: "Bern",
  PostalCode: "3000",
  CountryCode: "CH",
  PhoneNumber: "+1 555 0100",
  ...fields,
});

/** An alternate contact of tests, with some fields of its own. */
export const alternateForTest = (fields: Partial<AlternateContact> = {}): AlternateContact => ({
  Name: "Security",
  Title: "Team",
  EmailAddress: "sec@corp.example",
  PhoneNumber: "+1 555 0200",
  ...fields,
});

/** A plan of management 111111111111 with these changes by account. */
export function planForTest(
  changes: Readonly<Record<string, readonly ContactChange[]>>,
  partition = "aws",
): ContactsPlan {
  return contactsPlanSchema.parse({
    schema: "rootward.contacts-plan/v1",
    deployment: "acme",
    madeAt: 1_795_000_000,
    management: `${partition}:111111111111`,
    organization: "o-abcdefghij",
    accounts: Object.keys(changes)
      .toSorted()
      .map((id) => ({
        account: `${partition}:${id}`,
        name: `account ${id}`,
        changes: changes[id],
        tell: { mailboxes: [], phones: [], people: [] },
      })),
  });
}

/** A phone change. */
export const phoneChange: ContactChange = {
  kind: "primary",
  old: primaryForTest(),
  new: primaryForTest({ PhoneNumber: "+1 555 0199" }),
};

/** A move to an address. */
export const moveTo = (address: string, from = "root@corp.example"): ContactChange => ({
  kind: "mailbox",
  old: from,
  new: address,
});

const label = fc.stringMatching(/^[a-z0-9]{1,20}$/);
const changeSet = fc
  .record({
    primary: fc.boolean(),
    BILLING: fc.constantFrom("put", "delete", "no"),
    OPERATIONS: fc.constantFrom("put", "delete", "no"),
    SECURITY: fc.constantFrom("put", "delete", "no"),
    mail: fc.option(fc.tuple(label, label, label), { nil: null }),
  })
  .map(({ primary, mail, ...types }): readonly ContactChange[] => [
    ...(primary ? [phoneChange] : []),
    ...(["BILLING", "OPERATIONS", "SECURITY"] as const).flatMap((type): readonly ContactChange[] => {
      if (types[type] === "no") return [];
      return types[type] === "put"
        ? [{ kind: "alternate", type, old: null, new: alternateForTest() }]
        : [{ kind: "alternate", type, old: alternateForTest(), new: null }];
    }),
    ...(mail === null ? [] : [moveTo(`r@${mail.join(".")}`)]),
  ])
  .filter((all) => all.length > 0);

/** Plans of up to so many members, with any mixture of changes. */
export const anyPlan = (most: number): fc.Arbitrary<ContactsPlan> =>
  fc
    .record({
      sets: fc.array(changeSet, { minLength: 1, maxLength: 6 }),
      count: fc.integer({ min: 1, max: most }),
      seed: fc.nat(),
      partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
    })
    .map(({ sets, count, seed, partition }) => {
      const accounts: Record<string, readonly ContactChange[]> = {};
      for (let at = 0; at < count; at++) {
        // Sets in a mixed order, the same for a seed.
        const chosen = sets[((at + 1) * ((seed % 9973) + 1)) % sets.length] ?? [];
        accounts[String(200_000_000_000 + at)] = chosen;
      }
      return planForTest(accounts, partition);
    });
