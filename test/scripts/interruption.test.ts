import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultSchema } from "../../src/demo/limits/faults.ts";
import { type PretendAws, startPretendAws } from "../../src/demo/start-pretend-aws.ts";
import { trialIds } from "../../src/demo/trial-organization.ts";
import { readerOrganization } from "../support/collect-trial.ts";
import { runShell, startProcess } from "./run-process.ts";
import { environmentOf } from "./stage.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-interruption-"));
const readAs = `arn:aws:iam::${trialIds.management}:user/central`;
let aws: PretendAws;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  aws = await startPretendAws({ organization: readerOrganization() });
  env = environmentOf(aws, readAs);
});

afterAll(async () => {
  await aws.close();
  rmSync(cwd, { recursive: true, force: true });
});

/** What a run judged, without times and ids of the run. */
function judged(text: string): string[] {
  const { findings }: { findings: { fingerprint: string; id: string; verdict: string; reason: string | null }[] } =
    JSON.parse(text);
  return findings.map(({ fingerprint, id, verdict, reason }) => [id, fingerprint, verdict, reason].join(" ")).sort();
}

describe("Ctrl-C", () => {
  it("ends a scan with 130, keeps what was collected, and --resume ends as if nothing had happened", async () => {
    aws.state.faults.set([
      faultSchema.parse({ kind: "latency", operation: "GetAccountSummary", milliseconds: 60_000 }),
    ]);
    const scan = ["scan", "--org-role-name", "reader", "--fail-on", "none"];
    const running = startProcess([...scan, "--save", "kept", "-f", "json=report.json"], { cwd, env });
    const accounts = join(cwd, "kept", "accounts.jsonl");
    for (let tries = 0; tries < 200 && !(existsSync(accounts) && lines(accounts) >= 5); tries++) await wait(100);
    running.interrupt();
    const ran = await running.ended;
    expect(ran.code).toBe(130);
    expect(ran.err).toContain("--resume");
    const manifest: { finishedAt: unknown; complete: unknown } = JSON.parse(
      readFileSync(join(cwd, "kept", "manifest.json"), "utf8"),
    );
    expect([manifest.finishedAt, manifest.complete]).toEqual([null, false]);

    // What stands there can be looked at; it says that it is half a run, and is never clean.
    const half = await startProcess(["scan", "--from", "kept", "-f", "summary", "--fail-on", "none"], { cwd }).ended;
    expect(half.code).toBe(3);
    expect(half.out).toContain("the run was interrupted");

    aws.state.faults.set([]);
    const resumed = await startProcess([...scan, "--save", "kept", "--resume", "-f", "json=report.json"], { cwd, env })
      .ended;
    const whole = await startProcess([...scan, "--save", "whole", "-f", "json=whole.json"], { cwd, env }).ended;
    expect([resumed.err.includes("interrupted"), resumed.code]).toEqual([false, whole.code]);
    const after = judged(readFileSync(join(cwd, "report.json"), "utf8"));
    expect(after.length).toBeGreaterThan(50);
    expect(after).toEqual(judged(readFileSync(join(cwd, "whole.json"), "utf8")));
  });

  it("leaves nothing that looks complete: no report beside its name, no snapshot that was not asked for", async () => {
    const left = await runShell("ls -A", { cwd });
    expect(left.out.split("\n").filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

function lines(file: string): number {
  return readFileSync(file, "utf8").split("\n").length - 1;
}
