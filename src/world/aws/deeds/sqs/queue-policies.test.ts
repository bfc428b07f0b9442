import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import { getQueuePolicy } from "./get-queue-policy.ts";
import { listQueues } from "./list-queues.ts";
import { setQueuePolicy } from "./set-queue-policy.ts";

const region = "eu-west-1";
const queueUrl = `https://sqs.eu-west-1.amazonaws.com/${ids.member}/locked`;
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ids.member }, Action: "sqs:SendMessage", Resource: "*" }],
});

describe("queue policies", () => {
  let trial: DeedTrial;
  beforeEach(async () => {
    trial = await startDeedTrial();
  });
  afterEach(() => trial.close());

  it("stop an administrator, and a session of the unlock task replaces and removes them", async () => {
    const admin = await trial.admin(ids.member);
    expect(await setQueuePolicy(admin, { queueUrl, region, policy: "" })).toMatchObject({
      status: "refused",
      action: "sqs:SetQueueAttributes",
      code: "AccessDenied",
    });
    const root = await trial.rootOf(ids.member, "SQSUnlockQueuePolicy");
    expect(JSON.parse(done(await getQueuePolicy(root, { queueUrl, region })).policy)).toMatchObject({
      Statement: [{ Effect: "Deny" }],
    });
    expect(await setQueuePolicy(root, { queueUrl, region, policy: open })).toEqual({ status: "done", value: null });
    expect(done(await getQueuePolicy(root, { queueUrl, region }))).toEqual({ policy: open });
    expect(await setQueuePolicy(root, { queueUrl, region, policy: "" })).toEqual({ status: "done", value: null });
    expect(await getQueuePolicy(root, { queueUrl, region })).toEqual({ status: "absent" });
    expect(await getQueuePolicy(admin, { queueUrl, region })).toEqual({ status: "absent" });
  });

  it("are read in one region at a time", async () => {
    const root = await trial.rootOf(ids.member, "SQSUnlockQueuePolicy");
    const names = async (at?: string) => {
      const urls = done(await listQueues(root, { region: at }));
      return urls.map((url) => url.split("/").at(-1));
    };
    expect(await names(region)).toEqual(["locked", "open"]);
    expect(await names()).toEqual(["here"]);
    expect(done(await listQueues(root, { region, prefix: "lo" }))).toHaveLength(1);
  });

  it("are never asked for at the address of a plan's queue, only at the service's", async () => {
    const root = await trial.rootOf(ids.member, "SQSUnlockQueuePolicy");
    const elsewhere = `http://127.0.0.1:1/${ids.member}/locked`;
    expect((await getQueuePolicy(root, { queueUrl: elsewhere, region })).status).toBe("done");
    expect(await getQueuePolicy(root, { queueUrl, region: "us-east-1" })).toMatchObject({ status: "refused" });
  });
});
