import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { contactsPlanSchema, kindsOf, planBytes, planHash, readContactsPlan } from "./contacts-plan.ts";
import { alternateForTest, moveTo, phoneChange, planForTest, primaryForTest } from "./plan-for-test.ts";
import type { ContactChange } from "./contacts-plan.ts";

const member = "222222222222";
const plan = planForTest({
  [member]: [
    phoneChange,
    { kind: "alternate", type: "BILLING", old: alternateForTest(), new: null },
    { kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() },
    moveTo("root@new.example"),
  ],
});
const text = fromUtf8(planBytes(plan)) ?? "";
const accepts = (change: unknown, account = member) =>
  contactsPlanSchema.safeParse({
    ...plan,
    accounts: [{ ...plan.accounts[0], account: `aws:${account}`, changes: [change] }],
  }).success;
const primary = (old: unknown, next: unknown) => accepts({ kind: "primary", old, new: next });

describe("a plan of contact changes", () => {
  it("is read back as it was written", () => {
    expect(readContactsPlan(planBytes(plan))).toEqual(plan);
  });

  it("writes a missing record as none, because canonical JSON has no null", () => {
    expect(text).toContain('"kind":"alternate","new":"none"');
    expect(text).toContain('"old":"none"');
  });

  it("has one hash, which any other plan does not have", () => {
    // Independent oracle: printf '%s' "$text" | openssl dgst -sha256 -binary | basenc --base64url | tr -d =
    const small = planForTest({ [member]: [phoneChange] });
    expect(fromUtf8(planBytes(small))).toBe(
      '{"accounts":[{"account":"aws:222222222222","changes":[{"kind":"primary",' +
        '"new":{"AddressLine1":"Main Street 1","City":"Bern","CountryCode":"CH","FullName":"Jane Doe","PhoneNumber":"+1 555 0199","PostalCode":"3000"},' +
        '"old":{"AddressLine1":"Main Street 1","City":"Bern","CountryCode":"CH","FullName":"Jane Doe","PhoneNumber":"+1 555 0100","PostalCode":"3000"}}],' +
        '"name":"account 222222222222","tell":{"mailboxes":[],"people":[],"phones":[]}}],"deployment":"acme","madeAt":1795000000,' +
        '"management":"aws:111111111111","organization":"o-abcdefghij","schema":"rootward.contacts-plan/v1"}',
    );
    expect(planHash(small)).toBe("Fc4pCiY--lwrRMy-mCkrNVWbdSF4qxbaACdoCWThmLU");
    expect(planHash(plan)).not.toBe(planHash(small));
  });

  it.each([
    ["formatted", JSON.stringify(JSON.parse(text), null, 1)],
    ["with a space behind it", `${text} `],
    ["with a key twice", text.replace("{", '{"madeAt":1,')],
    ["with null for a missing record", text.replace('"new":"none"', '"new":null')],
    ["with an unknown key", text.replace('"madeAt"', '"madeAs":"x","madeAt"')],
    ["of another version", text.replace("contacts-plan/v1", "contacts-plan/v2")],
    ["cut", text.slice(0, -1)],
    ["that is empty", ""],
    ["of a list", "[]"],
    ["of text", '"none"'],
  ])("is refused %s", (_name, changed) => {
    expect(codedRow(() => readContactsPlan(utf8(changed)))).toBe("CONTACTS_PLAN_FOREIGN");
  });

  it("is refused beyond eight MiB, before it is parsed", () => {
    expect(codedRow(() => readContactsPlan(new Uint8Array(8 * 1024 * 1024 + 1)))).toBe("CONTACTS_PLAN_FOREIGN");
  });

  it("holds changes in one order, each once, accounts rising", () => {
    const [first] = plan.accounts;
    const swap = (...order: number[]) =>
      contactsPlanSchema.safeParse({
        ...plan,
        accounts: [{ ...first, changes: order.map((at) => first?.changes[at]) }],
      }).success;
    expect(swap(0, 1, 2, 3)).toBe(true);
    expect([swap(1, 0), swap(2, 1), swap(3, 2), swap(0, 0), swap(1, 1), swap()]).toEqual(Array<boolean>(6).fill(false));
    expect(contactsPlanSchema.safeParse({ ...plan, accounts: [first, first] }).success).toBe(false);
    expect(contactsPlanSchema.safeParse({ ...plan, accounts: [] }).success).toBe(false);
  });

  it("names changes that change something, in normal form", () => {
    expect(primary(null, primaryForTest())).toBe(true);
    expect(primary(primaryForTest(), primaryForTest())).toBe(false);
    expect(primary(primaryForTest({ PhoneNumber: "+15550100" }), primaryForTest())).toBe(false);
    expect(primary(null, primaryForTest({ FullName: " Jane" }))).toBe(false);
    expect(primary({ CountryCode: "ch" }, primaryForTest())).toBe(false);
    expect(accepts({ kind: "alternate", type: "BILLING", old: null, new: null })).toBe(false);
    expect(accepts({ kind: "alternate", type: "BILLING", old: alternateForTest(), new: alternateForTest() })).toBe(
      false,
    );
    expect(accepts(moveTo("root@corp.example", "ROOT@corp.example"))).toBe(false);
  });

  it("holds old records that AWS would not take today, and no such new ones", () => {
    expect(primary({ PhoneNumber: "5550100", City: "\u202e" }, primaryForTest())).toBe(true);
    for (const unfit of [
      { PhoneNumber: "5550100" },
      { PhoneNumber: "+" },
      { PhoneNumber: "+1234567890123456789012" },
      { PhoneNumber: "+1 555\u00a00100" },
      { CountryCode: "CHE" },
      { CountryCode: "ch" },
      { FullName: "x".repeat(51) },
      { FullName: "Jane\u202eDoe" },
      { AddressLine1: "" },
      { AddressLine2: "x".repeat(61) },
      { PostalCode: "x".repeat(21) },
      { WebsiteUrl: "x".repeat(257) },
      { CountryCode: "DE" },
      { Title: "Dr" },
    ]) {
      expect(primary(null, { ...primaryForTest(), ...unfit })).toBe(false);
    }
    expect(primary(null, primaryForTest({ CountryCode: "DE", StateOrRegion: "Berlin" }))).toBe(true);
    for (const unfit of [
      { EmailAddress: "sec@corp" },
      { EmailAddress: `${"x".repeat(250)}@a.ch` },
      { EmailAddress: "s ec@corp.example" },
      { PhoneNumber: "()" },
      { PhoneNumber: "1".repeat(26) },
      { Name: "x".repeat(65) },
      { Title: "x".repeat(51) },
      { Title: undefined },
    ]) {
      expect(accepts({ kind: "alternate", type: "BILLING", old: null, new: { ...alternateForTest(), ...unfit } })).toBe(
        false,
      );
    }
  });

  it("moves mailboxes to addresses that a session policy can name", () => {
    for (const unfit of [
      "r@x",
      "root@New.example",
      "root@new.example.",
      `root@${"x".repeat(60)}.ch`,
      "r@${x}.ch",
      "a b@new.ch",
      "r@-x.ch",
      "r@x..ch",
    ]) {
      expect(accepts(moveTo(unfit))).toBe(false);
    }
    expect(accepts(moveTo("root+pay@new.example"))).toBe(true);
  });

  it("never moves the mailbox of the management account, and stays in one partition", () => {
    expect(accepts(moveTo("root@new.example"), "111111111111")).toBe(false);
    expect(accepts(phoneChange, "111111111111")).toBe(true);
    expect(contactsPlanSchema.safeParse({ ...plan, management: "aws-cn:111111111111" }).success).toBe(false);
  });

  it("says which kinds it touches; a phone number is a kind of its own", () => {
    const kinds = (...changes: ContactChange[]) => kindsOf(planForTest({ [member]: changes }));
    expect(kindsOf(plan)).toEqual(["alternate", "mailbox", "phone"]);
    expect(kinds(phoneChange)).toEqual(["phone"]);
    const old = primaryForTest();
    expect(kinds({ kind: "primary", old, new: primaryForTest({ City: "Basel" }) })).toEqual(["primary"]);
    expect(kinds({ kind: "primary", old, new: primaryForTest({ City: "Basel", PhoneNumber: "+15550100" }) })).toEqual([
      "primary",
    ]);
    expect(kinds({ kind: "primary", old, new: primaryForTest({ City: "Basel", PhoneNumber: "+1 555 0101" }) })).toEqual(
      ["phone", "primary"],
    );
    expect(kinds({ kind: "primary", old: null, new: old })).toEqual(["phone", "primary"]);
  });
});
