import {
  AcceptPrimaryEmailUpdateCommand,
  AccountClient,
  DeleteAlternateContactCommand,
  GetAlternateContactCommand,
  GetContactInformationCommand,
  PutAlternateContactCommand,
  PutContactInformationCommand,
  StartPrimaryEmailUpdateCommand,
  type ContactInformation,
} from "@aws-sdk/client-account";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePerson } from "../human/person.ts";
import { courierArns, courierIds as ids, loadCourier } from "../organizations/load-courier.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialKeys } from "../trial-keys.ts";

const central = (member: string) => `arn:aws:account::${ids.management}:account/o-fernwood00/${member}`;
const ownOf = (account: string) => `arn:aws:account::${account}:account`;
const allow = (Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const record: ContactInformation = {
  FullName: " New Owner ",
  AddressLine1: "1 Road",
  City: "Berlin",
  PostalCode: "10115",
  CountryCode: "de",
  PhoneNumber: "+49 30 1234",
};
const held = { ...record, FullName: "New Owner", CountryCode: "DE" };
const denied = { name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } };
const bySession = (action: string) => ({
  ...denied,
  message: expect.stringContaining(`because no session policy allows the ${action} action`),
});

describe("contact changes in a session that is limited to them", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization: loadCourier(), seed: "planned" });
  });
  afterEach(() => aws.close());
  const session = async (...Statement: readonly object[]) => {
    const by = { endpoint: aws.url, region: "us-east-1", maxAttempts: 1 };
    const command = new AssumeRoleCommand({
      RoleArn: courierArns.contacts,
      RoleSessionName: "contacts",
      SourceIdentity: "rw-1",
      Policy: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    const answer = await new STSClient({ ...by, credentials: aws.credentialsFor(courierArns.courier) }).send(command);
    return new AccountClient({ ...by, credentials: trialKeys(answer) });
  };
  const put = (AccountId?: string) =>
    new PutContactInformationCommand({ ContactInformation: record, ...(AccountId === undefined ? {} : { AccountId }) });
  const get = (AccountId?: string) => new GetContactInformationCommand(AccountId === undefined ? {} : { AccountId });

  it("reach the members that the policy lists by resource, and neither the others nor management", async () => {
    const contacts = await session(allow("account:*ContactInformation", [central(ids.full)]));
    const before = await contacts.send(get(ids.full));
    expect(before).toMatchObject({
      VerificationStatus: "VERIFIED",
      ContactInformation: { CompanyName: "Fernwood Inc" },
    });
    await contacts.send(put(ids.full));
    const after = await contacts.send(get(ids.full));
    expect(after.ContactInformation).toEqual(held);
    expect(after.VerificationStatus).toBe("UNVERIFIED");
    for (const command of [put(ids.bare), put()]) {
      await expect(contacts.send(command)).rejects.toMatchObject(bySession("account:PutContactInformation"));
    }
    for (const command of [get(ids.bare), get()]) {
      await expect(contacts.send(command)).rejects.toMatchObject(bySession("account:GetContactInformation"));
    }
  });

  it("reach management by its own ARN alone, which stands for no member", async () => {
    const contacts = await session(allow("account:*ContactInformation", [ownOf(ids.management)]));
    await contacts.send(put());
    expect((await contacts.send(get())).ContactInformation).toEqual(held);
    await expect(contacts.send(put(ids.full))).rejects.toMatchObject(bySession("account:PutContactInformation"));
    const wrong = await session(allow("account:*", [ownOf(ids.full), central(ids.management)]));
    await expect(wrong.send(put(ids.full))).rejects.toMatchObject(bySession("account:PutContactInformation"));
    await expect(wrong.send(put())).rejects.toMatchObject(bySession("account:PutContactInformation"));
    await expect(wrong.send(put(ids.management))).rejects.toMatchObject(denied);
  });

  it("do what the policy names and nothing else", async () => {
    const contacts = await session(allow(["account:PutContactInformation"], "*"));
    await contacts.send(put(ids.full));
    await expect(contacts.send(get(ids.full))).rejects.toMatchObject(bySession("account:GetContactInformation"));
    const AlternateContactType = "SECURITY";
    const remove = contacts.send(new DeleteAlternateContactCommand({ AccountId: ids.full, AlternateContactType }));
    await expect(remove).rejects.toMatchObject(bySession("account:DeleteAlternateContact"));
  });

  it("put and delete alternate contacts of the types that the policy names", async () => {
    const Condition = { "ForAllValues:StringEquals": { "account:AlternateContactTypes": ["BILLING", "SECURITY"] } };
    const contacts = await session(allow("account:*AlternateContact", central(ids.full), Condition));
    const desk = {
      Name: " Desk ",
      Title: "Billing",
      EmailAddress: "pay@fernwood.example",
      PhoneNumber: "+1 503 555 0120",
    };
    const on = { AccountId: ids.full };
    await contacts.send(new PutAlternateContactCommand({ ...on, ...desk, AlternateContactType: "BILLING" }));
    const billing = new GetAlternateContactCommand({ ...on, AlternateContactType: "BILLING" });
    expect((await contacts.send(billing)).AlternateContact).toEqual({
      ...desk,
      Name: "Desk",
      AlternateContactType: "BILLING",
    });
    await contacts.send(new DeleteAlternateContactCommand({ ...on, AlternateContactType: "SECURITY" }));
    const gone = contacts.send(new GetAlternateContactCommand({ ...on, AlternateContactType: "SECURITY" }));
    await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const other = new PutAlternateContactCommand({ ...on, ...desk, AlternateContactType: "OPERATIONS" });
    await expect(contacts.send(other)).rejects.toMatchObject(bySession("account:PutAlternateContact"));
    const elsewhere = new PutAlternateContactCommand({ ...desk, AccountId: ids.bare, AlternateContactType: "BILLING" });
    await expect(contacts.send(elsewhere)).rejects.toMatchObject(bySession("account:PutAlternateContact"));
  });

  it("move a root mailbox within the domain that the policy names, with the code from the new mailbox", async () => {
    const Condition = { StringEquals: { "account:EmailTargetDomain": "fernwood.example" } };
    const moves = ["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"];
    const contacts = await session(allow(moves, central(ids.full), Condition));
    const begin = (AccountId: string, PrimaryEmail: string) =>
      contacts.send(new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail }));
    const PrimaryEmail = "shop-root@fernwood.example";
    const refused = bySession("account:StartPrimaryEmailUpdate");
    await expect(begin(ids.full, "shop-root@evil.example")).rejects.toMatchObject(refused);
    await expect(begin(ids.full, "shop-root@sub.fernwood.example")).rejects.toMatchObject(refused);
    await expect(begin(ids.bare, PrimaryEmail)).rejects.toMatchObject(refused);
    expect((await begin(ids.full, PrimaryEmail)).Status).toBe("PENDING");
    const reader = await makePerson(aws, "reader", [`mailbox:${PrimaryEmail}`]);
    const inbox = await reader.mailbox(PrimaryEmail);
    const Otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    const accept = (email: string) =>
      contacts.send(new AcceptPrimaryEmailUpdateCommand({ AccountId: ids.full, PrimaryEmail: email, Otp }));
    await expect(accept("shop-root@evil.example")).rejects.toMatchObject(bySession("account:AcceptPrimaryEmailUpdate"));
    expect((await accept(PrimaryEmail)).Status).toBe("ACCEPTED");
  });
});
