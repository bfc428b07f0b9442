import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { plansForTest } from "../../../../domain/custody/root-access/plans-for-test.ts";
import { planBytes } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { ResultFile } from "./result-file.ts";

const plan = plansForTest["unlock-bucket"];
const lock = '{"Statement":[{"Effect":"Deny"}]}';
const deletion = { action: "s3:DeleteBucketPolicy", target: "pay-logs", isWrite: true } as const;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "rootward-result-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const open = (change: Partial<Parameters<typeof ResultFile.open>[0]> = {}): ResultFile =>
  ResultFile.open({ cwd, file: "plan.result.json", plan, planBytes: planBytes(plan), nowMs: () => 0, ...change });
const stored = () =>
  JSON.parse(readFileSync(join(cwd, "plan.result.json"), "utf8")) as {
    runs: { state: string; underWay: object | null; calls: object[] }[];
    oldPolicies: object[];
  };

function codeOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof CodedError ? error.row.code : "uncoded";
  }
}

describe("the file of results", () => {
  it("says at every moment where a run is: before a change, after it, at its end", () => {
    const file = open();
    file.begin("01M", 900);
    file.about("s3:DeleteBucketPolicy", "pay-logs");
    expect(stored().runs).toMatchObject([
      { state: "running", underWay: { action: "s3:DeleteBucketPolicy", target: "pay-logs" }, calls: [] },
    ]);
    file.called({ ...deletion, outcome: "done", code: null });
    expect(stored().runs).toMatchObject([{ state: "running", underWay: null, calls: [{ outcome: "done" }] }]);
    file.stop();
    const again = open();
    expect(again.nextNumber("01M")).toBe(2);
    again.begin("01M", 900);
    again.end({ status: "done", done: ["x"], left: [] });
    expect(stored().runs.map(({ state }) => state)).toEqual(["stopped", "ended"]);
    expect(statSync(join(cwd, "plan.result.json")).mode & 0o777).toBe(0o600);
  });

  it("keeps an old policy in a file of its own before anybody goes on, once, and never over another", async () => {
    writeFileSync(join(cwd, "plan.old-policy.json"), "somebody's");
    const file = open();
    file.begin("01M", 900);
    await file.keepOldPolicy(lock);
    await file.keepOldPolicy(lock);
    expect(file.oldPolicyFiles).toEqual(["plan.old-policy-2.json"]);
    expect(readFileSync(join(cwd, "plan.old-policy-2.json"), "utf8")).toBe(lock);
    expect(readFileSync(join(cwd, "plan.old-policy.json"), "utf8")).toBe("somebody's");
    const again = open();
    await again.keepOldPolicy(`${lock} `);
    await again.keepOldPolicy(null);
    expect(again.oldPolicyFiles).toEqual(["plan.old-policy-2.json", "plan.old-policy-3.json"]);
    expect(stored().oldPolicies).toHaveLength(3);
  });

  it("lets nothing be written where the old policy cannot be kept", async () => {
    const file = open({ file: "nowhere/plan.result.json" });
    await expect(file.keepOldPolicy(lock)).rejects.toThrow(CodedError);
    expect(existsSync(join(cwd, "nowhere"))).toBe(false);
  });

  it("is never taken for another plan's, and not read when it was changed", () => {
    open().touch();
    const other = { ...plan, bucket: "other" };
    expect(codeOf(() => open({ plan: other, planBytes: planBytes(other) }))).toBe("ROOT_ACCESS_RESULT_FOREIGN");
    writeFileSync(join(cwd, "plan.result.json"), '{"schema":"rootward.root-access-result/v1","runs":[1]}');
    expect(codeOf(() => open())).toBe("ROOT_ACCESS_RESULT_FOREIGN");
  });

  it("is refused with a code whatever bytes it has", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          writeFileSync(join(cwd, "plan.result.json"), bytes);
          expect(codeOf(() => open())).toBe("ROOT_ACCESS_RESULT_FOREIGN");
        },
      ),
      { numRuns: 200 },
    );
  });
});
