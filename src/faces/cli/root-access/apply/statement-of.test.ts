import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plansForTest } from "../../../../domain/custody/root-access/plans-for-test.ts";
import type { StoredRun } from "./result-file.ts";
import { statementOf } from "./statement-of.ts";

const run = (calls: StoredRun["calls"]): StoredRun => ({
  under: "01M",
  startedAt: "2026-11-22T10:00:00.000Z",
  sessionEndsAt: "2026-11-22T10:15:00.000Z",
  state: "ended",
  calls,
  underWay: null,
  outcome: null,
});
const call = (action: string, isWrite: boolean, target: string | null = null): StoredRun["calls"][number] => ({
  at: "2026-11-22T10:00:01.000Z",
  action,
  target,
  isWrite,
  outcome: "done",
  code: null,
});

describe("the statement that closes the request", () => {
  it("has how it ended and the changes of every run, and no reading", () => {
    const runs = [run([call("iam:DeleteLoginProfile", true), call("iam:ListAccessKeys", false)]), run([])];
    const text = statementOf(
      plansForTest["delete-credentials"],
      { status: "nothing-to-do", why: "all gone", left: ["the password"] },
      runs,
    );
    expect(text.split("\n")).toEqual([
      "delete-credentials in payments (333333333333)",
      "outcome: nothing to do: all gone",
      "left: the password",
      "iam:DeleteLoginProfile: done",
      "last session until 2026-11-22T10:15:00.000Z",
    ]);
  });

  it("says so where the run was stopped", () => {
    const text = statementOf(plansForTest["allow-recovery"], null, [run([])]);
    expect(text).toContain("outcome: stopped before its end");
  });

  it("is never longer than a statement may be, and says when something is missing", () => {
    const plan = plansForTest["unlock-bucket"];
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 40 }), (targets) => {
        const all = targets.map((target) => call("s3:PutBucketPolicy", true, target.replaceAll("\n", " ")));
        const text = statementOf(plan, { status: "done", done: [], left: [] }, [run(all)]);
        expect(text.length).toBeLessThanOrEqual(2000);
        const isWhole = text.split("\n").length === all.length + 3;
        expect(text.endsWith("(cut off)")).toBe(!isWhole);
      }),
    );
  });
});
