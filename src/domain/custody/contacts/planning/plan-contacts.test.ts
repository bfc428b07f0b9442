import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import type { ContactFacts, ContactReading } from "../records/contact-facts.ts";
import { readDesiredContacts } from "./desired-contacts.ts";
import { planContacts } from "./plan-contacts.ts";
import { alternateForTest, primaryForTest } from "../plan-for-test.ts";

const read = <T>(value: T | null): ContactReading<T> => ({ status: "read", value });
const unread = (needs: string) => ({ status: "unread", needs, code: "AccessDenied", message: "no" }) as const;

const facts = (id: string, more: Partial<ContactFacts> = {}): ContactFacts => ({
  account: `aws:${id}`,
  name: `name of ${id}`,
  place: "member",
  isActive: true,
  mailbox: read(`root+${id.slice(0, 1)}@corp.example`),
  primary: read(primaryForTest()),
  alternates: { BILLING: read<never>(null), OPERATIONS: read<never>(null), SECURITY: read(alternateForTest()) },
  ...more,
});

const one = "222222222222";
const two = "333333333333";
const management = "111111111111";
const security = { name: "Security", title: "Team", email: "sec@corp.example", phone: "+1 555 0200" };

function planned(accounts: Readonly<Record<string, unknown>>, all: readonly ContactFacts[] = [facts(one)]) {
  return planContacts({
    deployment: "acme",
    madeAt: 1_795_000_000,
    management: `aws:${management}`,
    organization: "o-abcdefghij",
    facts: all,
    desired: readDesiredContacts({ accounts }),
    readersOf: (mailbox) => ({ "root+2@corp.example": ["ann", "bob"] })[mailbox] ?? null,
    holdersOf: (phone) => ({ "+15550100": ["cyd", "bob"] })[phone] ?? null,
  });
}
const phone = { primary: { phone: "+1 555 0199" } };
const refused = (result: ReturnType<typeof planned>) =>
  result.refusals.map(({ account, row, detail }) => `${account} ${row.code} ${detail}`);

describe("planning contacts", () => {
  it("takes what is not named from the old record, because a Put replaces all of it", () => {
    const old = { ...primaryForTest(), AddressLine2: " c/o X ", CountryCode: "ch" };
    const { plan, unchanged, refusals } = planned({ [one]: phone }, [facts(one, { primary: read(old) })]);
    expect(plan?.accounts[0]?.changes).toEqual([
      {
        kind: "primary",
        old: { ...primaryForTest(), AddressLine2: "c/o X" },
        new: { ...primaryForTest(), AddressLine2: "c/o X", PhoneNumber: "+1 555 0199" },
      },
    ]);
    expect([unchanged, refusals]).toEqual([[], []]);
  });

  it("empties a field only by its word", () => {
    const old = primaryForTest({ CompanyName: "Corp" });
    const { plan } = planned({ [one]: { primary: { companyName: "none" } } }, [facts(one, { primary: read(old) })]);
    const [change] = plan?.accounts[0]?.changes ?? [];
    expect(change).toEqual({ kind: "primary", old, new: primaryForTest() });
  });

  it("names accounts in which all is as wanted, and no others", () => {
    const same = { primary: { phone: "+1 (555) 0100" }, alternate: { security, billing: "none" } };
    const result = planned({ [one]: same }, [facts(one), facts(two)]);
    expect(result).toEqual({ plan: null, unchanged: [`aws:${one}`], refusals: [], untold: [] });
  });

  it("plans alternates, deletions and moves in one order, accounts ascending", () => {
    const wanted = { alternate: { security: "none", billing: security }, mailbox: "root@new.example" };
    const { plan } = planned({ [two]: phone, [one]: { ...phone, ...wanted } }, [facts(two), facts(one)]);
    expect(plan?.accounts.map(({ account }) => account)).toEqual([`aws:${one}`, `aws:${two}`]);
    expect(plan?.accounts[0]?.changes.map((each) => ("type" in each ? each.type : each.kind))).toEqual([
      "primary",
      "BILLING",
      "SECURITY",
      "mailbox",
    ]);
    expect(plan?.accounts[0]?.changes.slice(1)).toEqual([
      { kind: "alternate", type: "BILLING", old: null, new: alternateForTest() },
      { kind: "alternate", type: "SECURITY", old: alternateForTest(), new: null },
      { kind: "mailbox", old: "root+2@corp.example", new: "root@new.example" },
    ]);
  });

  it("tells the old mailbox and its readers, the old phone and its holders", () => {
    expect(planned({ [one]: phone }).plan?.accounts[0]?.tell).toEqual({
      mailboxes: ["root+2@corp.example"],
      phones: ["+15550100"],
      people: ["ann", "bob", "cyd"],
    });
    expect(planned({ [one]: { mailbox: "root@new.example" } }).plan?.accounts[0]?.tell).toEqual({
      mailboxes: ["root+2@corp.example"],
      phones: [],
      people: ["ann", "bob"],
    });
    expect(planned({ [one]: { primary: { city: "Basel" } } }).plan?.accounts[0]?.tell.phones).toEqual([]);
    expect(planned({ [one]: { alternate: { security: "none" } } }).plan?.accounts[0]?.tell).toEqual({
      mailboxes: ["sec@corp.example"],
      phones: [],
      people: [],
    });
  });

  it("says about whom the inventory is silent", () => {
    expect(planned({ [two]: phone }, [facts(two)]).untold).toEqual([
      { account: `aws:${two}`, kind: "mailbox", value: "root+3@corp.example" },
    ]);
  });

  it("never plans from a record that was not read, and names the missing call", () => {
    const call = "account:GetContactInformation";
    const wanted = { ...phone, alternate: { security: "none" }, mailbox: "root@new.example" };
    expect(refused(planned({ [one]: wanted }, [facts(one, { primary: unread(call) })]))).toEqual([
      `aws:${one} CONTACTS_NOT_READ ${call} (AccessDenied)`,
    ]);
    const bare: ContactFacts = { account: `aws:${one}`, name: "n", place: "member", isActive: true };
    const result = planned({ [one]: wanted }, [bare]);
    expect(result.plan).toBe(null);
    expect(refused(result)).toEqual([
      `aws:${one} CONTACTS_NOT_READ ${call}`,
      `aws:${one} CONTACTS_NOT_READ account:GetAlternateContact`,
      `aws:${one} CONTACTS_NOT_READ account:GetPrimaryEmail`,
    ]);
    expect(result.unchanged).toEqual([]);
  });

  it("changes no primary contact whose root mailbox is not known, as nobody could be told", () => {
    const silent = facts(one, { mailbox: unread("organizations:ListAccounts") });
    expect(refused(planned({ [one]: phone }, [silent]))).toEqual([
      `aws:${one} CONTACTS_NOT_READ organizations:ListAccounts (AccessDenied)`,
    ]);
  });

  it("fills an account that AWS has no contact of, when all of it is given", () => {
    const whole = {
      fullName: "Jane Doe",
      addressLine1: "Main Street 1",
      city: "Bern",
      postalCode: "3000",
      countryCode: "CH",
      phone: "+1 555 0100",
    };
    const empty = facts(one, { primary: read<never>(null) });
    expect(planned({ [one]: { primary: whole } }, [empty]).plan?.accounts[0]?.changes).toEqual([
      { kind: "primary", old: null, new: primaryForTest() },
    ]);
    expect(refused(planned({ [one]: phone }, [empty]))[0]).toMatch(
      /CONTACTS_RECORD_UNFIT primary\.\w+: AWS has none and wants one/,
    );
  });

  it("refuses a record that AWS would refuse, by its field", () => {
    const german = facts(one, { primary: read(primaryForTest({ CountryCode: "DE" })) });
    expect(refused(planned({ [one]: phone }, [german]))).toEqual([
      `aws:${one} CONTACTS_RECORD_UNFIT primary.stateOrRegion: AWS wants a state or region in this country`,
    ]);
    const legacy = facts(one, { primary: read({ ...primaryForTest(), City: "a\u202eb" }) });
    expect(refused(planned({ [one]: phone }, [legacy]))).toEqual([
      `aws:${one} CONTACTS_RECORD_UNFIT primary.city: a character that does not show`,
    ]);
    expect(planned({ [one]: { primary: { phone: "+1 555 0199", city: "Bern" } } }, [legacy]).refusals).toEqual([]);
  });

  it("leaves mailboxes of management and standalone accounts to hands, and plans the rest of management", () => {
    const wanted = { ...phone, mailbox: "root@new.example" };
    const result = planned({ [management]: wanted }, [facts(management, { place: "management" })]);
    expect(refused(result)).toEqual([`aws:${management} CONTACTS_MAILBOX_BY_HAND management`]);
    expect(result.plan?.accounts[0]?.changes.map(({ kind }) => kind)).toEqual(["primary"]);
    const alone = planned({ [one]: wanted }, [facts(one, { place: "standalone" })]);
    expect(alone.plan).toBe(null);
    expect(refused(alone)).toEqual([
      `aws:${one} CONTACTS_OUT_OF_REACH not in the organization`,
      `aws:${one} CONTACTS_MAILBOX_BY_HAND standalone`,
    ]);
  });

  it("reaches active accounts only", () => {
    const result = planned({ "*": phone }, [facts(one, { isActive: false }), facts(two)]);
    expect(refused(result)).toEqual([`aws:${one} CONTACTS_OUT_OF_REACH not active`]);
    expect(result.refusals[0]?.isNamed).toBe(false);
    expect(result.plan?.accounts.map(({ account }) => account)).toEqual([`aws:${two}`]);
  });

  it("names accounts that nobody knows", () => {
    expect(refused(planned({ [two]: phone }))).toEqual([`${two} CONTACTS_ACCOUNT_UNKNOWN ${two}`]);
  });

  it("moves no mailbox to an address that is in use", () => {
    const result = planned({ [one]: { mailbox: "ROOT+3@corp.example" } }, [facts(one), facts(two)]);
    expect(refused(result)).toEqual([
      `aws:${one} CONTACTS_RECORD_UNFIT mailbox: the address belongs to account ${two}`,
    ]);
  });

  it("plans from names that steer screens without them", () => {
    expect(planned({ [one]: phone }, [facts(one, { name: "pay\u202e" })]).plan?.accounts[0]?.name).toBe("pay\ufffd");
    expect(planned({ [one]: phone }, [facts(one, { name: " " })]).plan?.accounts[0]?.name).toBe(one);
  });

  it("holds at most 1,000 accounts", () => {
    const many = Array.from({ length: 1001 }, (_, at) => facts(String(200_000_000_000 + at)));
    expect(planned({ "*": phone }, many.slice(1)).plan?.accounts.length).toBe(1000);
    expect(codedRow(() => planned({ "*": phone }, many))).toBe("CONTACTS_PLAN_TOO_LARGE");
  });
});
