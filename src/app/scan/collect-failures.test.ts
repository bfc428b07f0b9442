import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { countedUnknowns } from "../../domain/snapshot/unknown-facts.ts";
import { coverage } from "../../domain/snapshot/coverage.ts";
import { isolateEnvironment, readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";

const management = `arn:aws:iam::${ids.management}:user/central`;
const ask = { memberRole: "reader" };

describe("collecting when AWS does not cooperate", () => {
  let trial: Trial | undefined;
  const start = async (...given: Partial<Parameters<typeof startTrial>>) => {
    trial = await startTrial(given[0] ?? readerOrganization(), given[1]);
    return trial;
  };
  afterEach(async () => {
    await trial?.close();
    trial = undefined;
  });

  it("names the missing IAM action and the layer, and goes on with everything else", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "deny", service: "iam", operation: "GetAccountSummary", accounts: [ids.full] });
    const outcome = await run({ as: management, ask });
    expect(outcome).toMatchObject({ status: "finished", manifest: { complete: false } });
    const read = await snapshot();
    const full = one(read.accounts, ids.full);
    // Mistake of other scanners: a missing permission yields silence.
    expect(full.flags?.mfa).toMatchObject({ status: "unknown", why: "denied", needs: "iam:GetAccountSummary" });
    expect(full.iam).toMatchObject({ value: `iam/${ids.full}.json` });
    expect(full.devices).toMatchObject({ value: [{ kind: "virtual" }] });
    expect(countedUnknowns(one(read.accounts, ids.bare))).toEqual([]);
    expect(coverage(read).notEvaluated.map(({ account, reason }) => [account, reason])).toContainEqual([
      ids.full,
      "denied",
    ]);
  });

  it("lists every account although one answers nothing at all", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "error", status: 503, accounts: [ids.full] });
    await run({ as: management, ask });
    const { accounts } = await snapshot();
    expect(accounts).toHaveLength(5);
    const full = one(accounts, ids.full);
    expect(full.email).toMatchObject({ value: "root+pay@corp.example" });
    expect(full.flags?.password).toMatchObject({ why: "unreachable" });
    expect(countedUnknowns(one(accounts, ids.bare))).toEqual([]);
  });

  it("waits out throttling, and calls it throttled only when it does not end", async () => {
    const { run, snapshot, setFaults, pass } = await start();
    setFaults({ kind: "throttle", service: "iam", rate: 0.3 });
    const throttled: number[] = [];
    await run({ as: management, ask, deps: { onProgress: (progress) => throttled.push(progress.throttled) } });
    expect(countedUnknowns(one((await snapshot()).accounts, ids.full))).toEqual([]);
    expect(throttled.at(-1)).toBeGreaterThan(0);
    await pass(5);
    setFaults({ kind: "throttle", service: "iam", operation: "GetAccountSummary", accounts: [ids.bare] });
    await run({ as: management, ask: { ...ask, ageLimitSeconds: 0 }, store: { resume: true } });
    expect(one((await snapshot()).accounts, ids.bare).flags?.mfa).toMatchObject({ why: "throttled" });
  });

  it("renews the session of a member whose token expired, once", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "expire", service: "iam", accounts: [ids.full], times: 1 });
    await run({ as: management, ask });
    expect(countedUnknowns(one((await snapshot()).accounts, ids.full))).toEqual([]);
  });

  it("stops when the caller's own credentials end, keeps what it has, and goes on with --resume", async () => {
    const { run, snapshot, setFaults, server } = await start();
    const onProgress = ({ done }: { readonly done: number }) =>
      done === 2 ? setFaults({ kind: "expire" }) : undefined;
    const outcome = await run({ as: management, ask: { ...ask, concurrency: 1 }, deps: { onProgress } });
    expect(outcome).toMatchObject({ status: "interrupted", why: "credentials-expired" });
    const broken = await snapshot();
    expect(broken.manifest).toMatchObject({ finishedAt: null, complete: false, stopped: "credentials-expired" });
    expect(coverage(broken)).toMatchObject({ complete: false, step: "sign in and run again with --resume" });
    expect(broken.accounts).toHaveLength(5);
    setFaults();
    server.state.counters.reset();
    const again = await run({ as: management, ask, store: { resume: true } });
    expect(again).toMatchObject({ status: "finished" });
    expect(countedUnknowns(one((await snapshot()).accounts, ids.full))).toEqual([]);
    // The list of accounts was young: it is not read again.
    expect(server.counters().operations["organizations:ListAccounts"]).toBeUndefined();
  });

  it("calls an endpoint that hangs unreachable, and is not held up by it for each account", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "hang", service: "signin" });
    const begun = Date.now();
    await run({ as: management, ask, aws: { timeouts: { connectMillis: 200, requestMillis: 200 } } });
    expect(Date.now() - begun).toBeLessThan(15_000);
    const full = one((await snapshot()).accounts, ids.full);
    expect(full.signin?.configuration).toMatchObject({ status: "unknown", why: "unreachable" });
    expect(full.flags?.mfa).toMatchObject({ value: true });
  });

  it("survives connections that break off", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "drop", service: "iam", rate: 0.2 });
    await run({ as: management, ask });
    expect(one((await snapshot()).accounts, ids.full).iam).toMatchObject({ value: `iam/${ids.full}.json` });
  });

  it("reads lists whose pages are empty but have a successor", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "empty-pages", service: "organizations" });
    await run({ as: management, ask });
    const read = await snapshot();
    expect(read.accounts).toHaveLength(5);
    expect(read.organization.trustedAccess).toMatchObject({ value: expect.arrayContaining(["iam.amazonaws.com"]) });
  });

  it("keeps everything on Ctrl-C, and repeats nothing that is young when it goes on", async () => {
    const { run, snapshot, server } = await start();
    const stop = new AbortController();
    const outcome = await run({
      as: management,
      ask: { ...ask, concurrency: 1 },
      deps: { signal: stop.signal, onProgress: ({ done }) => (done >= 3 ? stop.abort() : undefined) },
    });
    expect(outcome).toMatchObject({ status: "interrupted", why: "interrupted", manifest: { finishedAt: null } });
    const broken = await snapshot();
    expect(broken.accounts).toHaveLength(5);
    expect(coverage(broken).line).toContain("the run was interrupted: run again with --resume");
    const before = server.counters().operations;
    const again = await run({ as: management, ask, store: { resume: true } });
    expect(again).toMatchObject({ status: "finished", manifest: { startedAt: broken.manifest.startedAt } });
    const after = server.counters().operations;
    for (const call of ["organizations:ListAccounts", "iam:ListOrganizationsFeatures"])
      expect(after[call]).toBe(before[call]);
    // Four active accounts: one summary each, over both runs (none where no role let us in).
    expect(after["iam:GetAccountSummary"]).toBe(3);
    // A third run has nothing left to read but what was refused.
    const last = await run({ as: management, ask, store: { resume: true } });
    expect(last.status).toBe("finished");
    expect(server.counters().operations["iam:GetAccountSummary"]).toBe(3);
    expect(server.counters().operations["account:GetContactInformation"]).toBe(after["account:GetContactInformation"]);
  });

  it("reads everything again that is older than the age limit", async () => {
    const { run, server, pass } = await start();
    await run({ as: management, ask });
    await pass(5);
    await run({ as: management, ask: { ...ask, ageLimitSeconds: 0 }, store: { resume: true } });
    expect(server.counters().operations["iam:GetAccountSummary"]).toBe(6);
  });

  it("refuses to go on with another account's credentials", async () => {
    const { run } = await start();
    await run({ as: management, ask });
    const other = `arn:aws:iam::${ids.delegate}:user/admin`;
    await expect(run({ as: other, store: { resume: true } })).rejects.toMatchObject({
      row: { code: "COLLECT_OTHER_CALLER" },
    });
  });

  it("says which accounts were asked for, reads management all the same, and refuses a scope of nothing", async () => {
    const { run, snapshot } = await start();
    const outcome = await run({
      as: management,
      ask: { ...ask, scope: { accounts: null, units: ["ou-tr00-guarded0"], excluded: [] } },
    });
    expect(outcome.manifest).toMatchObject({ accounts: 1, scope: { units: ["ou-tr00-guarded0"] } });
    const read = await snapshot();
    expect(read.accounts.map(({ id, context }) => [id, context])).toEqual([
      [ids.management, true],
      [ids.bare, undefined],
    ]);
    expect(coverage(read)).toMatchObject({ line: "1 of 1 account", complete: true });
  });

  it("refuses a scope that matches no account", async () => {
    const { run } = await start();
    const scope = { accounts: ["999999999999"], units: null, excluded: [] };
    await expect(run({ as: management, ask: { ...ask, scope } })).rejects.toMatchObject({
      row: { code: "COLLECT_SCOPE_EMPTY" },
    });
  });
});

describe("opening AWS", () => {
  let trial: Trial | undefined;
  afterEach(async () => trial?.close());

  it("says that credentials expired, and how to sign in again", async () => {
    trial = await startTrial(readerOrganization());
    trial.useCredentials(management);
    trial.setFaults({ kind: "expire" });
    await expect(trial.open({ profile: undefined })).rejects.toMatchObject({
      row: { code: "AWS_CREDENTIALS_EXPIRED", exit: 2 },
      hint: expect.stringContaining("aws sso login"),
    });
  });

  it("says that there are no credentials", async () => {
    trial = await startTrial(readerOrganization());
    isolateEnvironment();
    await expect(trial.open()).rejects.toMatchObject({ row: { code: "AWS_NO_CREDENTIALS", exit: 2 } });
  });

  it("takes a profile as the AWS CLI does, and passes on what the SDK would print about it", async () => {
    trial = await startTrial(readerOrganization());
    const keys = trial.server.credentialsFor(management);
    const file = join(trial.directory, "..", "credentials");
    const lines = [`aws_access_key_id=${keys.accessKeyId}`, `aws_secret_access_key=${keys.secretAccessKey}`];
    writeFileSync(file, ["[p]", ...lines, `aws_session_token=${keys.sessionToken}`, ""].join("\n"));
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = file;
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAFROMENVIRONMENT1";
    process.env["AWS_SECRET_ACCESS_KEY"] = "not used";
    const printed = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const warnings: string[] = [];
    const opened = await trial.open({ profile: "p", onWarning: (text) => warnings.push(text) });
    opened.close();
    expect(opened.caller.account).toBe(ids.management);
    expect(warnings.join()).toContain("AWS_PROFILE");
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it("says that AWS does not know the key", async () => {
    trial = await startTrial(readerOrganization());
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAUNKNOWNUNKNOWN01";
    process.env["AWS_SECRET_ACCESS_KEY"] = "wrong";
    await expect(trial.open()).rejects.toMatchObject({ row: { code: "AWS_CREDENTIALS_REFUSED" } });
  });

  it("says that the clock is wrong", async () => {
    trial = await startTrial(readerOrganization(), { wallClock: () => Date.now() + 3_600_000 });
    trial.useCredentials(management);
    await expect(trial.open()).rejects.toMatchObject({ row: { code: "AWS_CLOCK_SKEW", exit: 2 } });
  });

  it("says that nothing answers there", async () => {
    trial = await startTrial(readerOrganization());
    trial.useCredentials(management);
    await expect(trial.open({ endpointUrl: "http://127.0.0.1:9" })).rejects.toMatchObject({
      row: { code: "AWS_UNREACHABLE" },
    });
  });

  it("makes the first hop of --role-arn, and says when the role cannot be assumed", async () => {
    trial = await startTrial(readerOrganization());
    trial.useCredentials(management);
    const role = { arn: `arn:aws:iam::${ids.full}:role/reader`, sessionName: "hop" };
    const opened = await trial.open({ role });
    expect(opened.caller).toEqual({ account: ids.full, arn: `arn:aws:sts::${ids.full}:assumed-role/reader/hop` });
    opened.close();
    const external = { arn: `arn:aws:iam::${ids.full}:role/external`, externalId: "x-2" };
    await expect(trial.open({ role: external })).rejects.toMatchObject({ row: { code: "AWS_ROLE_REFUSED" } });
  });

  it("calls the global STS endpoint a configuration error when it is asked for AssumeRoot", async () => {
    trial = await startTrial(readerOrganization());
    const run = trial.run({
      as: management,
      ask: { mode: "org", assumeRoot: true },
      aws: { endpointUrl: trial.server.globalUrl },
    });
    await expect(run).rejects.toMatchObject({ row: { code: "AWS_STS_GLOBAL", exit: 2 } });
  });
});

function one(accounts: readonly AccountFacts[], id: string): AccountFacts {
  const found = accounts.find((account) => account.id === id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}
