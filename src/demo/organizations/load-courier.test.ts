import {
  DeleteLoginProfileCommand,
  EnableOrganizationsRootSessionsCommand,
  GetAccountSummaryCommand,
  IAMClient,
  ListOrganizationsFeaturesCommand,
} from "@aws-sdk/client-iam";
import { AccountClient, GetAlternateContactCommand, GetContactInformationCommand } from "@aws-sdk/client-account";
import { EnableAWSServiceAccessCommand, ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialKeys, type TrialKeys } from "../trial-keys.ts";
import { courierArns as arns, courierIds as ids, loadCourier } from "./load-courier.ts";

const taskArn = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });
const tasks = [
  "IAMDeleteRootUserCredentials",
  "IAMCreateRootUserPassword",
  "S3UnlockBucketPolicy",
  "SQSUnlockQueuePolicy",
];
const denied = { name: "AccessDenied" };

describe("the organization of the courier", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization: loadCourier(), seed: "courier" });
  });
  afterEach(() => aws.close());
  const by = (credentials: TrialKeys) => ({ endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials });
  const iam = (keys: TrialKeys) => new IAMClient(by(keys));
  const account = (keys: TrialKeys) => new AccountClient(by(keys));
  const take = async (RoleArn: string, SourceIdentity: string | null = "rw-1", as: string = arns.courier) => {
    const command = new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: "courier",
      ...(SourceIdentity === null ? {} : { SourceIdentity }),
    });
    const answer = await new STSClient(by(aws.credentialsFor(as))).send(command);
    return { ...answer, keys: trialKeys(answer) };
  };
  const become = async (keys: TrialKeys, task: string, TargetPrincipal: string = ids.full) => {
    const command = new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: taskArn(task) });
    const answer = await new STSClient(by(keys)).send(command);
    return { ...answer, keys: trialKeys(answer) };
  };

  it("lets the courier alone take the three roles, under a source identity rw-… alone", async () => {
    for (const role of [arns.rootTask, arns.orgFeature, arns.contacts]) {
      expect((await take(role)).SourceIdentity).toBe("rw-1");
      await expect(take(role, null)).rejects.toMatchObject(denied);
      await expect(take(role, "other")).rejects.toMatchObject(denied);
      for (const other of [arns.operator, arns.admin])
        await expect(take(role, "rw-1", other)).rejects.toMatchObject(denied);
    }
    const courier = iam(aws.credentialsFor(arns.courier));
    await expect(courier.send(new ListOrganizationsFeaturesCommand({}))).rejects.toMatchObject(denied);
  });

  it.each([false, true])(
    "lets the task role become root of members for four tasks (asked for the name: %s)",
    async (asks) => {
      await aws.close();
      const switches = { assumeRootAsksSetSourceIdentity: asks };
      aws = await startPretendAws({ organization: loadCourier(), seed: "courier", switches });
      const { keys } = await take(arns.rootTask);
      for (const task of tasks) expect((await become(keys, task)).SourceIdentity).toBe("rw-1");
      await expect(become(keys, "IAMAuditRootUserCredentials")).rejects.toMatchObject(denied);
      await expect(become(keys, "S3UnlockBucketPolicy", ids.management)).rejects.toMatchObject(denied);
      const { keys: others } = await take(arns.contacts);
      await expect(become(others, "S3UnlockBucketPolicy")).rejects.toMatchObject(denied);
    },
  );

  it("lets the feature role turn central root access on, trusted access of IAM included", async () => {
    const { keys } = await take(arns.orgFeature);
    const organizations = new OrganizationsClient(by(keys));
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "iam.amazonaws.com" }));
    const other = organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "sso.amazonaws.com" }));
    await expect(other).rejects.toMatchObject({ name: "AccessDeniedException" });
    const { EnabledFeatures } = await iam(keys).send(new EnableOrganizationsRootSessionsCommand({}));
    expect(EnabledFeatures).toEqual(["RootCredentialsManagement", "RootSessions"]);
  });

  it("lets the operator read all of it and write nothing", async () => {
    const operator = aws.credentialsFor(arns.operator);
    const { Accounts } = await new OrganizationsClient(by(operator)).send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Id, Email }) => [Id, Email])).toEqual([
      [ids.management, "aws-root@fernwood.example"],
      [ids.full, "aws-root+shop@fernwood.example"],
      [ids.bare, "aws-root+lab@fernwood.example"],
    ]);
    const contacts = account(operator);
    const phoneOf = async (AccountId?: string) =>
      (await contacts.send(new GetContactInformationCommand(AccountId === undefined ? {} : { AccountId })))
        .ContactInformation?.PhoneNumber;
    expect([await phoneOf(), await phoneOf(ids.full), await phoneOf(ids.bare)]).toEqual([
      "+1 503 555 0110",
      "+1 503 555 0110",
      "+1 503 555 0140",
    ]);
    const security = new GetAlternateContactCommand({ AccountId: ids.full, AlternateContactType: "SECURITY" });
    expect((await contacts.send(security)).AlternateContact?.EmailAddress).toBe("security@fernwood.example");
    const enable = iam(operator).send(new EnableOrganizationsRootSessionsCommand({}));
    await expect(enable).rejects.toMatchObject(denied);
    for (const task of tasks) await expect(become(operator, task)).rejects.toMatchObject(denied);
  });

  it("has every root credential in one member and none in the other", async () => {
    const operator = aws.credentialsFor(arns.operator);
    const flags = async (member: string) => {
      const { keys } = await become(operator, "IAMAuditRootUserCredentials", member);
      await expect(iam(keys).send(new DeleteLoginProfileCommand({}))).rejects.toMatchObject(denied);
      const { SummaryMap: map } = await iam(keys).send(new GetAccountSummaryCommand({}));
      return [
        map?.["AccountPasswordPresent"],
        map?.["AccountMFAEnabled"],
        map?.["AccountAccessKeysPresent"],
        map?.["AccountSigningCertificatesPresent"],
      ];
    };
    expect(await flags(ids.full)).toEqual([1, 1, 1, 1]);
    expect(await flags(ids.bare)).toEqual([0, 0, 0, 0]);
  });
});
