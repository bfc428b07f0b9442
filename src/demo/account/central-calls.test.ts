import {
  AcceptPrimaryEmailUpdateCommand,
  AccountClient,
  GetContactInformationCommand,
  GetPrimaryEmailCommand,
  GetPrimaryEmailUpdateStatusCommand,
  PutContactInformationCommand,
  StartPrimaryEmailUpdateCommand,
} from "@aws-sdk/client-account";
import { afterEach, describe, expect, it } from "vitest";
import { makePerson } from "../human/person.ts";
import { organizationFileOf, type OrganizationFileInput } from "../organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";

const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };
const domainOnly = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "account:*PrimaryEmail*",
      Resource: "*",
      Condition: { StringEquals: { "account:EmailTargetDomain": "corp.example" } },
    },
  ],
};
const base = {
  organization: {
    id: "o-centraltst",
    trusted: ["account.amazonaws.com"],
    delegates: { "account.amazonaws.com": ["333333333333"] },
  },
  ous: { "r-cent": { children: { "ou-cent-blocked01": { scp: ["p-FullAWSAccess", "no-contacts"] } } } },
  policies: {
    "no-contacts": {
      type: "SCP",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "account:Put*", Resource: "*" }],
      },
    },
  },
  accounts: {
    "111111111111": {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      contact: { phone: "+1 555 0100", verification: "VERIFIED" },
      principals: [admin, { arn: "user/mover", inline: { a: domainOnly } }],
    },
    "222222222222": { email: "two@corp.example", ou: "ou-cent-blocked01", root: { password: {} }, principals: [admin] },
    "333333333333": { email: "three@corp.example", root: "none", principals: [admin] },
    "444444444444": { role: "standalone", email: "four@other.example", root: { password: {} }, principals: [admin] },
  },
} satisfies OrganizationFileInput;
const record = {
  FullName: "N",
  AddressLine1: "1",
  City: "B",
  PostalCode: "1",
  CountryCode: "DE",
  PhoneNumber: "+49 30 666",
};
const denied = { name: "AccessDeniedException" };

describe("Account Management for other accounts", () => {
  let aws: PretendAws | undefined;
  const start = async (file: OrganizationFileInput = base, options: Partial<PretendAwsOptions> = {}) => {
    const started = await startPretendAws({ organization: organizationFileOf(file), seed: "central", ...options });
    aws = started;
    return (account: string, user = "admin") =>
      new AccountClient({
        endpoint: started.url,
        region: "eu-west-1",
        maxAttempts: 1,
        credentials: started.credentialsFor(`arn:aws:iam::${account}:user/${user}`),
      });
  };
  const get = (AccountId: string) => new GetContactInformationCommand({ AccountId });
  afterEach(() => aws?.close());

  it("serves management and the delegate, and nobody else", async () => {
    const as = await start();
    expect((await as("111111111111").send(get("222222222222"))).VerificationStatus).toBe("VERIFIED");
    expect((await as("333333333333").send(get("222222222222"))).VerificationStatus).toBe("VERIFIED");
    await expect(as("222222222222").send(get("333333333333"))).rejects.toMatchObject(denied);
    await expect(as("444444444444").send(get("222222222222"))).rejects.toMatchObject(denied);
  });

  it("refuses everybody's own id and accounts outside the organization", async () => {
    const as = await start();
    await expect(as("111111111111").send(get("111111111111"))).rejects.toMatchObject(denied);
    await expect(as("222222222222").send(get("222222222222"))).rejects.toMatchObject(denied);
    await expect(as("333333333333").send(get("333333333333"))).rejects.toMatchObject(denied);
    await expect(as("333333333333").send(get("111111111111"))).rejects.toMatchObject(denied);
    await expect(as("111111111111").send(get("444444444444"))).rejects.toMatchObject(denied);
    await expect(as("111111111111").send(get("999999999999"))).rejects.toMatchObject(denied);
  });

  it("needs trusted access and all features", async () => {
    for (const change of [{ trusted: [] }, { features: "CONSOLIDATED_BILLING" as const }]) {
      const as = await start({ ...base, organization: { ...base.organization, ...change } });
      await expect(as("111111111111").send(get("222222222222"))).rejects.toMatchObject(denied);
      await aws?.close();
    }
  });

  it("lets management write where the member's own SCP forbids it to the member", async () => {
    const as = await start();
    const own = as("222222222222").send(new PutContactInformationCommand({ ContactInformation: record }));
    await expect(own).rejects.toMatchObject(denied);
    const central = new PutContactInformationCommand({ AccountId: "222222222222", ContactInformation: record });
    await as("111111111111").send(central);
    const answer = await as("222222222222").send(new GetContactInformationCommand({}));
    expect(answer.ContactInformation?.PhoneNumber).toBe("+49 30 666");
  });

  it("moves a root address with the code mailed to the new one, which only its reader gets", async () => {
    const as = await start();
    const management = as("111111111111");
    const AccountId = "222222222222";
    const PrimaryEmail = "taken.over@evil.example";
    const none = management.send(new GetPrimaryEmailUpdateStatusCommand({ AccountId }));
    await expect(none).rejects.toMatchObject({
      name: "ValidationException",
      message: "No email update found for account",
    });
    const started = await management.send(new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail }));
    expect(started.Status).toBe("PENDING");
    const wrong = new AcceptPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail, Otp: "AAAAAA" });
    await expect(management.send(wrong)).rejects.toMatchObject({ name: "ValidationException" });
    if (aws === undefined) throw new Error("not started");
    const stranger = await makePerson(aws, "stranger", ["mailbox:two@corp.example"]);
    expect(await stranger.mailbox(PrimaryEmail)).toMatchObject({ status: "refused", step: "mailbox" });
    const thief = await makePerson(aws, "thief", [`mailbox:${PrimaryEmail}`]);
    const inbox = await thief.mailbox(PrimaryEmail);
    const Otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    const accepted = await management.send(new AcceptPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail, Otp }));
    expect(accepted.Status).toBe("ACCEPTED");
    expect((await management.send(new GetPrimaryEmailCommand({ AccountId }))).PrimaryEmail).toBe(PrimaryEmail);
    const status = await as("222222222222").send(new GetPrimaryEmailUpdateStatusCommand({}));
    expect(status.UpdatedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    aws.state.clock.advance(4 * 3_600_000);
    const later = await as("111111111111").send(new GetPrimaryEmailUpdateStatusCommand({ AccountId }));
    expect(later.Status).toBe("COMPLETED");
  });

  it("forgets the code after 24 hours and refuses addresses in use", async () => {
    const as = await start();
    const management = as("111111111111");
    const AccountId = "222222222222";
    const used = new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail: "Three@corp.example" });
    await expect(management.send(used)).rejects.toMatchObject({ name: "ConflictException" });
    const PrimaryEmail = "new@corp.example";
    await management.send(new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail }));
    if (aws === undefined) throw new Error("not started");
    const reader = await makePerson(aws, "reader", [`mailbox:${PrimaryEmail}`]);
    const inbox = await reader.mailbox(PrimaryEmail);
    const Otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    aws.state.clock.advance(24 * 3_600_000 - 60_000);
    const live = aws.credentialsFor("arn:aws:iam::111111111111:user/admin", 7200);
    const later = new AccountClient({ endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials: live });
    aws.state.clock.advance(120_000);
    const late = later.send(new AcceptPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail, Otp }));
    await expect(late).rejects.toMatchObject({ name: "ValidationException" });
    expect((await later.send(new GetPrimaryEmailUpdateStatusCommand({ AccountId }))).Status).toBe("FAILED");
  });

  it("limits a grant by account:EmailTargetDomain", async () => {
    const as = await start();
    const mover = as("111111111111", "mover");
    const AccountId = "222222222222";
    const out = new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail: "x@evil.example" });
    await expect(mover.send(out)).rejects.toMatchObject(denied);
    const within = new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail: "x@corp.example" });
    expect((await mover.send(within)).Status).toBe("PENDING");
  });

  it("takes three starts for one target in thirty seconds", async () => {
    const management = (await start())("111111111111");
    const begin = (n: number) =>
      management.send(
        new StartPrimaryEmailUpdateCommand({ AccountId: "222222222222", PrimaryEmail: `n${n}@c.example` }),
      );
    for (const n of [1, 2, 3]) await begin(n);
    await expect(begin(4)).rejects.toMatchObject({ name: "TooManyRequestsException" });
    aws?.state.clock.advance(30_000);
    expect((await begin(5)).Status).toBe("PENDING");
  });

  it.each([
    { accountQuotas: "caller" as const, third: "TooManyRequestsException" },
    { accountQuotas: "target" as const, third: null },
  ])("keeps its quotas by $accountQuotas", async ({ accountQuotas, third }) => {
    const buckets = { "account:GetContactInformation": { rate: 0.001, burst: 2 } };
    const management = (await start(base, { accountQuotas, buckets }))("111111111111");
    await management.send(get("222222222222"));
    await management.send(get("222222222222"));
    const next = await management.send(get("333333333333")).catch((failure: Error) => failure.name);
    expect(typeof next === "string" ? next : null).toBe(third);
    const again = management.send(get("222222222222"));
    await expect(again).rejects.toMatchObject({ name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } });
  });
});
