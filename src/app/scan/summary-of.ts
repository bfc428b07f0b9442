import type { Finding } from "../../domain/core/finding.ts";
import { isAtLeast, type Severity } from "../../domain/core/verdict.ts";
import type { PathsAnswer } from "../../domain/takeover/answer.ts";
import { type ExitAsk, exitOf } from "./exit-of.ts";
import type { Run, Summary } from "./outcome.ts";

/**
 * Counts over every judgement of a run, and its exit code. Waived findings are counted apart. `left`: how many
 * judgements do not apply and are not among `judged`.
 */
export function summaryOf(
  run: Run,
  judged: readonly Finding[],
  paths: PathsAnswer | null,
  ask: ExitAsk,
  left = 0,
): Summary {
  const fail = { critical: 0, high: 0, medium: 0, low: 0 };
  let [unknown, waived, notApplicable] = [0, 0, left];
  for (const finding of judged) {
    if (finding.waiver !== null) waived += 1;
    else if (finding.verdict === "unknown") unknown += 1;
    else if (finding.verdict === "not-applicable") notApplicable += 1;
    else if (finding.verdict === "fail" && finding.severity !== "info") fail[finding.severity] += 1;
  }
  return { fail, unknown, waived, notApplicable, paths: certainPaths(paths), exit: exitOf(run, judged, ask) };
}

/** Certain paths to a full root session over all accounts. */
export function certainPaths(paths: PathsAnswer | null): number {
  let certain = 0;
  for (const account of paths?.accounts ?? []) {
    for (const path of account.paths) if (path.goal === "session" && path.certainty === "certain") certain += 1;
  }
  return certain;
}

/** What of all judgements is shown: failed and unknown, with `all` every verdict, from a severity upwards. */
export function shownFindings(judged: readonly Finding[], ask: { all: boolean; severity: Severity }): Finding[] {
  return judged.filter(
    (finding) =>
      isAtLeast(finding.severity, ask.severity) &&
      (ask.all || finding.verdict === "fail" || finding.verdict === "unknown"),
  );
}
