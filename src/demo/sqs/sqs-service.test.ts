import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";

const denyAll = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] };
const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };
const organization = organizationFileOf({
  organization: {
    id: "o-sqstesttes",
    trusted: ["iam.amazonaws.com"],
    rootFeatures: ["RootCredentialsManagement", "RootSessions"],
  },
  ous: { "r-sqst": { children: { "ou-sqst-blocked1": { scp: ["p-FullAWSAccess", "no-queues"] } } } },
  policies: {
    "no-queues": {
      type: "SCP",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "sqs:SetQueueAttributes", Resource: "*" }],
      },
    },
  },
  accounts: {
    "111111111111": { role: "management", email: "root@corp.example", root: { password: {} }, principals: [admin] },
    "222222222222": {
      email: "two@corp.example",
      root: { password: {} },
      principals: [admin],
      queues: { jobs: {}, locked: { policy: denyAll }, elsewhere: { region: "eu-west-1" } },
    },
    "333333333333": {
      email: "three@corp.example",
      ou: "ou-sqst-blocked1",
      root: { password: {} },
      queues: { locked: { policy: denyAll } },
    },
  },
});

describe("SQS queue policies", () => {
  let aws: PretendAws;
  const client = (credentials: ReturnType<PretendAws["credentialsFor"]>) =>
    new SQSClient({ endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials });
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
  const urlOf = (name: string, account = "222222222222") => `${aws.url}/${account}/${name}`;
  const policyOf = (QueueUrl: string) => new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] });
  const setPolicy = (QueueUrl: string, Policy: string) =>
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } });
  const denied = { message: expect.stringContaining("is not authorized to perform: sqs:") };

  beforeAll(async () => {
    aws = await startPretendAws({ organization, seed: "sqs" });
  });
  afterAll(() => aws.close());

  it("lists the queues of a region and finds one by name", async () => {
    const sqs = as("arn:aws:iam::222222222222:user/admin");
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([urlOf("jobs"), urlOf("locked")]);
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "jo" }))).QueueUrls).toEqual([urlOf("jobs")]);
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName: "jobs" }))).QueueUrl).toBe(urlOf("jobs"));
    const missing = sqs.send(new GetQueueUrlCommand({ QueueName: "elsewhere" }));
    await expect(missing).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });

  it("sets, shows and removes a policy", async () => {
    const sqs = as("arn:aws:iam::222222222222:user/admin");
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
    });
    expect((await sqs.send(policyOf(urlOf("jobs")))).Attributes).toBeUndefined();
    await sqs.send(setPolicy(urlOf("jobs"), text));
    const all = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: urlOf("jobs"), AttributeNames: ["All"] }));
    expect(all.Attributes).toMatchObject({ Policy: text, QueueArn: "arn:aws:sqs:us-east-1:222222222222:jobs" });
    await expect(sqs.send(setPolicy(urlOf("jobs"), "{"))).rejects.toMatchObject({ name: "InvalidAttributeValue" });
    await sqs.send(setPolicy(urlOf("jobs"), ""));
    expect((await sqs.send(policyOf(urlOf("jobs")))).Attributes).toBeUndefined();
  });

  it("lets a policy that denies all stop everybody but the account's root", async () => {
    const byAdmin = as("arn:aws:iam::222222222222:user/admin").send(policyOf(urlOf("locked")));
    await expect(byAdmin).rejects.toMatchObject(denied);
    const root = as("arn:aws:iam::222222222222:root");
    expect((await root.send(policyOf(urlOf("locked")))).Attributes?.["Policy"]).toBe(JSON.stringify(denyAll));
  });

  it("lets a central session in under its own task only", async () => {
    for (const task of ["IAMAuditRootUserCredentials", "S3UnlockBucketPolicy"]) {
      const wrong = await underTask("222222222222", task);
      await expect(wrong.send(setPolicy(urlOf("locked"), ""))).rejects.toMatchObject(denied);
    }
    const session = await underTask("222222222222", "SQSUnlockQueuePolicy");
    await session.send(setPolicy(urlOf("locked"), ""));
    const freed = await as("arn:aws:iam::222222222222:user/admin").send(policyOf(urlOf("locked")));
    expect(freed.Attributes).toBeUndefined();
  });

  it("binds central sessions by the target's SCPs", async () => {
    const session = await underTask("333333333333", "SQSUnlockQueuePolicy");
    const url = urlOf("locked", "333333333333");
    expect((await session.send(policyOf(url))).Attributes?.["Policy"]).toBeDefined();
    await expect(session.send(setPolicy(url, ""))).rejects.toMatchObject(denied);
  });
});
