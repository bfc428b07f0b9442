import { describe, expect, it } from "vitest";
import { alternateForTest, primaryForTest } from "../../domain/custody/contacts/plan-for-test.ts";
import { contactsStatus } from "./contacts-status.ts";
import { PretendContacts, refusal } from "./pretend-contacts-for-test.ts";
import { type AccountToRead, readContacts } from "./read-contacts.ts";

const one = "aws:222222222222";
const two = "aws:333333333333";

function pretend(...accounts: string[]) {
  const aws = new PretendContacts();
  for (const account of accounts) {
    aws.accounts.set(account, {
      primary: primaryForTest(),
      alternates: { SECURITY: alternateForTest() },
      email: "root@corp.example",
      update: null,
    });
  }
  return aws;
}
const toRead = (account: string, more: Partial<AccountToRead> = {}): AccountToRead => ({
  account,
  name: "pay",
  place: "member",
  isActive: true,
  ...more,
});

describe("reading contacts", () => {
  it("reads every part of every account, in the order given", async () => {
    const aws = pretend(one, two);
    const none = { status: "read", value: null };
    const facts = (account: string) => ({
      ...toRead(account),
      mailbox: { status: "read", value: "root@corp.example" },
      primary: { status: "read", value: primaryForTest() },
      alternates: { BILLING: none, OPERATIONS: none, SECURITY: { status: "read", value: alternateForTest() } },
    });
    expect(await readContacts({ deeds: aws.deeds })([toRead(two), toRead(one)])).toEqual([facts(two), facts(one)]);
  });

  it("keeps what AWS refuses as the missing call, and reads on", async () => {
    const aws = pretend(one, two);
    aws.before(`GetContactInformation ${one}`, refusal("account:GetContactInformation", "AccessDenied"));
    const [first, second] = await readContacts({ deeds: aws.deeds })([toRead(one), toRead(two)]);
    expect(first?.primary).toEqual({
      status: "unread",
      needs: "account:GetContactInformation",
      code: "AccessDenied",
      message: "no",
    });
    expect([first?.alternates?.SECURITY?.status, second?.primary?.status]).toEqual(["read", "read"]);
  });

  it("asks for no mailbox that the list of accounts named, nor for one that AWS never answers", async () => {
    const aws = pretend(one, two);
    const accounts = [toRead(one, { mailbox: "listed@corp.example" }), toRead(two, { place: "management" })];
    const [first, second] = await readContacts({ deeds: aws.deeds })(accounts);
    expect([first?.mailbox, second?.mailbox]).toEqual([{ status: "read", value: "listed@corp.example" }, undefined]);
    expect(aws.calls.filter((call) => call.startsWith("GetPrimaryEmail"))).toEqual([]);
  });

  it("asks nothing of accounts that cannot be reached, and only the parts that are wanted", async () => {
    const aws = pretend(one);
    const out = [toRead(one, { isActive: false, mailbox: "m@corp.example" }), toRead(one, { place: "standalone" })];
    const [closed] = await readContacts({ deeds: aws.deeds })(out);
    expect(closed?.mailbox).toEqual({ status: "read", value: "m@corp.example" });
    expect(aws.calls).toEqual([]);
    const parts = { primary: false, alternates: ["BILLING"] } as const;
    const [some] = await readContacts({ deeds: aws.deeds })([toRead(one, { mailbox: "m@x.example" })], parts);
    expect(aws.calls).toEqual([`GetAlternateContact BILLING ${one}`]);
    expect(some?.primary).toBe(undefined);
  });

  it("reads many at once, never more than it may, and tells how far it is", async () => {
    const accounts = Array.from({ length: 50 }, (_, at) => `aws:${222_222_222_200 + at}`);
    const aws = pretend(...accounts);
    let now = 0;
    let most = 0;
    const told: number[] = [];
    const getContactInformation: typeof aws.deeds.getContactInformation = async (input) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      const answer = await aws.deeds.getContactInformation(input);
      now--;
      return answer;
    };
    const deeds = { ...aws.deeds, getContactInformation };
    const read = await readContacts({ deeds, atOnce: 5, onRead: (done) => told.push(done) })(
      accounts.map((account) => toRead(account)),
    );
    expect(read.map(({ account }) => account)).toEqual(accounts);
    expect(most).toBe(5);
    expect(told).toEqual(accounts.map((_, at) => at + 1));
    expect(await readContacts({ deeds, atOnce: 0 })([])).toEqual([]);
  });
});

describe("the status of contacts", () => {
  it("shows one row for each account, masked", async () => {
    const aws = pretend(one);
    aws.held(one).update = { status: "PENDING", email: "x@new.example", otp: "CODE00" };
    const [row] = await contactsStatus({ deeds: aws.deeds })({ accounts: [toRead(one)], showContacts: false });
    expect(row).toEqual({
      account: one,
      name: "pay",
      place: "member",
      isActive: true,
      mailbox: { status: "read", value: "r***@corp.example" },
      primary: {
        status: "read",
        value: {
          FullName: "J***",
          AddressLine1: "M***",
          City: "B***",
          PostalCode: "3***",
          CountryCode: "CH",
          PhoneNumber: "***0100",
        },
      },
      verification: "VERIFIED",
      alternates: {
        BILLING: { status: "read", value: null },
        OPERATIONS: { status: "read", value: null },
        SECURITY: {
          status: "read",
          value: { Name: "S***", Title: "T***", EmailAddress: "s***@corp.example", PhoneNumber: "***0200" },
        },
      },
      emailUpdate: { status: "read", value: { status: "PENDING", updatedAt: null } },
    });
  });

  it("shows contacts in full when asked, without what steers a screen", async () => {
    const aws = pretend(one);
    aws.held(one).primary = { ...primaryForTest(), FullName: "Jane\u202eDoe" };
    const ask = { accounts: [toRead(one, { mailbox: "root@corp.example" })], showContacts: true };
    const [row] = await contactsStatus({ deeds: aws.deeds })(ask);
    expect(row?.mailbox).toEqual({ status: "read", value: "root@corp.example" });
    expect(row?.primary).toMatchObject({ value: { FullName: "Jane\ufffdDoe", PhoneNumber: "+1 555 0100" } });
  });

  it("names the missing call in the place of what was refused", async () => {
    const aws = pretend(one);
    aws.before(`GetPrimaryEmailUpdateStatus ${one}`, refusal("account:GetPrimaryEmailUpdateStatus", "AccessDenied"));
    const [row] = await contactsStatus({ deeds: aws.deeds })({ accounts: [toRead(one)], showContacts: false });
    expect(row?.emailUpdate).toMatchObject({ status: "unread", needs: "account:GetPrimaryEmailUpdateStatus" });
  });

  it("says of accounts out of reach that they were not asked", async () => {
    const aws = pretend();
    const ask = { accounts: [toRead(one, { isActive: false })], showContacts: false };
    const [row] = await contactsStatus({ deeds: aws.deeds })(ask);
    expect(row?.primary).toMatchObject({ status: "unread", code: "NotAsked" });
    expect(row?.mailbox).toMatchObject({ status: "unread", needs: "organizations:ListAccounts" });
    expect(aws.calls).toEqual([]);
  });
});
