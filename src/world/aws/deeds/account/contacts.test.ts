import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import { makePerson } from "../../../../demo/human/person.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { acceptPrimaryEmailUpdate } from "./accept-primary-email-update.ts";
import { deleteAlternateContact } from "./delete-alternate-contact.ts";
import { getAlternateContact } from "./get-alternate-contact.ts";
import { getContactInformation } from "./get-contact-information.ts";
import { getPrimaryEmail } from "./get-primary-email.ts";
import { getPrimaryEmailUpdateStatus } from "./get-primary-email-update-status.ts";
import { putAlternateContact } from "./put-alternate-contact.ts";
import { putContactInformation } from "./put-contact-information.ts";
import { startPrimaryEmailUpdate } from "./start-primary-email-update.ts";

const account = `aws:${ids.member}`;
const contact = {
  FullName: "New Name",
  AddressLine1: "Street 1",
  AddressLine2: "Floor 2",
  AddressLine3: undefined,
  City: "Bern",
  StateOrRegion: "BE",
  PostalCode: "3000",
  CountryCode: "CH",
  PhoneNumber: "+41 31 555 01 00",
  CompanyName: "Corp",
};
const { AddressLine3: _none, ...sent } = contact;

describe("contacts, from the management account", () => {
  let trial: DeedTrial;
  let deeds: Deeds;
  beforeEach(async () => {
    trial = await startDeedTrial();
    deeds = await trial.admin(ids.management);
  });
  afterEach(() => trial.close());

  it("replaces a member's whole record, which erases what is left out", async () => {
    expect(done(await getContactInformation(deeds, { account }))).toMatchObject({
      contact: { PhoneNumber: "+1 555 0200" },
      verification: "VERIFIED",
    });
    expect(await putContactInformation(deeds, { account, contact })).toEqual({ status: "done", value: null });
    expect(done(await getContactInformation(deeds, { account })).contact).toEqual(sent);
    const { AddressLine2: _gone, CompanyName: _too, ...less } = contact;
    done(await putContactInformation(deeds, { account, contact: less }));
    const after = done(await getContactInformation(deeds, { account })).contact;
    expect([after.AddressLine2, after.CompanyName, after.City]).toEqual([undefined, undefined, "Bern"]);
    expect(done(await getContactInformation(deeds)).contact.FullName).toBe("Corp");
  });

  it("leaves out the id of the session's own account, which AWS would refuse", async () => {
    const own = `aws:${ids.management}`;
    done(await putContactInformation(deeds, { account: own, contact }));
    expect(done(await getContactInformation(deeds)).contact).toEqual(sent);
    expect(done(await getContactInformation(deeds, { account: ids.management })).contact).toEqual(sent);
    expect(await getAlternateContact(deeds, { account: own, type: "SECURITY" })).toEqual({ status: "absent" });
    expect(await getPrimaryEmailUpdateStatus(deeds, { account: own })).toEqual({ status: "absent" });
    expect(await getPrimaryEmail(deeds, { account: own })).toMatchObject({ status: "refused", code: "AccessDenied" });
  });

  it("sets, replaces and deletes an alternate contact", async () => {
    const bill = { Name: "Bill", Title: "Clerk", EmailAddress: "bill@corp.example", PhoneNumber: "+1 555 0201" };
    expect(await getAlternateContact(deeds, { account, type: "BILLING" })).toEqual({ status: "done", value: bill });
    expect(await getAlternateContact(deeds, { account, type: "SECURITY" })).toEqual({ status: "absent" });
    done(await putAlternateContact(deeds, { account, type: "SECURITY", contact: bill }));
    expect(done(await getAlternateContact(deeds, { account, type: "SECURITY" }))).toEqual(bill);
    done(await putAlternateContact(deeds, { account, type: "SECURITY", contact: { ...bill, Title: "CISO" } }));
    expect(done(await getAlternateContact(deeds, { account, type: "SECURITY" })).Title).toBe("CISO");
    const gone = { account, type: "SECURITY" } as const;
    expect(await deleteAlternateContact(deeds, gone)).toEqual({ status: "done", value: null });
    expect(await getAlternateContact(deeds, gone)).toEqual({ status: "absent" });
    expect(await deleteAlternateContact(deeds, gone)).toEqual({ status: "absent" });
    expect((await getAlternateContact(deeds, { account, type: "BILLING" })).status).toBe("done");
  });

  it("moves a root mailbox with the code from the new one, and never repeats the code", async () => {
    const email = "new-root@corp.example";
    expect(done(await getPrimaryEmail(deeds, { account }))).toEqual({ email: "root+pay@corp.example" });
    expect(await getPrimaryEmailUpdateStatus(deeds, { account })).toEqual({ status: "absent" });
    expect(done(await startPrimaryEmailUpdate(deeds, { account, email }))).toEqual({ status: "PENDING" });
    expect(done(await getPrimaryEmailUpdateStatus(deeds, { account })).status).toBe("PENDING");

    const reader = await makePerson(trial.server, "reader", [`mailbox:${email}`]);
    const mail = await reader.mailbox(email);
    const otp = new Secret(mail.status === undefined ? (mail.messages[0]?.otp ?? "") : "");
    const wrong = await acceptPrimaryEmailUpdate(deeds, { account, email, otp: new Secret("zzzzzz") });
    expect(wrong).toMatchObject({ status: "refused", code: "Validation" });
    expect(done(await getPrimaryEmail(deeds, { account }))).toEqual({ email: "root+pay@corp.example" });

    expect(done(await acceptPrimaryEmailUpdate(deeds, { account, email, otp }))).toEqual({ status: "ACCEPTED" });
    expect(done(await getPrimaryEmail(deeds, { account }))).toEqual({ email });
    const status = done(await getPrimaryEmailUpdateStatus(deeds, { account }));
    expect(status).toMatchObject({ status: "ACCEPTED", updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
  });

  it("throws for an account that is none before AWS is asked", () => {
    for (const bad of ["aws:12", "aws:arn:aws:iam::111111111111:root", "111111111111 ", ""]) {
      expect(() => getContactInformation(deeds, { account: bad })).toThrow(TypeError);
    }
    expect(trial.server.counters().calls).toBe(0);
  });

  it("is refused what the session may not, with the action that was asked for", async () => {
    const member = await trial.admin(ids.member);
    expect(await putContactInformation(member, { account: `aws:${ids.guarded}`, contact })).toMatchObject({
      status: "refused",
      action: "account:PutContactInformation",
      code: "AccessDenied",
    });
  });
});
