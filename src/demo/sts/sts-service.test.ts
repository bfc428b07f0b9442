import { GetAccountSummaryCommand, GetLoginProfileCommand, GetUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, AssumeRootCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DisableOrganizationsRootSessionsCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const task = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });
const audit = task("IAMAuditRootUserCredentials");
const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

describe("STS of the pretend AWS", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    aws = await startPretendAws({ organization: trialOrganization(), seed: "sts", ...options });
    return aws;
  };
  afterEach(() => aws?.close());

  const sts = (credentials: Keys, endpoint = aws?.url ?? "") =>
    new STSClient({ endpoint, region: "eu-west-1", maxAttempts: 1, credentials });
  const iam = (credentials: Keys) =>
    new IAMClient({ endpoint: aws?.url ?? "", region: "us-east-1", maxAttempts: 1, credentials });
  const keysOf = (account: string, resource = "user/admin") => {
    if (aws === undefined) throw new Error("not started");
    return aws.credentialsFor(`arn:aws:iam::${account}:${resource}`);
  };
  const assumeRoot = async (
    credentials: Keys,
    TargetPrincipal: string,
    TaskPolicyArn = audit,
    DurationSeconds?: number,
  ) =>
    sts(credentials).send(
      new AssumeRootCommand({
        TargetPrincipal,
        TaskPolicyArn,
        ...(DurationSeconds === undefined ? {} : { DurationSeconds }),
      }),
    );
  const asKeys = (answer: {
    Credentials?:
      | { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined }
      | undefined;
  }): Keys => ({
    accessKeyId: answer.Credentials?.AccessKeyId ?? "",
    secretAccessKey: answer.Credentials?.SecretAccessKey ?? "",
    sessionToken: answer.Credentials?.SessionToken ?? "",
  });

  it("tells users, role sessions and root who they are", async () => {
    await start();
    const who = async (account: string, resource: string) =>
      sts(keysOf(account, resource)).send(new GetCallerIdentityCommand({}));
    expect(await who(ids.full, "user/admin")).toMatchObject({
      Account: ids.full,
      Arn: `arn:aws:iam::${ids.full}:user/admin`,
    });
    expect(await who(ids.full, "role/ci")).toMatchObject({ Arn: `arn:aws:sts::${ids.full}:assumed-role/ci/setup` });
    expect(await who(ids.full, "root")).toMatchObject({ Arn: `arn:aws:iam::${ids.full}:root`, UserId: ids.full });
  });

  it("lets a role be assumed across accounts when trust and the caller's policy both allow", async () => {
    await start();
    const RoleArn = `arn:aws:iam::${ids.full}:role/reader`;
    const assume = (resource: string) =>
      sts(keysOf(ids.management, resource)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan" }));
    const answer = await assume("user/reader");
    expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ids.full}:assumed-role/reader/scan`);
    const expiry = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(Math.abs(expiry - 3_600_000)).toBeLessThan(10_000);
    const summary = await iam(asKeys(answer)).send(new GetAccountSummaryCommand({}));
    expect(summary.SummaryMap?.["AccountPasswordPresent"]).toBe(1);
    await expect(assume("user/nobody")).rejects.toMatchObject({
      ...denied,
      message: `User: arn:aws:iam::${ids.management}:user/nobody is not authorized to perform: sts:AssumeRole on resource: ${RoleArn} because no identity-based policy allows the sts:AssumeRole action`,
    });
    const stranger = sts(keysOf(ids.delegate)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan" }));
    await expect(stranger).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("because no resource-based policy allows the sts:AssumeRole action"),
    });
  });

  it("does not tell a missing role, a suspended account and a closed trust apart", async () => {
    await start();
    const assume = (RoleArn: string) =>
      sts(keysOf(ids.management, "user/reader")).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan" }));
    await expect(assume(`arn:aws:iam::${ids.full}:role/absent`)).rejects.toMatchObject(denied);
    await expect(assume(`arn:aws:iam::${ids.suspended}:role/reader`)).rejects.toMatchObject(denied);
    await expect(assume("arn:aws:iam::999999999999:role/reader")).rejects.toMatchObject(denied);
    await expect(assume(`arn:aws:iam::${ids.full}:role/external`)).rejects.toMatchObject(denied);
  });

  it("asks for the external id of a trust policy", async () => {
    await start();
    const RoleArn = `arn:aws:iam::${ids.full}:role/external`;
    const assume = (ExternalId: string) =>
      sts(keysOf(ids.management, "user/reader")).send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan", ExternalId }),
      );
    expect((await assume("x-1")).AssumedRoleUser?.Arn).toContain("assumed-role/external/scan");
    await expect(assume("x-2")).rejects.toMatchObject(denied);
  });

  it("needs no identity policy in one account when trust names the user itself", async () => {
    await start();
    const RoleArn = `arn:aws:iam::${ids.full}:role/named`;
    const assume = (resource: string) =>
      sts(keysOf(ids.full, resource)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "in" }));
    expect((await assume("user/bound")).AssumedRoleUser).toBeDefined();
    await expect(assume("user/admin")).rejects.toMatchObject(denied);
  });

  it("refuses root credentials on AssumeRole and AssumeRoot", async () => {
    await start();
    const RoleArn = `arn:aws:iam::${ids.full}:role/reader`;
    const root = keysOf(ids.management, "root");
    await expect(sts(root).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "in" }))).rejects.toMatchObject(
      denied,
    );
    await expect(assumeRoot(root, ids.full)).rejects.toMatchObject(denied);
  });

  it("gives a session that is the member's root under the ceiling of its task", async () => {
    await start();
    const session = asKeys(await assumeRoot(keysOf(ids.management), ids.full));
    const who = await sts(session).send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(`arn:aws:iam::${ids.full}:root`);
    expect((await iam(session).send(new GetUserCommand({}))).User?.UserName).toBeUndefined();
    expect((await iam(session).send(new GetLoginProfileCommand({}))).LoginProfile).toBeDefined();
    const { DeleteLoginProfileCommand } = await import("@aws-sdk/client-iam");
    await expect(iam(session).send(new DeleteLoginProfileCommand({}))).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("with an explicit deny in a session policy"),
    });
    const deletion = asKeys(await assumeRoot(keysOf(ids.management), ids.full, task("IAMDeleteRootUserCredentials")));
    await iam(deletion).send(new DeleteLoginProfileCommand({}));
    await expect(iam(session).send(new GetLoginProfileCommand({}))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
  });

  it("holds an AssumeRoot session to the target's SCPs", async () => {
    await start();
    const { DeleteLoginProfileCommand } = await import("@aws-sdk/client-iam");
    const session = asKeys(await assumeRoot(keysOf(ids.management), ids.bare, task("IAMDeleteRootUserCredentials")));
    await expect(iam(session).send(new DeleteLoginProfileCommand({}))).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
  });

  it("checks sts:TaskPolicyArn, so that a grant for the audit opens nothing else", async () => {
    await start();
    const auditor = keysOf(ids.management, "role/auditor");
    expect((await assumeRoot(auditor, `arn:aws:iam::${ids.full}:root`)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    await expect(assumeRoot(auditor, ids.full, task("IAMDeleteRootUserCredentials"))).rejects.toMatchObject(denied);
    await expect(assumeRoot(keysOf(ids.management, "user/nobody"), ids.full)).rejects.toMatchObject(denied);
  });

  it("takes callers from management and the IAM delegate alone", async () => {
    await start();
    expect((await assumeRoot(keysOf(ids.delegate), ids.full)).Credentials).toBeDefined();
    await expect(assumeRoot(keysOf(ids.full), ids.bare)).rejects.toMatchObject(denied);
    await expect(assumeRoot(keysOf(ids.standalone), ids.full)).rejects.toMatchObject(denied);
  });

  it("takes active members as targets alone", async () => {
    await start();
    const admin = keysOf(ids.management);
    for (const target of [ids.management, ids.suspended, ids.standalone, "999999999999"]) {
      await expect(assumeRoot(admin, target)).rejects.toMatchObject(denied);
    }
    await expect(assumeRoot(admin, "not-an-account")).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("asks for the feature of the task, and neither implies the other", async () => {
    await start({
      organization: trialOrganization((file) =>
        file.organization === undefined
          ? file
          : { ...file, organization: { ...file.organization, rootFeatures: ["RootSessions"] } },
      ),
    });
    const admin = keysOf(ids.management);
    await expect(assumeRoot(admin, ids.full)).rejects.toMatchObject(denied);
    await expect(assumeRoot(admin, ids.full, task("IAMCreateRootUserPassword"))).rejects.toMatchObject(denied);
    expect((await assumeRoot(admin, ids.full, task("S3UnlockBucketPolicy"))).Credentials).toBeDefined();
    expect((await assumeRoot(admin, ids.full, task("SQSUnlockQueuePolicy"))).Credentials).toBeDefined();
  });

  it("asks for trusted access of IAM", async () => {
    await start({
      organization: trialOrganization((file) =>
        file.organization === undefined ? file : { ...file, organization: { ...file.organization, trusted: [] } },
      ),
    });
    await expect(assumeRoot(keysOf(ids.management), ids.full)).rejects.toMatchObject(denied);
  });

  it("lets sessions live 0 to 900 seconds", async () => {
    const { state } = await start();
    const admin = keysOf(ids.management);
    const session = asKeys(await assumeRoot(admin, ids.full));
    await expect(assumeRoot(admin, ids.full, audit, 901)).rejects.toMatchObject({ name: "ValidationError" });
    const none = asKeys(await assumeRoot(admin, ids.full, audit, 0));
    await expect(iam(none).send(new GetUserCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
    state.clock.advance(899_000);
    await iam(session).send(new GetUserCommand({}));
    state.clock.advance(2_000);
    await expect(iam(session).send(new GetUserCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  it("answers InvalidAction on the global host and refuses other task policies", async () => {
    const { globalUrl } = await start();
    const command = new AssumeRootCommand({ TargetPrincipal: ids.full, TaskPolicyArn: audit });
    await expect(sts(keysOf(ids.management), globalUrl).send(command)).rejects.toMatchObject({ name: "InvalidAction" });
    expect((await sts(keysOf(ids.management), globalUrl).send(new GetCallerIdentityCommand({}))).Account).toBe(
      ids.management,
    );
    const other = { arn: "arn:aws:iam::aws:policy/AdministratorAccess" };
    await expect(assumeRoot(keysOf(ids.management), ids.full, other)).rejects.toMatchObject({
      name: "ValidationError",
    });
  });

  it("keeps an issued session after the feature is off, and goes on issuing during the lag alone", async () => {
    const { state } = await start({ revocationLagMs: 60_000 });
    const admin = keysOf(ids.management);
    const s3 = task("S3UnlockBucketPolicy");
    const session = asKeys(await assumeRoot(admin, ids.full, s3));
    await iam(admin).send(new DisableOrganizationsRootSessionsCommand({}));
    state.clock.advance(59_000);
    expect((await assumeRoot(admin, ids.full, s3)).Credentials).toBeDefined();
    state.clock.advance(2_000);
    await expect(assumeRoot(admin, ids.full, s3)).rejects.toMatchObject(denied);
    expect((await sts(session).send(new GetCallerIdentityCommand({}))).Arn).toContain(":root");
  });

  it.each([
    [false, "fulfilled"],
    [true, "rejected"],
  ] as const)("plays an RCP on sts against AssumeRoot both ways (%s)", async (rcpStopsAssumeRoot, expected) => {
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "sts:AssumeRoot", Resource: "*" }],
    };
    const organization = trialOrganization((file) => {
      const full = file.accounts[ids.full];
      const policies = { ...file.policies, "no-root": { type: "RCP" as const, description: "", document } };
      return {
        ...file,
        policies,
        accounts: { ...file.accounts, ...(full && { [ids.full]: { ...full, rcp: ["no-root"] } }) },
      };
    });
    await start({ organization, switches: { rcpStopsAssumeRoot } });
    const [outcome] = await Promise.allSettled([assumeRoot(keysOf(ids.management), ids.full)]);
    expect(outcome.status).toBe(expected);
  });
});
