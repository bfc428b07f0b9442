import { existsSync, statSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { courierIds } from "../../../src/demo/organizations/load-courier.ts";
import { type FaultInput, faultSchema } from "../../../src/demo/limits/faults.ts";
import { CommandLines, RootAccessWorld } from "./root-access-world.ts";

const { full: shop, bare: lab, management } = courierIds;

let world: RootAccessWorld;
let typed: CommandLines;
beforeAll(async () => {
  world = await RootAccessWorld.make();
  typed = new CommandLines(world);
}, 120_000);
afterAll(() => world.end());
afterEach(() => faults());

function faults(...all: readonly FaultInput[]): void {
  world.aws.state.faults.set(all.map((each) => faultSchema.parse(each)));
}

const calls = (operation: string): number => world.aws.counters().operations[operation] ?? 0;
const member = (id: string) => {
  const found = [...world.aws.state.accounts.values()].find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** `2 CLI_USAGE: the sentence`, of a command that was refused. */
async function refusal(argv: readonly string[]): Promise<string> {
  const { code, err } = await world.as("cleo", argv);
  return `${code} ${/\[([A-Z_]+)\]$/m.exec(err)?.[1] ?? err}`;
}

describe("a bucket that is locked", () => {
  const bucket = "fernwood-invoices";
  const plan = () =>
    typed.planned("bucket.json", ["unlock-bucket", "--account", shop, "--bucket", bucket, "--region", "us-east-1"]);
  const policy = () => member(shop).buckets.get(bucket)?.policy ?? null;

  it("is unlocked with a session that two people approved, and its old policy is kept", async () => {
    const file = await plan();
    const old = policy();
    expect(statSync(world.path(file)).mode & 0o777).toBe(0o600);
    const requestId = await world.requested(file);
    expect(await refusal(["root-access", "unlock-bucket", "--apply", file])).toBe("2 CUSTODY_BAD_TRANSITION");
    await world.must("ann", ["bg", "approve", requestId]);
    expect(await refusal(["root-access", "unlock-bucket", "--apply", file])).toBe("2 CUSTODY_BAD_TRANSITION");
    expect([calls("sts:AssumeRoot"), policy()]).toEqual([0, old]);
    await world.must("bob", ["bg", "approve", requestId]);

    const { code, said, err } = await typed.applied("unlock-bucket", file, ["--request", requestId]);
    expect([code, said["outcome"]]).toEqual([
      0,
      { status: "done", done: [`the policy of bucket ${bucket} is deleted`], left: [] },
    ]);
    expect(err).toContain(`s3:DeleteBucketPolicy ${bucket}: done`);
    expect(policy()).toBeNull();
    expect(world.read("bucket.old-policy.json")).toBe(old?.text);
    for (const name of ["bucket.old-policy.json", "bucket.result.json", "bucket.result.txt"]) {
      expect([name, statSync(world.path(name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it("is left alone the second time, and the grant is closed with what was done", async () => {
    const again = await world.as("cleo", ["root-access", "unlock-bucket", "--apply", "bucket.json"]);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/nothing to do: bucket .* has no policy/)]);
    expect(again.out).toMatch(/cannot be called back; it ends by [0-2][0-9]:[0-5][0-9] UTC/);
    const close = /rootward (bg close \S+ --statement-file \S+)/.exec(again.out.replaceAll(/\nREHEARSAL +/g, " "));
    expect(world.read("bucket.result.txt")).toContain(`s3:DeleteBucketPolicy ${bucket}: done`);
    await world.must("cleo", close?.[1]?.split(" ") ?? []);
    expect(await refusal(["root-access", "unlock-bucket", "--apply", "bucket.json"])).toMatch(/^2 /);
  });

  it("is locked again by the kept text, with another plan", async () => {
    const argv = ["unlock-bucket", "--account", shop, "--bucket", bucket, "--policy", "bucket.old-policy.json"];
    const file = await typed.planned("back.json", argv);
    const requestId = await world.granted(file);
    expect((await typed.applied("unlock-bucket", file)).said["outcome"]).toMatchObject({ status: "done" });
    expect(policy()).not.toBeNull();
    await world.closed(requestId);
  });
});

describe("a queue that is locked", () => {
  const url = `https://sqs.us-east-1.amazonaws.com/${shop}/orders`;
  const policy = () => [...member(shop).queues.values()].find(({ name }) => name === "orders")?.policy ?? null;

  it("keeps its policy where AWS refuses, and gets the new one when it no longer does", async () => {
    world.write("queue-policy.json", '{"Version":"2012-10-17","Statement":[]}');
    const argv = ["unlock-queue", "--account", shop, "--queue-url", url, "--policy", "queue-policy.json"];
    const file = await typed.planned("queue.json", argv);
    const old = policy();
    await world.granted(file);
    faults({ kind: "deny", service: "sqs", operation: "SetQueueAttributes" });
    const refused = await typed.applied("unlock-queue", file);
    expect([refused.code, refused.said["outcome"]]).toEqual([
      1,
      expect.objectContaining({ status: "refused", action: "sqs:SetQueueAttributes", code: "AccessDenied" }),
    ]);
    expect(policy()).toEqual(old);
    faults({ kind: "deny", service: "sqs", operation: "GetQueueAttributes" });
    expect((await typed.applied("unlock-queue", file)).code).toBe(1);
    faults();
    const done = await typed.applied("unlock-queue", file);
    expect([done.code, done.said["outcome"]]).toEqual([0, expect.objectContaining({ status: "done" })]);
    expect(policy()).not.toEqual(old);
    expect(done.said["oldPolicyFiles"]).toEqual(["queue.old-policy.json"]);
  });

  it("is not seen where AWS fails, and that is no refusal", async () => {
    const argv = ["unlock-queue", "--account", shop, "--queue-url", url];
    const file = await typed.planned("queue-2.json", argv);
    const before = policy();
    faults({ kind: "error", service: "sqs", operation: "GetQueueAttributes" });
    const { code, said } = await typed.applied("unlock-queue", file);
    expect([code, policy()]).toEqual([3, before]);
    await world.closed(String(said["under"]));
  });
});

describe("what root of a member has", () => {
  it("is deleted as the audit found it, and not where something came since", async () => {
    await world.must("cleo", ["root-access", "audit", "--accounts", shop, "--assume-root", "-f", "json=audit.json"]);
    const plan = async (file: string) =>
      typed.planned(file, ["delete-credentials", "--account", shop, "--audit", "audit.json"]);
    const file = await plan("delete.json");
    const { root } = member(shop);
    const before = root.keys;
    root.keys = before.flatMap((key) => [key, { ...key, id: "AKIAFICTIONALSHOP002" }]);
    const requestId = await world.granted(file);
    const stale = await typed.applied("delete-credentials", file);
    expect([stale.code, stale.said["outcome"]]).toEqual([
      1,
      { status: "stale", code: "ROOT_ACCESS_PLAN_STALE", detail: expect.stringContaining("AKIAFICTIONALSHOP002") },
    ]);
    expect(root.password).not.toBeNull();
    root.keys = before;

    const stop = new AbortController();
    const watch = setInterval(() => {
      if (root.password === null) stop.abort(new Error("Ctrl-C"));
    }, 1);
    const stopped = await world.as("cleo", ["root-access", "delete-credentials", "--apply", file], {
      signal: stop.signal,
    });
    clearInterval(watch);
    expect([stopped.code, stopped.out]).toEqual([130, ""]);
    expect(stopped.err).toMatch(/stopped after [0-9]+ calls; delete\.result\.json says where/);
    expect(stopped.err.replaceAll(/\nREHEARSAL +/g, " ")).toMatch(/it ends by [0-9:]{5} UTC; the same command goes on/);
    expect(world.read("delete.result.txt")).toMatch(/^outcome: stopped before its end$/m);
    const written = JSON.parse(world.read("delete.result.json")) as { runs: { state: string; calls: object[] }[] };
    expect(written.runs.map(({ state }) => state)).toEqual(["ended", "stopped"]);
    expect(written.runs[1]?.calls).toContainEqual(
      expect.objectContaining({ action: "iam:DeleteLoginProfile", outcome: "done" }),
    );

    const done = await typed.applied("delete-credentials", file);
    expect([done.code, done.said["outcome"]]).toEqual([0, expect.objectContaining({ status: "done", left: [] })]);
    expect([root.password, root.keys, root.certificates, root.devices]).toEqual([null, [], [], []]);
    const seen = await world.json("cleo", ["root-access", "audit", "--accounts", shop, "--assume-root"]);
    expect(seen.said["members"]).toEqual([
      expect.objectContaining({ found: { password: false, accessKeys: [], certificates: [], mfa: [] } }),
    ]);
    await world.closed(requestId);
  });

  it("can be recovered by mail again, and is not where AWS refuses the session", async () => {
    const file = await typed.planned("recover.json", ["allow-recovery", "--account", lab]);
    const requestId = await world.granted(file);
    faults({ kind: "deny", service: "sts", operation: "AssumeRoot" });
    expect(await refusal(["root-access", "allow-recovery", "--apply", file])).toBe("2 COURIER_AWS_REFUSED");
    expect(member(lab).root.password).toBeNull();
    faults();
    const { code, said } = await typed.applied("allow-recovery", file);
    expect([code, said["outcome"]]).toEqual([0, { status: "done", done: ["recovery by mail is allowed"], left: [] }]);
    expect(member(lab).root.password).not.toBeNull();
    await world.closed(requestId);
  });
});

describe("a plan is run under its own request alone", () => {
  it("not under one for another task or account, nor under somebody else's, nor by another command", async () => {
    const bucket = await typed.planned("own.json", ["unlock-bucket", "--account", lab, "--bucket", "other"]);
    const requestId = await world.requested(bucket);
    const other = await typed.planned("other.json", ["unlock-bucket", "--account", shop, "--bucket", "other"]);
    const recover = await typed.planned("again.json", ["allow-recovery", "--account", lab]);
    const named = (task: string, file: string) => ["root-access", task, "--apply", file, "--request", requestId];
    expect(await refusal(named("unlock-bucket", other))).toBe("2 ROOT_ACCESS_OTHER_REQUEST");
    expect(await refusal(named("allow-recovery", recover))).toBe("2 ROOT_ACCESS_OTHER_REQUEST");
    expect(await refusal(named("allow-recovery", bucket))).toBe("2 ROOT_ACCESS_OTHER_TASK");
    const { code, err } = await world.as("ann", named("unlock-bucket", bucket));
    expect([code, err]).toEqual([2, expect.stringContaining("CLIENT_REQUEST_NOT_OWN")]);
    expect(await refusal([...named("unlock-bucket", bucket), "--bucket", "x"])).toBe("2 CLI_USAGE");
    await world.must("cleo", ["bg", "withdraw", requestId]);
  });

  it("and its file of results is never taken for another's", async () => {
    const file = await typed.planned("mine.json", ["unlock-bucket", "--account", shop, "--bucket", "x12"]);
    const asked = ["root-access", "unlock-bucket", "--apply", file];
    world.write("mine.result.json", world.read("bucket.result.json"));
    await world.granted(file);
    expect(await refusal(asked)).toBe("2 ROOT_ACCESS_RESULT_FOREIGN");
    world.write("mine.result.json", "{");
    expect(await refusal(asked)).toBe("2 ROOT_ACCESS_RESULT_FOREIGN");
    const before = calls("sts:AssumeRoot");
    expect(await refusal([...asked, "--result", "nowhere/result.json"])).toBe("2 CLI_OUTPUT_UNWRITABLE");
    expect(calls("sts:AssumeRoot")).toBe(before);
  });
});

describe("a switch of central root access", () => {
  const features = () => [...(world.aws.state.organization?.rootFeatures ?? [])];

  it("waits for a quorum, is made by a session of the courier, and read back", async () => {
    const file = await typed.planned("off.json", ["enable", "--feature", "RootSessions", "--off"]);
    const { code, said } = await typed.applied("enable", file);
    expect([code, said["status"]]).toEqual([0, "proposed"]);
    const hash = String(said["hash"]);
    expect(await refusal(["root-access", "enable", "--apply", file])).toBe("1 CUSTODY_QUORUM_MISSING");
    expect(features()).toContain("RootSessions");
    for (const name of ["ann", "bob"] as const) await world.must(name, ["roster", "sign", "--proposal", hash]);
    expect(features()).toContain("RootSessions");
    faults({ kind: "deny", service: "iam", operation: "DisableOrganizationsRootSessions" });
    expect((await typed.applied("enable", file)).code).toBe(1);
    faults();
    const done = await typed.applied("enable", file);
    expect([done.code, done.said["outcome"]]).toEqual([0, { status: "done", done: ["RootSessions is off"], left: [] }]);
    expect(features()).toEqual(["RootCredentialsManagement"]);
    expect((await typed.applied("enable", file)).said).toMatchObject({ status: "nothing-to-do" });
  });

  it("is refused to a member's task while it is off, and switched on by another plan, without own credentials", async () => {
    const off = ["root-access", "unlock-bucket", "--account", shop, "--bucket", "x12", "--save", "no.json"];
    expect(await refusal(off)).toBe("1 ROOT_ACCESS_FEATURE_OFF");
    expect(existsSync(world.path("no.json"))).toBe(false);
    const plan = ["enable", "--feature", "RootSessions", "--offline", "--management", management];
    const file = await typed.planned("on.json", plan);
    const { said } = await typed.applied("enable", file, [], { arn: null });
    for (const name of ["ann", "bob"] as const) {
      await world.must(name, ["roster", "sign", "--proposal", String(said["hash"])]);
    }
    const done = await typed.applied("enable", file, [], { arn: null });
    expect([done.code, done.said["outcome"]]).toEqual([0, { status: "done", done: ["RootSessions is on"], left: [] }]);
    expect(JSON.stringify(done.said["next"])).toContain("not read back with your own credentials");
    expect(features().toSorted()).toEqual(["RootCredentialsManagement", "RootSessions"]);
  });

  it("is put up once more when asked to", async () => {
    const file = await typed.planned("off-2.json", ["enable", "--feature", "RootSessions", "--off"]);
    const again = await typed.applied("enable", file, ["--anew"]);
    expect([again.code, again.said["status"]]).toEqual([0, "proposed"]);
    expect(features()).toContain("RootSessions");
  });
});

describe("the sessions", () => {
  it("leave none of their keys on disk or on any screen", () => {
    expect(world.issued.length).toBeGreaterThan(10);
    const secrets = world.issued.flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [
      accessKeyId,
      secretAccessKey,
      sessionToken ?? secretAccessKey,
    ]);
    const files = [...world.files(), ["said", world.heard] as const];
    const found = files.filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([name]) => name);
    expect(found).toEqual([]);
  });
});
