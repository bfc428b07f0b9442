import { GetAccountSummaryCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";
import { Counters, type CountersReading } from "./counters.ts";

describe("token buckets", () => {
  it("hold their burst, refill at their rate, and know their floor", () => {
    let now = 0;
    const counters = new Counters(() => now);
    const limit = { rate: 2, burst: 3 };
    const take = () => counters.take("g", "a", limit);
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now = 500;
    expect([take(), take()]).toEqual([true, false]);
    now = 60_000;
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    const [bucket] = counters.read().buckets;
    // 7 of 10 calls were let through: (7 - 3) / 2 = 2 s.
    expect(bucket).toMatchObject({ calls: 10, throttles: 3, floorSeconds: 2 });
    expect(counters.read().floorSeconds).toBe(2);
  });

  it("are kept apart by group and owner", () => {
    const counters = new Counters(() => 0);
    const limit = { rate: 1, burst: 1 };
    expect(counters.take("g", "a", limit)).toBe(true);
    expect(counters.take("g", "b", limit)).toBe(true);
    expect(counters.take("h", "a", limit)).toBe(true);
    expect(counters.take("g", "a", limit)).toBe(false);
  });
});

describe("limits and faults over HTTP", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    aws = await startPretendAws({ organization: trialOrganization(), seed: "limits", ...options });
    const { url, setupToken, credentialsFor } = aws;
    const base = { endpoint: url, region: "us-east-1", maxAttempts: 1 };
    const keys = (account: string) => credentialsFor(`arn:aws:iam::${account}:user/admin`);
    const iam = (account: string) => new IAMClient({ ...base, credentials: keys(account) });
    const look = (account: string) => iam(account).send(new GetAccountSummaryCommand({}));
    const roots = () =>
      new OrganizationsClient({ ...base, credentials: keys(ids.management) }).send(new ListRootsCommand({}));
    const setup = async (method: string, path: string, body?: unknown, token = setupToken) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${url}/_setup/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...sent,
      });
      return { status: answer.status, body: await answer.json() };
    };
    return { look, roots, setup };
  };
  afterEach(() => aws?.close());

  it("throttles in each service's words and counts what it throttled", async () => {
    const { look, roots, setup } = await start({
      buckets: { iam: { rate: 0.001, burst: 2 }, organizations: { rate: 0.001, burst: 1 } },
    });
    await look(ids.full);
    await look(ids.full);
    await expect(look(ids.full)).rejects.toMatchObject({ name: "Throttling", $metadata: { httpStatusCode: 400 } });
    await look(ids.bare);
    await roots();
    await expect(roots()).rejects.toMatchObject({
      name: "TooManyRequestsException",
      $metadata: { httpStatusCode: 400 },
    });
    const reading = (await setup("GET", "counters")).body as CountersReading;
    expect(reading).toMatchObject({
      calls: 6,
      throttles: 2,
      operations: { "iam:GetAccountSummary": 4, "organizations:ListRoots": 2 },
      accounts: { [ids.full]: 3, [ids.bare]: 1, [ids.management]: 2 },
    });
    expect(reading.buckets.find((one) => one.owner === ids.full)).toMatchObject({
      group: "iam",
      calls: 3,
      throttles: 1,
    });
    await setup("DELETE", "counters");
    expect((await setup("GET", "counters")).body).toMatchObject({ calls: 0, throttles: 0, buckets: [] });
    await look(ids.full);
  });

  it("does not throttle, yet counts, when buckets are off", async () => {
    const { roots } = await start();
    for (let index = 0; index < 10; index += 1) await roots();
    expect(aws?.counters()).toMatchObject({ calls: 10, throttles: 0, floorSeconds: 0 });
  });

  it("lets Organizations serve two calls at once", async () => {
    const { roots, setup } = await start();
    await setup("POST", "faults", { faults: [{ kind: "latency", service: "organizations", milliseconds: 100 }] });
    const outcomes = await Promise.allSettled([roots(), roots(), roots()]);
    const refused = outcomes.filter((one) => one.status === "rejected");
    expect(refused.map((one) => one.reason as Error)).toMatchObject([
      { name: "TooManyRequestsException", message: expect.stringContaining("another request is already in progress") },
    ]);
  });

  it("fails a share of calls, exactly", async () => {
    const { look, setup } = await start();
    await setup("POST", "faults", { faults: [{ kind: "error", service: "iam", rate: 0.25, status: 503 }] });
    const outcomes: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      outcomes.push(
        await look(ids.full).then(
          () => "ok",
          (error: Error & { $metadata?: { httpStatusCode?: number } }) =>
            `${error.name} ${error.$metadata?.httpStatusCode ?? ""}`,
        ),
      );
    }
    expect(outcomes).toEqual([
      "ok",
      "ok",
      "ok",
      "ServiceFailureException 503",
      "ok",
      "ok",
      "ok",
      "ServiceFailureException 503",
    ]);
  });

  it("denies named accounts, also when they are the target", async () => {
    const { look, setup } = await start();
    await setup("POST", "faults", { faults: [{ kind: "deny", accounts: [ids.bare] }] });
    await look(ids.full);
    await expect(look(ids.bare)).rejects.toMatchObject({ name: "AccessDenied" });
    const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
    const credentials = aws?.credentialsFor(`arn:aws:iam::${ids.management}:user/admin`);
    if (aws === undefined || credentials === undefined) throw new Error("not started");
    const sts = new STSClient({ endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials });
    const assume = (account: string) =>
      sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/reader`, RoleSessionName: "scan" }));
    await assume(ids.full);
    await expect(assume(ids.bare)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("throttles, expires and cuts a number of times, then goes on", async () => {
    const { look, setup } = await start();
    await setup("POST", "faults", {
      faults: [
        { kind: "throttle", service: "iam", times: 1 },
        { kind: "expire", service: "iam", times: 1 },
        { kind: "drop", service: "iam", operation: "GetAccountSummary", times: 1 },
      ],
    });
    await expect(look(ids.full)).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(look(ids.full)).rejects.toMatchObject({ name: "Throttling" });
    await expect(look(ids.full)).rejects.toMatchObject({ name: "ExpiredToken" });
    await look(ids.full);
  });

  it("hangs until the server closes", async () => {
    const { look, setup } = await start();
    await setup("POST", "faults", { faults: [{ kind: "hang" }] });
    const outcome = look(ids.full).then(
      () => "answered",
      () => "cut",
    );
    const first = await Promise.race([outcome, new Promise((resolve) => setTimeout(() => resolve("waiting"), 150))]);
    expect(first).toBe("waiting");
    await aws?.close();
    expect(await outcome).toBe("cut");
  });

  it("sets, advances and speeds up the clock", async () => {
    const { setup } = await start();
    expect((await setup("POST", "clock", { at: "2026-01-02T03:04:05Z", speed: 0 })).body).toEqual({
      now: "2026-01-02T03:04:05Z",
    });
    expect((await setup("POST", "clock", { advanceSeconds: 3600 })).body).toEqual({ now: "2026-01-02T04:04:05Z" });
    expect((await setup("GET", "clock")).body).toEqual({ now: "2026-01-02T04:04:05Z" });
    await setup("POST", "clock", { speed: 100_000 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(aws?.state.clock.now()).toBeGreaterThan(Date.UTC(2026, 0, 2, 5));
    expect(await setup("POST", "clock", { at: "soon" })).toMatchObject({
      status: 400,
      body: { code: "DEMO_SETUP_INVALID" },
    });
  });

  it("gives keys of principals, and nothing without the set-up token", async () => {
    const { setup } = await start();
    const arn = `arn:aws:iam::${ids.full}:role/ci`;
    const { body } = await setup("POST", "credentials", { arn });
    expect(body).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), secretAccessKey: expect.any(String) });
    expect(await setup("POST", "credentials", { arn: `${arn}-absent` })).toMatchObject({
      status: 404,
      body: { code: "DEMO_NO_SUCH_PRINCIPAL" },
    });
    expect(await setup("POST", "credentials", { arn }, "wrong")).toMatchObject({
      status: 401,
      body: { code: "DEMO_SETUP_REFUSED" },
    });
    expect(await setup("POST", "faults", { faults: [{ kind: "nonsense" }] })).toMatchObject({ status: 400 });
    expect((await setup("GET", "nothing")).status).toBe(404);
  });
});
