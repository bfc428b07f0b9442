import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContactsPlan, planBytes, readContactsPlan } from "../contacts-plan.ts";
import type { ContactFacts, ContactReading } from "../records/contact-facts.ts";
import { alternateTypes, primaryFields } from "../records/contact-fields.ts";
import { readDesiredContacts } from "./desired-contacts.ts";
import { planContacts } from "./plan-contacts.ts";

const text = fc.oneof(
  fc.constantFrom("Jane Doe", " Bern", "ch", "CH", "+1 555 0100", "+15550100", "", "none"),
  fc.string(),
);
const reading = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<ContactReading<T> | undefined> =>
  fc.oneof(
    { weight: 8, arbitrary: value.map((each) => ({ status: "read", value: each }) as const) },
    fc.constantFrom({ status: "read", value: null } as const, undefined, {
      status: "unread",
      needs: "account:GetContactInformation",
      code: "AccessDenied",
      message: "no",
    } as const),
  );
const record = (fields: readonly string[]) =>
  fc.record(Object.fromEntries(fields.map((field) => [field, text])), { requiredKeys: [] });

const alternate = reading(record(["Name", "Title", "EmailAddress", "PhoneNumber"]));
const facts = fc.record({
  name: fc.string(),
  place: fc.constantFrom("management", "member", "member", "standalone"),
  isActive: fc.boolean(),
  mailbox: reading(fc.constantFrom("root@corp.example", "Root+1@corp.example", "old", "x\u202e@y")),
  primary: reading(record(primaryFields)),
  alternates: fc.record({ BILLING: alternate, OPERATIONS: alternate, SECURITY: alternate }),
});
const contact = fc.constantFrom("none", { name: "Sec", title: "T", email: "sec@corp.example", phone: "+1 555" });
const wanted = fc.record(
  {
    primary: fc.record(
      {
        fullName: fc.constantFrom("Jane Doe", "Mary"),
        addressLine1: fc.constant("Street 1"),
        addressLine2: fc.constantFrom("none", "Floor 2"),
        city: fc.constant("Bern"),
        postalCode: fc.constant("3000"),
        countryCode: fc.constantFrom("ch", "DE"),
        phone: fc.constantFrom("+1 555 0100", "+1 555 0199"),
      },
      { requiredKeys: [] },
    ),
    alternate: fc.record({ security: contact, billing: contact }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const organization = fc
  .record({
    all: fc.array(facts, { maxLength: 4 }),
    words: fc.dictionary(fc.constantFrom("*", "200000000000", "200000000001", "200000000003"), wanted),
    moves: fc.subarray(["200000000000", "200000000002"]),
  })
  .map(({ all, words, moves }) => {
    const accounts: Record<string, unknown> = { ...words };
    for (const id of moves) accounts[id] = { ...words[id], mailbox: `root-${id}@new.example` };
    return {
      facts: all.map((each, at): ContactFacts => ({ ...each, account: `aws:${200_000_000_000 + at}` })),
      desired: readDesiredContacts({ accounts }),
    };
  });

const plan = (given: {
  readonly facts: readonly ContactFacts[];
  readonly desired: ReturnType<typeof readDesiredContacts>;
}) =>
  planContacts({
    ...given,
    deployment: "acme",
    madeAt: 1,
    management: "aws:999999999999",
    organization: "o-abcdefghij",
    readersOf: () => ["ann"],
    holdersOf: () => null,
  });

/** The facts as they are once a plan was carried out. */
function carriedOut(facts: readonly ContactFacts[], done: ContactsPlan): readonly ContactFacts[] {
  return facts.map((each) => {
    let after = each;
    for (const change of done.accounts.find(({ account }) => account === each.account)?.changes ?? []) {
      if (change.kind === "primary") after = { ...after, primary: { status: "read", value: change.new } };
      else if (change.kind === "mailbox") after = { ...after, mailbox: { status: "read", value: change.new } };
      else
        after = { ...after, alternates: { ...after.alternates, [change.type]: { status: "read", value: change.new } } };
    }
    return after;
  });
}

describe("planning contacts from any facts", () => {
  it("gives a plan that is read back, and wants nothing more once it was carried out", () => {
    fc.assert(
      fc.property(organization, (given) => {
        const first = plan(given);
        if (first.plan === null) return;
        expect(readContactsPlan(planBytes(first.plan))).toEqual(first.plan);
        const second = plan({ ...given, facts: carriedOut(given.facts, first.plan) });
        expect(second.plan).toBe(null);
        expect(second.refusals).toEqual(first.refusals);
      }),
      { numRuns: 400 },
    );
  });

  it("never plans from what was not read, and leaves no account that was named without a word", () => {
    fc.assert(
      fc.property(organization, (given) => {
        const { plan: made, unchanged, refusals } = plan(given);
        for (const { account, changes } of made?.accounts ?? []) {
          const facts = given.facts.find((each) => each.account === account);
          for (const change of changes) {
            const read = change.kind === "alternate" ? facts?.alternates?.[change.type] : facts?.[change.kind];
            expect(read?.status).toBe("read");
            expect([facts?.place !== "standalone", facts?.isActive]).toEqual([true, true]);
            if (change.kind !== "alternate") expect(facts?.mailbox?.status).toBe("read");
          }
        }
        for (const id of given.desired.named) {
          const { primary, alternate: contacts, mailbox } = given.desired.of(id);
          const isAsked =
            Object.keys(primary).length > 0 || alternateTypes.some((type) => type in contacts) || mailbox !== null;
          const isKnown = given.facts.some(({ account }) => account === `aws:${id}`);
          const words = [
            made?.accounts.some(({ account }) => account === `aws:${id}`),
            unchanged.includes(`aws:${id}`),
            refusals.some(({ account }) => account === `aws:${id}` || account === id),
          ];
          expect(words.includes(true)).toBe(isAsked || !isKnown);
        }
      }),
      { numRuns: 400 },
    );
  });
});
