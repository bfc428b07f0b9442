import {
  AccountClient,
  DeleteAlternateContactCommand,
  GetAccountInformationCommand,
  GetAlternateContactCommand,
  GetContactInformationCommand,
  PutAlternateContactCommand,
  PutContactInformationCommand,
  SendPhoneNumberVerificationCommand,
  VerifyPhoneNumberCommand,
  type ContactInformation,
} from "@aws-sdk/client-account";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson } from "../human/person.ts";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";

const limited = (values: object, operator = "StringEquals") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "account:*", Resource: "*", Condition: { [operator]: values } }],
});
const organization = organizationFileOf({
  organization: { id: "o-accounttst", trusted: ["account.amazonaws.com"] },
  ous: { "r-acct": { scp: ["p-FullAWSAccess"] } },
  accounts: {
    "111111111111": {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      contact: { phone: "+1 555 0100", verification: "VERIFIED" },
      principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
    },
    "222222222222": {
      email: "root+two@corp.example",
      created: "2024-12-01",
      root: "none",
      alternate: { security: "security@corp.example" },
      principals: [
        { arn: "user/admin", policies: ["AdministratorAccess"] },
        { arn: "user/reader", policies: ["SecurityAudit"] },
        {
          arn: "user/billing",
          inline: { a: limited({ "account:AlternateContactTypes": "BILLING" }, "ForAllValues:StringEquals") },
        },
      ],
    },
  },
});
const record: ContactInformation = {
  FullName: "  New Owner ",
  AddressLine1: "1 Road",
  City: "Berlin",
  PostalCode: "10115",
  CountryCode: "de",
  PhoneNumber: "+49 30 1234",
};

describe("Account Management on one's own account", () => {
  let aws: PretendAws;
  const as = (user: string, account = "222222222222") =>
    new AccountClient({
      endpoint: aws.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: aws.credentialsFor(`arn:aws:iam::${account}:user/${user}`),
    });

  beforeAll(async () => {
    aws = await startPretendAws({ organization, seed: "account" });
  });
  afterAll(() => aws.close());

  it("gives a member the contact of management, as AWS copies it on creation", async () => {
    const answer = await as("reader").send(new GetContactInformationCommand({}));
    expect(answer.ContactInformation?.PhoneNumber).toBe("+1 555 0100");
    expect(answer.VerificationStatus).toBe("VERIFIED");
  });

  it("tells the creation date as a date", async () => {
    const answer = await as("admin").send(new GetAccountInformationCommand({}));
    expect(answer.AccountCreatedDate?.toISOString()).toBe("2024-12-01T00:00:00.000Z");
    expect(answer.AccountState).toBe("ACTIVE");
  });

  it("refuses a contact change without the permission", async () => {
    const change = as("reader").send(new PutContactInformationCommand({ ContactInformation: record }));
    await expect(change).rejects.toMatchObject({ name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
  });

  it("replaces the whole record, trims it, writes the country in capitals and drops the verification", async () => {
    const admin = as("admin");
    const before = { ...record, PhoneNumber: "+1 555 0100", CompanyName: "Gone" };
    await admin.send(new PutContactInformationCommand({ ContactInformation: before }));
    expect((await admin.send(new GetContactInformationCommand({}))).VerificationStatus).toBe("VERIFIED");
    await admin.send(new PutContactInformationCommand({ ContactInformation: record }));
    const answer = await admin.send(new GetContactInformationCommand({}));
    expect(answer.ContactInformation).toEqual({ ...record, FullName: "New Owner", CountryCode: "DE" });
    expect(answer.VerificationStatus).toBe("UNVERIFIED");
  });

  it("refuses a record without phone and a phone with letters", async () => {
    for (const PhoneNumber of ["", "call me", "555 0100", `+${"1".repeat(30)}`]) {
      const change = new PutContactInformationCommand({ ContactInformation: { ...record, PhoneNumber } });
      await expect(as("admin").send(change)).rejects.toMatchObject({ name: "ValidationException" });
    }
  });

  it("verifies a phone with the code that reached it, and only with that", async () => {
    const admin = as("admin", "111111111111");
    await admin.send(
      new PutContactInformationCommand({ ContactInformation: { ...record, PhoneNumber: "+1 555 0177" } }),
    );
    expect((await admin.send(new SendPhoneNumberVerificationCommand({}))).Status).toBe("PENDING");
    const wrong = admin.send(new VerifyPhoneNumberCommand({ Otp: "0000000" }));
    await expect(wrong).rejects.toMatchObject({ name: "ValidationException" });
    const holder = await makePerson(aws, "holder", ["phone:+1 (555) 0177"]);
    const heard = await holder.phone("+15550177");
    const Otp = heard.status === "refused" ? "" : (heard.messages.at(-1)?.code ?? "");
    expect((await admin.send(new VerifyPhoneNumberCommand({ Otp }))).Status).toBe("VERIFIED");
    expect((await admin.send(new GetContactInformationCommand({}))).VerificationStatus).toBe("VERIFIED");
    const again = admin.send(new VerifyPhoneNumberCommand({ Otp }));
    await expect(again).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("answers 404 for a missing alternate contact and AccessDenied for a type that does not exist", async () => {
    const admin = as("admin");
    const found = await admin.send(new GetAlternateContactCommand({ AlternateContactType: "SECURITY" }));
    expect(found.AlternateContact?.EmailAddress).toBe("security@corp.example");
    const missing = admin.send(new GetAlternateContactCommand({ AlternateContactType: "OPERATIONS" }));
    await expect(missing).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      $metadata: { httpStatusCode: 404 },
    });
    const bad = admin.send(new GetAlternateContactCommand({ AlternateContactType: "security" as "SECURITY" }));
    await expect(bad).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("sets and deletes alternate contacts, within account:AlternateContactTypes", async () => {
    const contact = { Name: "B", Title: "Billing", EmailAddress: "billing@corp.example", PhoneNumber: "+1 555 0101" };
    const billing = as("billing");
    await billing.send(new PutAlternateContactCommand({ ...contact, AlternateContactType: "BILLING" }));
    const found = await billing.send(new GetAlternateContactCommand({ AlternateContactType: "BILLING" }));
    expect(found.AlternateContact).toEqual({ ...contact, AlternateContactType: "BILLING" });
    const other = billing.send(new PutAlternateContactCommand({ ...contact, AlternateContactType: "SECURITY" }));
    await expect(other).rejects.toMatchObject({ name: "AccessDeniedException" });
    await billing.send(new DeleteAlternateContactCommand({ AlternateContactType: "BILLING" }));
    const again = billing.send(new DeleteAlternateContactCommand({ AlternateContactType: "BILLING" }));
    await expect(again).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
