import { isInDoubt } from "../../../../app/root-access/run/next-step.ts";
import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { ToldCall } from "../../../../app/root-access/run/told-call.ts";

/**
 * The exit code of a run: 0 all is as planned; 1 AWS refused, the plan is stale, or only part of it was done; 3 where what
 * came of it could not be seen, because nobody answered or because it could not be read back.
 */
export function runExit(outcome: RunOutcome, calls: readonly ToldCall[]): 0 | 1 | 3 {
  switch (outcome.status) {
    case "done":
    case "nothing-to-do":
      return 0;
    case "stale":
      return 1;
    case "refused":
      return isOpen(outcome) ? 3 : 1;
    case "partial": {
      const refused = calls.filter((call) => call.outcome === "refused");
      if (refused.some((call) => call.isWrite && !isOpen(call))) return 1;
      return refused.length > 0 ? 3 : 1;
    }
  }
}

/** Nobody answered, or AWS failed within: that is no "no". */
function isOpen({ action, code }: { readonly action: string; readonly code: string | null }): boolean {
  return isInDoubt({ status: "refused", action, code: code ?? "", message: "" });
}
