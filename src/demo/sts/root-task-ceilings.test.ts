import { AccountClient, GetContactInformationCommand, PutContactInformationCommand } from "@aws-sdk/client-account";
import * as iam from "@aws-sdk/client-iam";
import { LeaveOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, AssumeRootCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { courierArns, courierIds as ids, loadCourier } from "../organizations/load-courier.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialKeys, type TrialKeys } from "../trial-keys.ts";

/** After "View privileged tasks" and the root task policies (IAM User Guide); SQS's exact list is not established. */
const looks = ["ListAccessKeys", "ListSigningCertificates", "GetLoginProfile", "ListMFADevices", "GetAccountSummary"];
const may: Readonly<Record<string, readonly string[]>> = {
  IAMAuditRootUserCredentials: [...looks, "GetUser"],
  IAMDeleteRootUserCredentials: [
    ...looks,
    "GetUser",
    "DeleteAccessKey",
    "DeleteSigningCertificate",
    "DeactivateMFADevice",
    "DeleteLoginProfile",
  ],
  IAMCreateRootUserPassword: ["GetLoginProfile", "CreateLoginProfile"],
  S3UnlockBucketPolicy: ["ListBuckets", "GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"],
  SQSUnlockQueuePolicy: ["ListQueues", "GetQueueUrl", "GetQueueAttributes", "SetQueueAttributes"],
};
const Bucket = "fernwood-invoices";
const own = (queue: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ids.full}:root` }, Action: queue, Resource: "*" }],
  });
const record = {
  FullName: "N",
  AddressLine1: "1",
  City: "B",
  PostalCode: "1",
  CountryCode: "DE",
  PhoneNumber: "+49 30 666",
};

describe("sessions of AssumeRoot", () => {
  let aws: PretendAws | undefined;
  const start = async () => {
    const started = await startPretendAws({ organization: loadCourier(), seed: "ceilings" });
    aws = started;
    return { ...started, root: started.state.accounts.get(memberId(started))?.root };
  };
  afterEach(() => aws?.close());
  const by = (credentials: TrialKeys) => ({
    endpoint: aws?.url ?? "",
    region: "us-east-1",
    maxAttempts: 1,
    forcePathStyle: true,
    credentials,
  });
  const become = async (task: string, DurationSeconds = 900) => {
    const admin = aws?.credentialsFor(courierArns.admin);
    if (admin === undefined) throw new Error("not started");
    const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${task}` };
    const command = new AssumeRootCommand({ TargetPrincipal: ids.full, TaskPolicyArn, DurationSeconds });
    return trialKeys(await new STSClient(by(admin)).send(command));
  };
  /** Every call that may be tried, reads first. */
  const calls = (keys: TrialKeys): Readonly<Record<string, () => Promise<unknown>>> => {
    const [one, two, three] = [new iam.IAMClient(by(keys)), new s3.S3Client(by(keys)), new sqs.SQSClient(by(keys))];
    const contacts = new AccountClient(by(keys));
    const QueueUrl = `${aws?.url ?? ""}/${ids.full}/orders`;
    return {
      ListAccessKeys: () => one.send(new iam.ListAccessKeysCommand({})),
      ListSigningCertificates: () => one.send(new iam.ListSigningCertificatesCommand({})),
      GetLoginProfile: () => one.send(new iam.GetLoginProfileCommand({})),
      ListMFADevices: () => one.send(new iam.ListMFADevicesCommand({})),
      GetAccountSummary: () => one.send(new iam.GetAccountSummaryCommand({})),
      GetUser: () => one.send(new iam.GetUserCommand({})),
      ListVirtualMFADevices: () => one.send(new iam.ListVirtualMFADevicesCommand({})),
      GetAccountAuthorizationDetails: () => one.send(new iam.GetAccountAuthorizationDetailsCommand({})),
      CreateAccessKey: () => one.send(new iam.CreateAccessKeyCommand({})),
      UpdateAccessKey: () =>
        one.send(new iam.UpdateAccessKeyCommand({ AccessKeyId: "AKIAFICTIONALSHOP001", Status: "Inactive" })),
      CreateLoginProfile: () => one.send(new iam.CreateLoginProfileCommand({})),
      DeleteLoginProfile: () => one.send(new iam.DeleteLoginProfileCommand({})),
      DeleteAccessKey: () => one.send(new iam.DeleteAccessKeyCommand({ AccessKeyId: "AKIAFICTIONALSHOP001" })),
      DeleteSigningCertificate: () =>
        one.send(new iam.DeleteSigningCertificateCommand({ CertificateId: "FICTIONALSHOPCERTIFICATE00000001" })),
      DeactivateMFADevice: () =>
        one.send(
          new iam.DeactivateMFADeviceCommand({ SerialNumber: `arn:aws:iam::${ids.full}:mfa/root-account-mfa-device` }),
        ),
      ListBuckets: () => two.send(new s3.ListBucketsCommand({})),
      GetBucketPolicy: () => two.send(new s3.GetBucketPolicyCommand({ Bucket })),
      PutBucketPolicy: () => two.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: own("s3:*") })),
      DeleteBucketPolicy: () => two.send(new s3.DeleteBucketPolicyCommand({ Bucket })),
      ListQueues: () => three.send(new sqs.ListQueuesCommand({})),
      GetQueueUrl: () => three.send(new sqs.GetQueueUrlCommand({ QueueName: "orders" })),
      GetQueueAttributes: () => three.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] })),
      SetQueueAttributes: () =>
        three.send(new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: own("sqs:*") } })),
      GetContactInformation: () => contacts.send(new GetContactInformationCommand({})),
      PutContactInformation: () => contacts.send(new PutContactInformationCommand({ ContactInformation: record })),
      LeaveOrganization: () => new OrganizationsClient(by(keys)).send(new LeaveOrganizationCommand({})),
      AssumeRole: () =>
        new STSClient(by(keys)).send(
          new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ids.full}:role/RootwardReader`, RoleSessionName: "in" }),
        ),
    };
  };
  const refusal = async (call: () => Promise<unknown>): Promise<string | null> => {
    try {
      await call();
      return null;
    } catch (failure) {
      return failure instanceof Error ? failure.name : String(failure);
    }
  };

  it.each(Object.keys(may))("may do what %s is for, and nothing else", async (task) => {
    await start();
    const done: string[] = [];
    for (const [name, call] of Object.entries(calls(await become(task)))) {
      const why = await refusal(call);
      // A member that has a password already refuses another one: the call was let through.
      if (why === null || why === "EntityAlreadyExistsException") done.push(name);
      else expect([name, why]).toEqual([name, expect.stringMatching(/^AccessDenied(Exception)?$/)]);
    }
    expect(done.toSorted()).toEqual([...(may[task] ?? [])].toSorted());
  });

  it("changes nothing under the audit task", async () => {
    const { root, state } = await start();
    const before = structuredClone(root);
    for (const call of Object.values(calls(await become("IAMAuditRootUserCredentials")))) await refusal(call);
    expect(root).toEqual(before);
    expect(state.organization?.trusted.size).toBe(2);
  });

  it("takes every root credential away, and allows recovery by mail again", async () => {
    const { root, state } = await start();
    for (const [name, call] of Object.entries(calls(await become("IAMDeleteRootUserCredentials")))) {
      if (name.startsWith("De")) await refusal(call);
    }
    expect(root).toMatchObject({ password: null, devices: [], keys: [], certificates: [] });
    expect(state.credentials.find("AKIAFICTIONALSHOP001")).toBeUndefined();
    const recovery = new iam.IAMClient(by(await become("IAMCreateRootUserPassword")));
    const none = recovery.send(new iam.GetLoginProfileCommand({}));
    await expect(none).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await recovery.send(new iam.CreateLoginProfileCommand({}));
    expect((await recovery.send(new iam.GetLoginProfileCommand({}))).LoginProfile?.CreateDate).toBeDefined();
    const again = recovery.send(new iam.CreateLoginProfileCommand({}));
    await expect(again).rejects.toMatchObject({ name: "EntityAlreadyExistsException" });
    expect(root?.password?.value).toBeNull();
  });

  it("unlocks a bucket and a queue, by another policy or by none", async () => {
    await start();
    const bucket = new s3.S3Client(by(await become("S3UnlockBucketPolicy")));
    const policy = async () => (await bucket.send(new s3.GetBucketPolicyCommand({ Bucket }))).Policy;
    expect(JSON.parse((await policy()) ?? "")).toMatchObject({ Statement: [{ Effect: "Deny", Principal: "*" }] });
    await bucket.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: own("s3:*") }));
    expect(await policy()).toBe(own("s3:*"));
    await bucket.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    await expect(policy()).rejects.toMatchObject({ name: "NoSuchBucketPolicy" });
    const queue = new sqs.SQSClient(by(await become("SQSUnlockQueuePolicy")));
    const { QueueUrl } = await queue.send(new sqs.GetQueueUrlCommand({ QueueName: "orders" }));
    const set = (Policy: string) => queue.send(new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const attributes = async () =>
      (await queue.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }))).Attributes;
    await set(own("sqs:*"));
    expect((await attributes())?.["Policy"]).toBe(own("sqs:*"));
    await set("");
    expect(await attributes()).toBeUndefined();
  });

  it("ends when its time is up, whatever it calls", async () => {
    const { state } = await start();
    const admin = aws?.credentialsFor(courierArns.admin, 3600);
    const keys = await become("S3UnlockBucketPolicy", 600);
    state.clock.advance(599_000);
    expect(await refusal(() => new STSClient(by(keys)).send(new GetCallerIdentityCommand({})))).toBeNull();
    state.clock.advance(1_000);
    for (const [name, call] of Object.entries(calls(keys))) {
      expect([name, await refusal(call)]).toEqual([name, expect.stringMatching(/^ExpiredToken(Exception)?$/)]);
    }
    expect(await refusal(() => new STSClient(by(admin ?? keys)).send(new GetCallerIdentityCommand({})))).toBeNull();
  });

  it("ends after the seconds that AssumeRole was asked for, one hour at most from another session", async () => {
    const { state, credentialsFor } = await start();
    const courier = new STSClient(by(credentialsFor(courierArns.courier)));
    const take = (DurationSeconds: number) =>
      courier.send(
        new AssumeRoleCommand({
          RoleArn: courierArns.orgFeature,
          RoleSessionName: "courier",
          SourceIdentity: "rw-1",
          DurationSeconds,
        }),
      );
    await expect(take(899)).rejects.toMatchObject({ name: "ValidationError" });
    await expect(take(3601)).rejects.toMatchObject({ name: "ValidationError" });
    const session = new iam.IAMClient(by(trialKeys(await take(900))));
    state.clock.advance(899_000);
    await session.send(new iam.ListOrganizationsFeaturesCommand({}));
    state.clock.advance(1_000);
    const late = session.send(new iam.ListOrganizationsFeaturesCommand({}));
    await expect(late).rejects.toMatchObject({ name: "ExpiredToken" });
  });
});

function memberId({ state }: PretendAws) {
  const found = [...state.accounts.keys()].find((id) => id === ids.full);
  if (found === undefined) throw new Error("no member");
  return found;
}
