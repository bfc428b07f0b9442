import { describe, expect, it } from "vitest";
import type { Finding } from "../../domain/core/finding.ts";
import type { Reason } from "../../domain/core/reason.ts";
import { type ExitAsk, exitOf } from "./exit-of.ts";
import type { NotEvaluated, Run } from "./outcome.ts";

const ask: ExitAsk = { failOn: "high", allowPartialPercent: 0, newOnly: false };

function run(change: Partial<Run> = {}, scope: Partial<Run["scope"]> = {}): Run {
  return {
    id: "r1",
    startedAt: "2026-11-21T03:00:00Z",
    finishedAt: "2026-11-21T03:05:00Z",
    version: "0.1.0",
    organization: "o-abcdefghij",
    snapshot: "sha256:00",
    mode: "org+roles",
    scope: { requested: 40, evaluated: 40, notEvaluated: [], ...scope },
    notLookedAt: [],
    complete: true,
    ...change,
  };
}

function finding(change: Partial<Finding> = {}): Finding {
  return {
    id: "root-mfa",
    fingerprint: "0".repeat(32),
    account: { id: "111122223333", name: null, ou: null },
    resource: "root",
    verdict: "fail",
    severity: "critical",
    title: "root has MFA",
    why: "",
    fix: "",
    help: "",
    evidence: [],
    reason: null,
    needs: null,
    firstSeen: "",
    lastSeen: "",
    waiver: null,
    standards: {},
    ...change,
  };
}

const unknown = (reason: Reason, account = "111122223333") =>
  finding({ verdict: "unknown", reason, needs: "x", account: { id: account, name: null, ou: null } });

const missing = (count: number, reason: NotEvaluated["reason"] = "no-role") =>
  Array.from({ length: count }, (_, at) => ({ account: String(500000000000 + at), reason, needs: "sts:AssumeRole" }));

describe("the exit code", () => {
  it("is 0 only when everything was seen and nothing is at or above the limit", () => {
    expect(exitOf(run(), [], ask)).toBe(0);
    expect(exitOf(run(), [finding({ verdict: "pass" }), finding({ verdict: "not-applicable" })], ask)).toBe(0);
    expect(exitOf(run(), [finding({ severity: "medium" })], ask)).toBe(0);
  });

  it("follows --fail-on for every pair of severity and limit", () => {
    const order = ["critical", "high", "medium", "low", "info"] as const;
    const table = order.map((severity) =>
      (["critical", "high", "medium", "low", "none"] as const).map((failOn) =>
        exitOf(run(), [finding({ severity })], { ...ask, failOn }),
      ),
    );
    expect(table).toEqual([
      [1, 1, 1, 1, 0],
      [0, 1, 1, 1, 0],
      [0, 0, 1, 1, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it("puts 2 before 1 before 3 before 0", () => {
    const partial = run({ complete: false }, { evaluated: 39, notEvaluated: missing(1) });
    expect(exitOf(partial, [finding()], { ...ask, couldNotRun: true })).toBe(2);
    expect(exitOf(partial, [finding()], ask)).toBe(1);
    expect(exitOf(partial, [], ask)).toBe(3);
  });

  it("is 3 for each of the five counted reasons and 0 for the four quiet ones", () => {
    const codes = (
      [
        "denied",
        "no-role",
        "throttled",
        "unreachable",
        "credentials-expired",
        "not-in-mode",
        "not-asked",
        "not-observable",
        "not-declared",
      ] as const
    ).map((reason) => exitOf(run(), [unknown(reason)], ask));
    expect(codes).toEqual([3, 3, 3, 3, 3, 0, 0, 0, 0]);
  });

  it("does not say 0 because a reader chose --fail-on none", () => {
    const partial = run({ complete: false }, { evaluated: 39, notEvaluated: missing(1) });
    expect(exitOf(partial, [finding()], { ...ask, failOn: "none" })).toBe(3);
    expect(exitOf(run(), [], { ...ask, failOn: "none", couldNotRun: true })).toBe(2);
  });

  it("allows a share of unseen accounts up to --allow-partial and not beyond", () => {
    const two = run({ complete: false }, { evaluated: 38, notEvaluated: missing(2) });
    expect(exitOf(two, [], { ...ask, allowPartialPercent: 5 })).toBe(0);
    expect(exitOf(two, [], { ...ask, allowPartialPercent: 4.9 })).toBe(3);
    expect(exitOf(two, [unknown("denied")], { ...ask, allowPartialPercent: 5 })).toBe(3);
  });

  it("counts an account whose paths passed the bound as unseen", () => {
    expect(exitOf(run({}, { evaluated: 39, notEvaluated: missing(1, "too-many") }), [], ask)).toBe(3);
  });

  it("never says 0 of a run that was interrupted, saw no account, or left one unexplained", () => {
    const generous = { ...ask, allowPartialPercent: 100 };
    expect(exitOf(run({ finishedAt: null, complete: false }), [], generous)).toBe(3);
    expect(exitOf(run({}, { requested: 0, evaluated: 0 }), [], generous)).toBe(3);
    expect(exitOf(run({}, { evaluated: 0, notEvaluated: missing(40) }), [], generous)).toBe(3);
    expect(exitOf(run({}, { evaluated: 39 }), [], ask)).toBe(3);
    expect(exitOf(run({ complete: false }), [], generous)).toBe(3);
  });

  it("leaves waived findings out, but never what could not be seen", () => {
    const waiver = { reason: "r", owner: "o", ticket: null, expires: "2027-02-28" };
    expect(exitOf(run(), [finding({ waiver })], ask)).toBe(0);
    expect(exitOf(run(), [{ ...unknown("denied"), waiver }], ask)).toBe(3);
  });

  it("counts with --new-only what the baseline lacks, and everything where no baseline spoke", () => {
    const newOnly = { ...ask, newOnly: true };
    expect(exitOf(run(), [finding({ change: "same" })], newOnly)).toBe(0);
    expect(exitOf(run(), [finding({ change: "new" })], newOnly)).toBe(1);
    expect(exitOf(run(), [finding()], newOnly)).toBe(1);
    expect(exitOf(run(), [finding({ change: "same" })], ask)).toBe(1);
  });
});
