import type { Case, Check } from "./check.ts";

/** How one case of a check ended. */
export interface CaseResult {
  readonly name: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Runs the cases that a check ships with. */
export function runCases(check: Check): readonly CaseResult[] {
  return check.cases.map((one) => {
    const judgement = check.judge(one.view);
    const got =
      judgement === null
        ? "no-verdict"
        : judgement.verdict === "unknown"
          ? `unknown (${judgement.reason})`
          : judgement.verdict;
    const expected = expectedText(one);
    return { name: one.name, holds: got === expected, expected, got };
  });
}

function expectedText(one: Case): string {
  return one.expect === "unknown" ? `unknown (${one.reason ?? "no reason given"})` : one.expect;
}
