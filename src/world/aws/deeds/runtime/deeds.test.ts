import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspect } from "node:util";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import type { FaultInput } from "../../../../demo/limits/faults.ts";
import { putContactInformation } from "../account/put-contact-information.ts";
import { startPrimaryEmailUpdate } from "../account/start-primary-email-update.ts";
import { createLoginProfile } from "../iam/create-login-profile.ts";
import { getAccountSummary } from "../iam/get-account-summary.ts";
import { getBucketPolicy } from "../s3/get-bucket-policy.ts";
import { listBuckets } from "../s3/list-buckets.ts";
import { getQueuePolicy } from "../sqs/get-queue-policy.ts";

const account = `aws:${ids.member}`;
const bucket = "wide-open";
const move = { account, email: "new-root@corp.example" };
const contact = {
  FullName: "New Name",
  AddressLine1: "Street 1",
  City: "Bern",
  PostalCode: "3000",
  CountryCode: "CH",
  PhoneNumber: "+41 31 555 01 00",
};
const quick = { timeouts: { connectMillis: 500, requestMillis: 150 } };
const unreachable = { status: "refused", code: "Unreachable" };

describe("what a deed does when AWS does not simply answer", () => {
  let trial: DeedTrial;
  beforeEach(async () => {
    trial = await startDeedTrial();
  });
  afterEach(() => trial.close());
  const times = (operation: string) => trial.server.counters().operations[operation];

  it("waits and tries again when it is throttled, once-only calls too: AWS did nothing", async () => {
    const deeds = await trial.admin(ids.management);
    trial.setFaults({ kind: "throttle", times: 3 });
    expect((await startPrimaryEmailUpdate(deeds, move)).status).toBe("done");
    expect(times("account:StartPrimaryEmailUpdate")).toBe(4);
  });

  it("gives up after eight throttled tries", async () => {
    const deeds = await trial.admin(ids.member);
    trial.setFaults({ kind: "throttle" });
    expect(await getAccountSummary(deeds)).toMatchObject({
      status: "refused",
      action: "iam:GetAccountSummary",
      code: "Throttling",
      advice: "AWS limits these calls. Wait a minute and run the same command again.",
    });
    expect(times("iam:GetAccountSummary")).toBe(8);
  });

  it.each<[string, FaultInput]>([
    ["5xx", { kind: "error", status: 503, times: 2 }],
    ["a cut connection", { kind: "drop", times: 2 }],
    ["no answer", { kind: "hang", times: 2 }],
  ])("tries a change that sets a state again after %s", async (_name, fault) => {
    const deeds = await trial.admin(ids.management, quick);
    trial.setFaults(fault);
    expect((await putContactInformation(deeds, { account, contact })).status).toBe("done");
    expect(times("account:PutContactInformation")).toBe(3);
  });

  it.each<[string, FaultInput, string]>([
    ["5xx", { kind: "error", status: 500 }, "InternalServer"],
    ["a cut connection", { kind: "drop" }, "Unreachable"],
    ["no answer", { kind: "hang" }, "Unreachable"],
  ])("never sends a once-only call again after %s: AWS may have done it", async (_name, fault, code) => {
    const deeds = await trial.admin(ids.management, quick);
    trial.setFaults(fault);
    const deed = await startPrimaryEmailUpdate(deeds, move);
    expect(deed).toMatchObject({
      status: "refused",
      action: "account:StartPrimaryEmailUpdate",
      advice: "Whether AWS did it is not known: read it again before it is tried again.",
    });
    expect(deed.status === "refused" && deed.code).toBe(code);
    expect(times("account:StartPrimaryEmailUpdate")).toBe(1);
  });

  it("says that a session has ended, after one try: it cannot be renewed", async () => {
    const deeds = await trial.admin(ids.member);
    trial.setFaults({ kind: "expire" });
    expect(await createLoginProfile(deeds)).toMatchObject({
      status: "refused",
      code: "ExpiredToken",
      advice: "The session has ended. Ask for a new one and run the same command again.",
    });
    expect(await getBucketPolicy(deeds, { bucket })).toMatchObject({ code: "ExpiredToken" });
    expect(times("iam:CreateLoginProfile")).toBe(1);
  });

  it("says where nothing listens, for calls of every kind", async () => {
    const deeds = await trial.admin(ids.member, { endpointUrl: "http://127.0.0.1:1" });
    for (const deed of [
      await getAccountSummary(deeds),
      await createLoginProfile(deeds),
      await listBuckets(deeds),
      await getQueuePolicy(deeds, { queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ids.member}/locked` }),
      await startPrimaryEmailUpdate(deeds, move),
    ]) {
      expect(deed).toMatchObject(unreachable);
      expect(deed.status === "refused" && deed.message).toContain("connection refused");
    }
  });

  it("throws the reason when the run is stopped, also in a wait", async () => {
    const stop = new AbortController();
    const deeds = await trial.admin(ids.member, { signal: stop.signal });
    trial.setFaults({ kind: "hang" });
    const deed = getAccountSummary(deeds);
    setTimeout(() => stop.abort(new Error("Ctrl-C")), 30);
    await expect(deed).rejects.toThrow("Ctrl-C");
    await expect(createLoginProfile(deeds)).rejects.toThrow("Ctrl-C");
  });

  it("takes the endpoint from the environment where none is given, and never from a queue's address", async () => {
    process.env["AWS_ENDPOINT_URL"] = trial.server.url;
    const deeds = await trial.open(trial.sessionOf(`arn:aws:iam::${ids.member}:root`), { endpointUrl: undefined });
    expect(done(await getAccountSummary(deeds)).password).toBe(true);
    expect(done(await listBuckets(deeds))).toHaveLength(2);
    expect(await getBucketPolicy(deeds, { bucket })).toEqual({ status: "absent" });
    const queueUrl = `http://127.0.0.1:1/${ids.member}/locked`;
    expect((await getQueuePolicy(deeds, { queueUrl, region: "eu-west-1" })).status).toBe("done");
  });

  it("shows its credentials nowhere", async () => {
    const session = trial.sessionOf(`arn:aws:iam::${ids.member}:user/admin`);
    const deeds = await trial.open(session);
    const { secretAccessKey, sessionToken } = session.keys.reveal();
    trial.setFaults({ kind: "deny" });
    const deed = await getAccountSummary(deeds);
    const shown = [
      inspect(deeds, { depth: 9 }),
      JSON.stringify(deed),
      inspect(session),
      JSON.stringify(session),
    ].join();
    expect(secretAccessKey.length).toBeGreaterThan(10);
    expect(shown).not.toContain(secretAccessKey);
    expect(sessionToken === "" || !shown.includes(sessionToken)).toBe(true);
  });
});
