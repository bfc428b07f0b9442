import { describe, expect, it } from "vitest";
import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { ToldCall } from "../../../../app/root-access/run/told-call.ts";
import { rootAccessErrors } from "../../../../domain/custody/root-access/errors.ts";
import { runExit } from "./run-exit.ts";

const refused = (action: string, isWrite: boolean, code: string): ToldCall => ({
  action,
  target: null,
  isWrite,
  outcome: "refused",
  code,
});
const wrote: ToldCall = { action: "iam:DeleteLoginProfile", target: null, isWrite: true, outcome: "done", code: null };
const partial: RunOutcome = { status: "partial", done: [], notDone: ["x"], refusal: null };
const refusal = (code: string): RunOutcome => ({ status: "refused", action: "a:B", code, message: "", next: "" });

describe("the exit code of a run", () => {
  const cases: readonly (readonly [string, RunOutcome, readonly ToldCall[], number])[] = [
    ["done", { status: "done", done: [], left: [] }, [wrote], 0],
    ["nothing to do", { status: "nothing-to-do", why: "", left: [] }, [], 0],
    ["stale", { status: "stale", row: rootAccessErrors.ROOT_ACCESS_PLAN_STALE, detail: "" }, [], 1],
    ["refused by AWS", refusal("AccessDenied"), [refused("a:B", true, "AccessDenied")], 1],
    ["nobody answered", refusal("Unreachable"), [refused("a:B", false, "Unreachable")], 3],
    ["AWS failed within", refusal("InternalFailure"), [refused("a:B", false, "InternalFailure")], 3],
    ["one change refused", partial, [wrote, refused("iam:DeleteAccessKey", true, "AccessDenied")], 1],
    ["all changed, not read back", partial, [wrote, refused("iam:ListAccessKeys", false, "AccessDenied")], 3],
    ["a change in doubt, not read back", partial, [refused("a:B", true, "Unreachable")], 3],
    [
      "a change refused, another in doubt",
      partial,
      [refused("a:B", true, "AccessDenied"), refused("a:C", true, "Unreachable")],
      1,
    ],
    ["taken, and still shown", partial, [wrote], 1],
  ];
  it.each(cases)("%s", (_name, outcome, calls, exit) => {
    expect(runExit(outcome, calls)).toBe(exit);
  });
});
