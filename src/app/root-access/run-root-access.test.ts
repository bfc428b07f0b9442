import { afterEach, describe, expect, it } from "vitest";
import { deedIds as ids, startDeedTrial, type DeedTrial } from "../../../test/support/deed-trial.ts";
import { plansForTest } from "../../domain/custody/root-access/plans-for-test.ts";
import type { MemberPlan } from "../../domain/custody/root-access/root-access-plan.ts";
import { callsOf } from "../../domain/custody/root-access/calls-of.ts";
import { fakeMember } from "./run/member-for-test.ts";
import { type RootDeeds, rootDeeds } from "./run/root-deeds.ts";
import type { ToldCall } from "./run/told-call.ts";
import { runRootAccess } from "./run-root-access.ts";

const denyAll = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] };
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ids.member }, Action: "sqs:SendMessage", Resource: "*" }],
});
const devices = [`arn:aws:iam::${ids.member}:mfa/phone`];
const all = {
  password: true,
  accessKeys: ["AKIAROOTROOTROOT0001", "AKIAROOTROOTROOT0002"],
  certificates: ["CERTROOT1"],
};
const at = { account: `aws:${ids.member}`, region: "eu-west-1" };
const plans = {
  deletion: { ...plansForTest["delete-credentials"], account: at.account, found: null },
  recovery: { ...plansForTest["allow-recovery"], account: at.account },
  bucket: { ...plansForTest["unlock-bucket"], ...at, bucket: "locked-up" },
  queue: {
    ...plansForTest["unlock-queue"],
    ...at,
    queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ids.member}/locked`,
    policy: open,
  },
} as const;

interface World {
  /** Deeds under a plan's task policy. */
  readonly deedsOf: (plan: MemberPlan) => Promise<RootDeeds>;
  readonly close: () => Promise<void>;
}

async function pretended(): Promise<World> {
  const trial: DeedTrial = await startDeedTrial();
  return {
    deedsOf: async ({ taskPolicy }) =>
      rootDeeds(await trial.rootOf(ids.member, taskPolicy.slice(taskPolicy.lastIndexOf("/") + 1))),
    close: () => trial.close(),
  };
}

function faked(): Promise<World> {
  const text = JSON.stringify(denyAll);
  const { deeds } = fakeMember({ has: { ...all, mfa: devices }, bucket: text, queue: text });
  return Promise.resolve({ deedsOf: () => Promise.resolve(deeds), close: () => Promise.resolve() });
}

describe.each([
  ["the pretend AWS through the SDK", pretended],
  ["a fake member", faked],
])("a plan run against %s", (_, start) => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  const run = async (plan: MemberPlan) => {
    world ??= await start();
    const calls: ToldCall[] = [];
    const kept: (string | null)[] = [];
    const outcome = await runRootAccess({
      sessionAccount: plan.account,
      deeds: await world.deedsOf(plan),
      onCall: (call) => calls.push(call),
      keepOldPolicy: (policy) => Promise.resolve(void kept.push(policy)),
      sleep: () => Promise.resolve(),
    })(plan);
    return { outcome, calls, kept, writes: calls.filter(({ isWrite }) => isWrite).map(({ action }) => action) };
  };

  it("deletes everything that root has, MFA devices last, and has nothing to do the second time", async () => {
    const { outcome, writes, calls } = await run(plans.deletion);
    expect(outcome).toMatchObject({ status: "done", left: [] });
    expect(outcome.status === "done" ? outcome.done.slice(0, 2) : []).toEqual([
      "the password is deleted",
      "the access key AKIAROOTROOTROOT0001 is deleted",
    ]);
    expect(writes.slice(0, 4)).toEqual([
      "iam:DeleteLoginProfile",
      "iam:DeleteAccessKey",
      "iam:DeleteAccessKey",
      "iam:DeleteSigningCertificate",
    ]);
    expect(new Set(writes.slice(4))).toEqual(new Set(["iam:DeactivateMFADevice"]));
    expect(calls.every(({ outcome: each }) => each !== "refused")).toBe(true);
    const again = await run(plans.deletion);
    expect(again.outcome).toMatchObject({ status: "nothing-to-do" });
    expect(again.writes).toEqual([]);
  });

  it("deletes the kinds that are named, leaves the others and says so", async () => {
    const { outcome } = await run({ ...plans.deletion, delete: ["certificates"] });
    expect(outcome).toMatchObject({ status: "done", done: ["the signing certificate CERTROOT1 is deleted"] });
    expect(outcome.status === "done" ? outcome.left : []).toContain("the password");
    expect(outcome.status === "done" ? outcome.left : []).toContain(`the MFA device ${devices[0] ?? ""}`);
  });

  it("writes nothing where something is there that the plan does not know of", async () => {
    const found = { ...all, accessKeys: ["AKIAROOTROOTROOT0001"], mfa: [] };
    const { outcome, writes } = await run({ ...plans.deletion, delete: ["certificates"], found });
    expect(outcome).toMatchObject({ status: "stale", row: { code: "ROOT_ACCESS_PLAN_STALE" } });
    expect(outcome.status === "stale" ? outcome.detail : "").toContain("AKIAROOTROOTROOT0002");
    expect(writes).toEqual([]);
  });

  it("allows recovery once the password is gone, and has nothing to do where there is one", async () => {
    expect((await run(plans.recovery)).outcome.status).toBe("nothing-to-do");
    await run({ ...plans.deletion, delete: ["password"] });
    const { outcome, writes } = await run(plans.recovery);
    expect(outcome).toEqual({ status: "done", done: ["recovery by mail is allowed"], left: [] });
    expect(writes).toEqual(["iam:CreateLoginProfile"]);
    expect((await run(plans.recovery)).outcome.status).toBe("nothing-to-do");
  });

  it("deletes a bucket's policy after keeping its text, and has nothing to do the second time", async () => {
    const { outcome, kept, calls } = await run(plans.bucket);
    expect(outcome).toEqual({ status: "done", done: ["the policy of bucket locked-up is deleted"], left: [] });
    expect(kept.map((text) => JSON.parse(text ?? "") as unknown)).toEqual([denyAll]);
    expect(calls.map(({ action }) => action)).toEqual(
      callsOf(plans.bucket)
        .slice(1)
        .map(({ action }) => action),
    );
    expect(calls.every(({ target }) => target === "locked-up")).toBe(true);
    expect(await run(plans.bucket)).toMatchObject({ outcome: { status: "nothing-to-do" }, kept: [], writes: [] });
  });

  it("replaces a bucket's policy, and keeps that there was none where there is none", async () => {
    await run(plans.bucket);
    const policy = open.replace("sqs:SendMessage", "s3:GetObject");
    const { outcome, kept } = await run({ ...plans.bucket, policy });
    expect(outcome).toMatchObject({ status: "done" });
    expect(kept).toEqual([null]);
    expect((await run({ ...plans.bucket, policy: JSON.stringify(JSON.parse(policy), null, 2) })).outcome.status).toBe(
      "nothing-to-do",
    );
  });

  it("replaces and removes a queue's policy in the queue's region", async () => {
    const { outcome, kept } = await run(plans.queue);
    expect(outcome).toEqual({ status: "done", done: ["the policy of queue locked is replaced"], left: [] });
    expect(kept).toHaveLength(1);
    expect((await run({ ...plans.queue, policy: null })).outcome).toMatchObject({ status: "done" });
    expect((await run({ ...plans.queue, policy: null })).outcome).toMatchObject({ status: "nothing-to-do" });
  });
});

describe("a plan that finds what it expects", () => {
  it("makes exactly the calls that were shown before, in their order", async () => {
    const { found } = plansForTest["delete-credentials"];
    for (const plan of Object.values(plansForTest)) {
      if (plan.task === "enable") continue;
      const has = plan.task === "delete-credentials" ? found : null;
      const { deeds, calls } = fakeMember({
        ...(has === null ? {} : { has }),
        bucket: "{}",
        queue: '{"Version":"2008-10-17"}',
      });
      const outcome = await runRootAccess({
        sessionAccount: plan.account,
        deeds,
        onCall: () => undefined,
        keepOldPolicy: () => Promise.resolve(),
        sleep: () => Promise.resolve(),
      })(plan);
      expect([plan.task, outcome.status, calls]).toEqual([
        plan.task,
        "done",
        callsOf(plan)
          .slice(1)
          .map(({ action }) => action),
      ]);
    }
  });
});

describe("a plan run against the pretend AWS", () => {
  let trial: DeedTrial | undefined;
  afterEach(() => trial?.close());
  const start = async () => {
    trial = await startDeedTrial();
    return trial;
  };
  const quiet = {
    sessionAccount: at.account,
    onCall: () => undefined,
    keepOldPolicy: () => Promise.resolve(),
    sleep: () => Promise.resolve(),
  };

  it("stops where an SCP denies, keeps the MFA devices with the password, and says what to look for", async () => {
    const { rootOf } = await start();
    const deeds = rootDeeds(await rootOf(ids.guarded, "IAMDeleteRootUserCredentials"));
    const plan = { ...plans.deletion, account: `aws:${ids.guarded}` };
    expect(await runRootAccess({ deeds, ...quiet, sessionAccount: plan.account })(plan)).toMatchObject({
      status: "refused",
      action: "iam:DeleteLoginProfile",
      code: "AccessDenied",
      next: expect.stringContaining("aws:AssumedRoot"),
    });
  });

  it("says that a bucket or queue is not there, and that a policy text is none, before anything changed", async () => {
    const { rootOf } = await start();
    const s3 = rootDeeds(await rootOf(ids.member, "S3UnlockBucketPolicy"));
    expect(await runRootAccess({ deeds: s3, ...quiet })({ ...plans.bucket, bucket: "nowhere" })).toMatchObject({
      status: "refused",
      action: "s3:GetBucketPolicy",
      code: "NoSuchBucket",
      next: expect.stringContaining("region"),
    });
    expect(
      await runRootAccess({ deeds: s3, ...quiet })({ ...plans.bucket, policy: '{"Statement":[{}]}' }),
    ).toMatchObject({
      status: "refused",
      action: "s3:PutBucketPolicy",
      code: "MalformedPolicy",
    });
    const sqs = rootDeeds(await rootOf(ids.member, "SQSUnlockQueuePolicy"));
    expect(
      await runRootAccess({ deeds: sqs, ...quiet })({ ...plans.queue, queueUrl: `${plans.queue.queueUrl}x` }),
    ).toMatchObject({
      status: "refused",
      code: "QueueDoesNotExist",
    });
  });

  it("is refused under another task's session", async () => {
    const { rootOf } = await start();
    const deeds = rootDeeds(await rootOf(ids.member, "SQSUnlockQueuePolicy"));
    expect(await runRootAccess({ deeds, ...quiet })(plans.bucket)).toMatchObject({
      status: "refused",
      code: "AccessDenied",
    });
  });
});
