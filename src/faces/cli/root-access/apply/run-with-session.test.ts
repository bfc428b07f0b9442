import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rejectedRow } from "../../../../../test/support/rejected-row.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { plansForTest } from "../../../../domain/custody/root-access/plans-for-test.ts";
import { planBytes } from "../../../../domain/custody/root-access/root-access-plan.ts";
import type { Invocation } from "../../command.ts";
import { readConfig } from "../../config.ts";
import type { Io } from "../../io.ts";
import { ResultFile } from "./result-file.ts";
import { runWithSession, type Running } from "./run-with-session.ts";

const plan = plansForTest["allow-recovery"];
const secret = "session-secret";
let cwd = "";
let said = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "rootward-run-"));
  mkdirSync(join(cwd, "results"));
  said = "";
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function run(work: Running["work"], signal = new AbortController().signal): Promise<number> {
  const say = (text: string) => void (said += text);
  const terminal = { in: false, out: false, err: false };
  const io = { out: say, err: say, terminal, columns: 100, env: {}, cwd, now: Date.now, signal };
  const settings = await readConfig({ flags: {}, env: {}, cwd });
  const invocation: Invocation = { io: io as Partial<Io> as Io, settings, options: {}, args: [] };
  const file = "results/plan.result.json";
  const result = ResultFile.open({ cwd, file, plan, planBytes: planBytes(plan), nowMs: () => 0 });
  const keys = new Secret({ accessKeyId: "ASIA", secretAccessKey: secret, sessionToken: "token" });
  const session = { keys, expiresAt: 1_795_000_500, account: plan.account, region: "us-east-1" };
  const standing = { isRehearsal: false, isSolo: false };
  return runWithSession(invocation, { plan, under: "01M", session, result, standing, work, next: () => [] });
}

const call = { action: "iam:CreateLoginProfile", target: null, isWrite: true, outcome: "done", code: null } as const;

describe("a run with a session", () => {
  it("goes no further where what is done cannot be written down, and says when the session ends", async () => {
    const reached: string[] = [];
    const work: Running["work"] = ({ before, onCall }) => {
      before({ action: call.action, target: null });
      reached.push("first");
      rmSync(join(cwd, "results"), { recursive: true });
      onCall(call);
      reached.push("second");
      return Promise.resolve({ status: "done", done: [], left: [] });
    };
    expect(await rejectedRow(run(work))).toBe("CLI_OUTPUT_UNWRITABLE");
    expect(reached).toEqual(["first"]);
    expect(said).toContain("iam:CreateLoginProfile: done");
    expect(said).toMatch(/could not be written, so what is printed here/);
    expect(said.replaceAll("\n", " ")).toContain("it ends by 11:15 UTC");
  });

  it("makes no call after Ctrl-C, and says in the file that it was stopped", async () => {
    const stop = new AbortController();
    const work: Running["work"] = ({ before, onCall }) => {
      before({ action: call.action, target: null });
      stop.abort();
      onCall(call);
      before(null);
      throw new Error("a call after Ctrl-C");
    };
    expect(await run(work, stop.signal)).toBe(130);
    const text = readFileSync(join(cwd, "results/plan.result.json"), "utf8");
    expect((JSON.parse(text) as { runs: { state: string; calls: object[] }[] }).runs).toMatchObject([
      { state: "stopped", underWay: null, calls: [{ outcome: "done" }], outcome: null },
    ]);
    expect(said + text).not.toContain(secret);
  });
});
