import { GetAccountSummaryCommand, GetUserCommand, IAMClient, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, AssumeRootCommand, STSClient, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { trialKeys, type TrialKeys } from "../trial-keys.ts";

const management = "111111111111";
const member = "222222222222";
const roleArn = (name: string, account = management) => `arn:aws:iam::${account}:role/${name}`;
const statement = (Effect: string, Action: string, Resource: string | readonly string[] = "*") => ({
  Effect,
  Action,
  Resource,
});
const text = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trusts = (Principal: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
});
const bucketFor = (principal: string) => ({
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "s3:GetBucketPolicy", Resource: "*" }],
  },
});
const organization = organizationFileOf({
  organization: { id: "o-sessiontst", trusted: ["iam.amazonaws.com"], rootFeatures: ["RootCredentialsManagement"] },
  ous: { "r-sess": {} },
  policies: {
    "keys-only": {
      type: "managed",
      document: { Version: "2012-10-17", Statement: [statement("Allow", "iam:ListAccessKeys")] },
    },
  },
  accounts: {
    [management]: {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      principals: [
        { arn: "user/admin", policies: ["AdministratorAccess"] },
        { arn: "user/keys", policies: ["keys-only"] },
        { arn: "role/broad", trust: "account", policies: ["AdministratorAccess"] },
        {
          arn: "role/narrow",
          trust: "account",
          inline: { a: { Version: "2012-10-17", Statement: [statement("Allow", "iam:GetAccountSummary")] } },
        },
        { arn: "role/next", trust: trusts({ AWS: roleArn("broad") }), policies: ["AdministratorAccess"] },
      ],
      buckets: {
        "for-session": bucketFor(`arn:aws:sts::${management}:assumed-role/broad/in`),
        "for-role": bucketFor(roleArn("broad")),
      },
    },
    [member]: { email: "two@corp.example", root: { password: {} } },
  },
});
const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

describe("session policies of AssumeRole", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    const started = await startPretendAws({ organization, seed: "session", ...options });
    aws = started;
    const by = (credentials: TrialKeys) => ({
      endpoint: started.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials,
    });
    const admin = started.credentialsFor(`arn:aws:iam::${management}:user/admin`);
    const ask = (role: string, more: Partial<AssumeRoleCommandInput> = {}, as: TrialKeys = admin) =>
      new STSClient(by(as)).send(new AssumeRoleCommand({ RoleArn: roleArn(role), RoleSessionName: "in", ...more }));
    const assume = async (...given: Parameters<typeof ask>) => trialKeys(await ask(...given));
    return {
      ask,
      assume,
      iam: (keys: TrialKeys) => new IAMClient(by(keys)),
      sts: (keys: TrialKeys) => new STSClient(by(keys)),
      s3: (keys: TrialKeys) => new S3Client({ ...by(keys), forcePathStyle: true }),
    };
  };
  afterEach(() => aws?.close());
  const summary = new GetAccountSummaryCommand({});
  const keys = new ListAccessKeysCommand({ UserName: "keys" });
  const user = new GetUserCommand({ UserName: "keys" });

  it("leaves what role and session policy both allow", async () => {
    const { assume, iam } = await start();
    const Policy = text(statement("Allow", "iam:GetAccountSummary"));
    const session = iam(await assume("broad", { Policy }));
    expect((await session.send(summary)).SummaryMap).toBeDefined();
    await expect(session.send(keys)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("because no session policy allows the iam:ListAccessKeys action"),
    });
  });

  it("grants nothing that the role has not", async () => {
    const { assume, iam } = await start();
    const session = iam(await assume("narrow", { Policy: text(statement("Allow", "*")) }));
    expect((await session.send(summary)).SummaryMap).toBeDefined();
    await expect(session.send(keys)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("because no identity-based policy allows"),
    });
  });

  it("denies what the session policy denies, and limits by resource", async () => {
    const { assume, iam } = await start();
    const Policy = text(
      statement("Allow", "*", ["*"]),
      statement("Deny", "iam:ListAccessKeys", `arn:aws:iam::${management}:user/keys`),
    );
    const session = iam(await assume("broad", { Policy }));
    await expect(session.send(keys)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("with an explicit deny in a session policy"),
    });
    await session.send(new ListAccessKeysCommand({ UserName: "admin" }));
    const one = text(statement("Allow", "iam:GetUser", `arn:aws:iam::${management}:user/admin`));
    const limited = iam(await assume("broad", { Policy: one }));
    await limited.send(new GetUserCommand({ UserName: "admin" }));
    await expect(limited.send(user)).rejects.toMatchObject(denied);
  });

  it("counts inline and managed session policies together, and knows managed ones of the role's account", async () => {
    const { ask, assume, iam } = await start();
    const own = { arn: `arn:aws:iam::${management}:policy/keys-only` };
    const managed = iam(await assume("broad", { PolicyArns: [own] }));
    await managed.send(keys);
    await expect(managed.send(summary)).rejects.toMatchObject(denied);
    const both = iam(
      await assume("broad", { PolicyArns: [own], Policy: text(statement("Allow", "iam:GetAccountSummary")) }),
    );
    await both.send(keys);
    await both.send(summary);
    await expect(both.send(user)).rejects.toMatchObject(denied);
    const strange = { arn: `arn:aws:iam::${member}:policy/keys-only` };
    await expect(ask("broad", { PolicyArns: [strange] })).rejects.toMatchObject({ name: "ValidationError" });
    const eleven = Array.from({ length: 11 }, () => own);
    await expect(ask("broad", { PolicyArns: eleven })).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("limits the call for the next session, but not what that session may do", async () => {
    const { ask, assume, iam } = await start();
    const without = await assume("broad", { Policy: text(statement("Allow", "iam:*")) });
    await expect(ask("next", {}, without)).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("because no session policy allows the sts:AssumeRole action"),
    });
    const within = await assume("broad", { Policy: text(statement("Allow", "sts:AssumeRole", roleArn("next"))) });
    await expect(iam(within).send(summary)).rejects.toMatchObject(denied);
    const next = iam(await assume("next", {}, within));
    expect((await next.send(summary)).SummaryMap).toBeDefined();
    await next.send(keys);
  });

  it("limits AssumeRoot, but not the session that it gives", async () => {
    const { assume, iam, sts } = await start();
    const TaskPolicyArn = { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" };
    const root = new AssumeRootCommand({ TargetPrincipal: member, TaskPolicyArn });
    const elsewhere = text(statement("Allow", "sts:AssumeRoot", "arn:aws:iam::333333333333:root"));
    const without = await assume("broad", { Policy: elsewhere });
    await expect(sts(without).send(root)).rejects.toMatchObject(denied);
    const within = await assume("broad", {
      Policy: text(statement("Allow", "sts:AssumeRoot", `arn:aws:iam::${member}:root`)),
    });
    const session = iam(trialKeys(await sts(within).send(root)));
    expect((await session.send(summary)).SummaryMap?.["AccountPasswordPresent"]).toBe(1);
  });

  it("lets a resource policy that names the session past, and holds one that names the role", async () => {
    const { assume, s3 } = await start();
    const session = s3(await assume("broad", { Policy: text(statement("Allow", "iam:*")) }));
    expect((await session.send(new GetBucketPolicyCommand({ Bucket: "for-session" }))).Policy).toBeDefined();
    const byRole = session.send(new GetBucketPolicyCommand({ Bucket: "for-role" }));
    await expect(byRole).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("because no session policy allows the s3:GetBucketPolicy action"),
    });
  });

  it("refuses what is no identity policy and what is too long", async () => {
    const { ask } = await start();
    const malformed = { name: "MalformedPolicyDocumentException", $metadata: { httpStatusCode: 400 } };
    for (const Policy of [
      "{",
      "[]",
      "all",
      "{}",
      text({ Effect: "Allow", Action: "*" }),
      text({ ...statement("Allow", "*"), Principal: "*" }),
      text({ ...statement("Permit", "*") }),
    ]) {
      await expect(ask("broad", { Policy }), Policy).rejects.toMatchObject(malformed);
    }
    const padded = (length: number) => text(statement("Allow", "*")).padEnd(length, " ");
    expect((await ask("broad", { Policy: padded(2048) })).Credentials).toBeDefined();
    await expect(ask("broad", { Policy: padded(2049) })).rejects.toMatchObject({ name: "ValidationError" });
    await expect(ask("broad", { Policy: "" })).rejects.toMatchObject({ name: "ValidationError" });
    const beyond = text(statement("Allow", "iam:\u20ac"));
    await expect(ask("broad", { Policy: beyond })).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("tells how much of the packed size is used, and refuses more than all of it", async () => {
    const { ask } = await start({ packedPolicyBytes: 100 });
    const small = await ask("broad", { Policy: text(statement("Allow", "*")) });
    expect(small.PackedPolicySize).toBeGreaterThan(0);
    expect(small.PackedPolicySize).toBeLessThanOrEqual(100);
    expect((await ask("broad")).PackedPolicySize).toBeUndefined();
    const many = Array.from({ length: 20 }, (_, at) => `arn:aws:account::1:account/o-1/${String(at * 7919 ** 2)}`);
    await expect(ask("broad", { Policy: text(statement("Allow", "*", many)) })).rejects.toMatchObject({
      name: "PackedPolicyTooLargeException",
      message: expect.stringMatching(/^Packed policy consumes \d+% of allotted space, please use smaller policy\.$/),
    });
  });
});
