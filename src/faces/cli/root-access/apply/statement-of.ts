import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { outcomeRows, subjectText } from "./outcome-rows.ts";
import type { StoredRun } from "./result-file.ts";

const stopped = ["outcome", "stopped before its end"] as const;

/** `rootward bg close` takes so many characters. */
const most = 2000;

/**
 * What was done, as the statement that closes the request: how the last run ended (`null`: it was stopped), then the
 * changes of all runs, as far as they fit.
 */
export function statementOf(plan: RootAccessPlan, outcome: RunOutcome | null, runs: readonly StoredRun[]): string {
  const changes = runs
    .flatMap(({ calls }) => calls)
    .filter(({ isWrite }) => isWrite)
    .map(({ action, target, outcome: came, code }) => {
      const on = target === null ? "" : ` ${target}`;
      return `${action}${on}: ${came}${code === null ? "" : ` (${code})`}`;
    });
  const lines = [
    subjectText(plan),
    ...(outcome === null ? [stopped] : outcomeRows(outcome))
      .filter(([label]) => label !== "mend")
      .map(([label, text]) => `${label}: ${text}`),
    ...changes,
    `last session until ${runs.at(-1)?.sessionEndsAt ?? "?"}`,
  ];
  const kept: string[] = [];
  for (const line of lines) {
    const room = most - kept.join("\n").length - 20;
    if (line.length > room) return [...kept, "(cut off)"].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}
