import { GetAccountSummaryCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { trialKeys, type TrialKeys } from "../trial-keys.ts";

const management = "111111111111";
const member = "222222222222";
const arnOf = (resource: string, account = management) => `arn:aws:iam::${account}:${resource}`;
const both = ["sts:AssumeRole", "sts:SetSourceIdentity"];
const may = (Action: string | readonly string[], Condition?: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*", ...(Condition === undefined ? {} : { Condition }) }],
});
const trusts = (principal: string, Action: string | readonly string[] = both, Condition?: object) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: principal }, Action, ...(Condition === undefined ? {} : { Condition }) },
  ],
});
const organization = organizationFileOf({
  organization: { id: "o-sourceidtt", trusted: ["iam.amazonaws.com"], rootFeatures: ["RootCredentialsManagement"] },
  ous: { "r-sour": {} },
  accounts: {
    [management]: {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      principals: [
        { arn: "user/sets", inline: { a: may(both) } },
        { arn: "user/assumes", inline: { a: may("sts:AssumeRole") } },
        { arn: "user/named" },
        { arn: "role/first", trust: trusts(arnOf("root")), inline: { a: may([...both, "sts:AssumeRoot", "iam:*"]) } },
        { arn: "role/closed", trust: trusts(arnOf("root"), "sts:AssumeRole") },
        { arn: "role/for-named", trust: trusts(arnOf("user/named")) },
        { arn: "role/next", trust: trusts(arnOf("role/first")), inline: { a: may([...both, "iam:*"]) } },
        { arn: "role/no-set", trust: trusts(arnOf("root")), inline: { a: may("sts:AssumeRole") } },
        { arn: "role/for-no-set", trust: trusts(arnOf("role/no-set")) },
        {
          arn: "role/only-rw",
          trust: trusts(arnOf("root"), both, { StringLike: { "sts:SourceIdentity": "rw-*" } }),
        },
        {
          arn: "role/only-under-rw",
          trust: trusts(arnOf("root"), both, { StringEquals: { "aws:SourceIdentity": "rw-1" } }),
        },
        {
          arn: "role/watched",
          trust: trusts(arnOf("root")),
          inline: { a: may("iam:*", { StringEquals: { "aws:SourceIdentity": "rw-1" } }) },
        },
      ],
    },
    [member]: {
      email: "two@corp.example",
      root: { password: {} },
      principals: [{ arn: "role/far", trust: trusts(arnOf("root")) }],
    },
  },
});
const denied = (action: string) => ({
  name: "AccessDenied",
  $metadata: { httpStatusCode: 403 },
  message: expect.stringContaining(`is not authorized to perform: ${action} on resource: `),
});

describe("source identity", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    const started = await startPretendAws({ organization, seed: "source", ...options });
    aws = started;
    const by = (credentials: TrialKeys) => ({
      endpoint: started.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials,
    });
    const as = (resource: string): TrialKeys => started.credentialsFor(arnOf(resource));
    const ask = (keys: TrialKeys, role: string, SourceIdentity?: string, account = management) =>
      new STSClient(by(keys)).send(
        new AssumeRoleCommand({
          RoleArn: arnOf(`role/${role}`, account),
          RoleSessionName: "in",
          ...(SourceIdentity === undefined ? {} : { SourceIdentity }),
        }),
      );
    const assume = async (...given: Parameters<typeof ask>) => trialKeys(await ask(...given));
    const TaskPolicyArn = { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" };
    const root = (keys: TrialKeys) =>
      new STSClient(by(keys)).send(new AssumeRootCommand({ TargetPrincipal: member, TaskPolicyArn }));
    const look = (keys: TrialKeys) => new IAMClient(by(keys)).send(new GetAccountSummaryCommand({}));
    return { as, ask, assume, root, look };
  };
  afterEach(() => aws?.close());

  it("is set where the caller may and the trust policy lets it, and told in the answer", async () => {
    const { as, ask } = await start();
    expect((await ask(as("user/sets"), "first", "rw-1")).SourceIdentity).toBe("rw-1");
    expect((await ask(as("user/sets"), "first")).SourceIdentity).toBeUndefined();
    await expect(ask(as("user/assumes"), "first", "rw-1")).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
    expect((await ask(as("user/assumes"), "first")).Credentials).toBeDefined();
    await expect(ask(as("user/sets"), "closed", "rw-1")).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
    expect((await ask(as("user/sets"), "closed")).Credentials).toBeDefined();
  });

  it("needs both sides across accounts", async () => {
    const { as, ask } = await start();
    expect((await ask(as("user/sets"), "far", "rw-1", member)).SourceIdentity).toBe("rw-1");
    const one = ask(as("user/assumes"), "far", "rw-1", member);
    await expect(one).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
  });

  it("needs no identity policy of a user whom the trust policy names, but always one of a role", async () => {
    const { as, ask } = await start();
    expect((await ask(as("user/named"), "for-named", "rw-1")).SourceIdentity).toBe("rw-1");
    expect((await ask(as("role/no-set"), "for-no-set")).Credentials).toBeDefined();
    const set = ask(as("role/no-set"), "for-no-set", "rw-1");
    await expect(set).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
  });

  it("has 2 to 64 letters, digits and _+=,.@-", async () => {
    const { as, ask } = await start();
    for (const good of ["rw", "a".repeat(64), "_+=,.@-09"]) {
      expect((await ask(as("user/sets"), "first", good)).SourceIdentity).toBe(good);
    }
    for (const bad of ["", "r", "a".repeat(65), "a b", "aws:x", "a/b", "ä-1", "a\n1"]) {
      await expect(ask(as("user/sets"), "first", bad), bad).rejects.toMatchObject({ name: "ValidationError" });
    }
  });

  it("stays through the chain, needs the permission at each step, and cannot be changed", async () => {
    const { as, ask, assume } = await start();
    const first = await assume(as("user/sets"), "first", "rw-1");
    expect((await ask(first, "next")).SourceIdentity).toBe("rw-1");
    expect((await ask(first, "next", "rw-1")).SourceIdentity).toBe("rw-1");
    await expect(ask(first, "next", "rw-2")).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
    await expect(ask(first, "closed")).rejects.toMatchObject(denied("sts:SetSourceIdentity"));
    expect((await ask(await assume(as("user/sets"), "first"), "closed")).Credentials).toBeDefined();
  });

  it("is sts:SourceIdentity in the call that sets it and aws:SourceIdentity in those after it", async () => {
    const { as, ask, assume, look } = await start();
    expect((await ask(as("user/sets"), "only-rw", "rw-1")).SourceIdentity).toBe("rw-1");
    await expect(ask(as("user/sets"), "only-rw", "me-1")).rejects.toMatchObject(denied("sts:AssumeRole"));
    await expect(ask(as("user/sets"), "only-rw")).rejects.toMatchObject(denied("sts:AssumeRole"));
    const first = await assume(as("user/sets"), "first", "rw-1");
    await expect(ask(first, "only-rw")).rejects.toMatchObject(denied("sts:AssumeRole"));
    expect((await ask(first, "only-under-rw")).SourceIdentity).toBe("rw-1");
    await expect(ask(as("user/sets"), "only-under-rw", "rw-1")).rejects.toMatchObject(denied("sts:AssumeRole"));
    expect((await look(await assume(as("user/sets"), "watched", "rw-1"))).SummaryMap).toBeDefined();
    const other = await assume(as("user/sets"), "watched", "rw-2");
    await expect(look(other)).rejects.toMatchObject(denied("iam:GetAccountSummary"));
    await expect(look(await assume(as("user/sets"), "watched"))).rejects.toMatchObject(denied("iam:GetAccountSummary"));
  });

  it("is told by AssumeRoot, which takes it from the session that asks", async () => {
    const { as, assume, root } = await start();
    expect((await root(await assume(as("user/sets"), "first", "rw-1"))).SourceIdentity).toBe("rw-1");
    expect((await root(await assume(as("user/sets"), "first"))).SourceIdentity).toBeUndefined();
  });

  it.each([
    [false, "fulfilled"],
    [true, "rejected"],
  ] as const)("plays AssumeRoot asking for sts:SetSourceIdentity both ways (%s)", async (asks, expected) => {
    const { as, assume, root } = await start({
      switches: { assumeRootAsksSetSourceIdentity: asks },
      organization: bare,
    });
    const [under] = await Promise.allSettled([root(await assume(as("user/sets"), "first", "rw-1"))]);
    expect(under.status).toBe(expected);
    expect((await root(await assume(as("user/sets"), "first"))).Credentials).toBeDefined();
  });
});

/** The same without sts:SetSourceIdentity in the policy of `role/first`. */
const bare = organizationFileOf({
  ...organization,
  accounts: {
    ...organization.accounts,
    [management]: {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      principals: [
        { arn: "user/sets", inline: { a: may(both) } },
        { arn: "role/first", trust: trusts(arnOf("root")), inline: { a: may("sts:AssumeRoot") } },
      ],
    },
  },
});
