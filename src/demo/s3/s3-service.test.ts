import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";

const denyAll = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] };
const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };
const organization = organizationFileOf({
  organization: {
    id: "o-s3testtest",
    trusted: ["iam.amazonaws.com"],
    rootFeatures: ["RootCredentialsManagement", "RootSessions"],
  },
  ous: { "r-s3te": { children: { "ou-s3te-blocked1": { scp: ["p-FullAWSAccess", "no-bucket-policies"] } } } },
  policies: {
    "no-bucket-policies": {
      type: "SCP",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "s3:DeleteBucketPolicy", Resource: "*" }],
      },
    },
  },
  accounts: {
    "111111111111": { role: "management", email: "root@corp.example", root: { password: {} }, principals: [admin] },
    "222222222222": {
      email: "two@corp.example",
      root: { password: {} },
      principals: [admin],
      buckets: { "locked-up": { policy: denyAll }, "wide-open": {} },
    },
    "333333333333": {
      email: "three@corp.example",
      ou: "ou-s3te-blocked1",
      root: { password: {} },
      buckets: { "locked-by-scp": { policy: denyAll } },
    },
  },
});
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::wide-open/*" }],
});

describe("S3 bucket policies", () => {
  let aws: PretendAws;
  const client = (credentials: ReturnType<PretendAws["credentialsFor"]>) =>
    new S3Client({ endpoint: aws.url, region: "us-east-1", forcePathStyle: true, maxAttempts: 1, credentials });
  const as = (arn: string) => client(aws.credentialsFor(arn));
  const underTask = async (TargetPrincipal: string, task: string) => {
    const sts = new STSClient({
      endpoint: aws.url,
      region: "us-east-1",
      credentials: aws.credentialsFor("arn:aws:iam::111111111111:user/admin"),
    });
    const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${task}` };
    const { Credentials: made } = await sts.send(new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn }));
    return client({
      accessKeyId: made?.AccessKeyId ?? "",
      secretAccessKey: made?.SecretAccessKey ?? "",
      sessionToken: made?.SessionToken ?? "",
      expiresAt: null,
    });
  };
  const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

  beforeAll(async () => {
    aws = await startPretendAws({ organization, seed: "s3" });
  });
  afterAll(() => aws.close());

  it("lists an account's buckets", async () => {
    const answer = await as("arn:aws:iam::222222222222:user/admin").send(new ListBucketsCommand({}));
    expect(answer.Buckets?.map((bucket) => bucket.Name)).toEqual(["locked-up", "wide-open"]);
  });

  it("puts, shows and deletes a policy", async () => {
    const s3 = as("arn:aws:iam::222222222222:user/admin");
    const Bucket = "wide-open";
    const none = s3.send(new GetBucketPolicyCommand({ Bucket }));
    await expect(none).rejects.toMatchObject({ name: "NoSuchBucketPolicy", $metadata: { httpStatusCode: 404 } });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: open }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(open);
    for (const Policy of ["{", "[]", '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}']) {
      const bad = s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      await expect(bad).rejects.toMatchObject({ name: "MalformedPolicy" });
    }
    const deleted = await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket: "nobody-has-it" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  it("keeps other accounts away from a bucket's policy", async () => {
    const stranger = as("arn:aws:iam::111111111111:user/admin");
    const get = stranger.send(new GetBucketPolicyCommand({ Bucket: "wide-open" }));
    await expect(get).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("lets a policy that denies all stop everybody but the account's root", async () => {
    const Bucket = "locked-up";
    const adminCall = as("arn:aws:iam::222222222222:user/admin").send(new GetBucketPolicyCommand({ Bucket }));
    await expect(adminCall).rejects.toMatchObject(denied);
    const stranger = as("arn:aws:iam::111111111111:root").send(new GetBucketPolicyCommand({ Bucket }));
    await expect(stranger).rejects.toMatchObject({ name: "AccessDenied" });
    const root = as("arn:aws:iam::222222222222:root");
    expect((await root.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(JSON.stringify(denyAll));
  });

  it("lets a central session in under its own task only", async () => {
    const Bucket = "locked-up";
    for (const task of ["IAMAuditRootUserCredentials", "SQSUnlockQueuePolicy", "IAMCreateRootUserPassword"]) {
      const wrong = await underTask("222222222222", task);
      await expect(wrong.send(new DeleteBucketPolicyCommand({ Bucket }))).rejects.toMatchObject(denied);
      await expect(wrong.send(new ListBucketsCommand({}))).rejects.toMatchObject(denied);
    }
    const session = await underTask("222222222222", "S3UnlockBucketPolicy");
    expect((await session.send(new ListBucketsCommand({}))).Buckets).toHaveLength(2);
    await session.send(new DeleteBucketPolicyCommand({ Bucket }));
    const freed = as("arn:aws:iam::222222222222:user/admin").send(new GetBucketPolicyCommand({ Bucket }));
    await expect(freed).rejects.toMatchObject({ name: "NoSuchBucketPolicy" });
  });

  it("binds central sessions and root itself by the target's SCPs", async () => {
    const Bucket = "locked-by-scp";
    const session = await underTask("333333333333", "S3UnlockBucketPolicy");
    expect((await session.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBeDefined();
    await expect(session.send(new DeleteBucketPolicyCommand({ Bucket }))).rejects.toMatchObject(denied);
    const root = as("arn:aws:iam::333333333333:root");
    await expect(root.send(new DeleteBucketPolicyCommand({ Bucket }))).rejects.toMatchObject(denied);
  });
});
