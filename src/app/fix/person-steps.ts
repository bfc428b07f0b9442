import type { Finding } from "../../domain/core/finding.ts";
import { severities } from "../../domain/core/verdict.ts";
import type { PersonStep } from "../../domain/guards/plan/paths-before-after.ts";

/**
 * What is left to people, from the findings that stand after the guards: by account, worst first. Path checks tell of the
 * same things once more, so they are no steps of their own.
 */
export function personSteps(after: readonly Finding[]): readonly PersonStep[] {
  return after
    .filter(({ id, verdict }) => verdict === "fail" && !id.startsWith("path-") && !id.startsWith("guard-"))
    .map(({ account, id, severity, title, fix }) => ({
      account: account.id,
      name: account.name,
      check: id,
      severity,
      title,
      fix,
    }))
    .sort((one, two) => compare(one.account, two.account) || rank(one.severity) - rank(two.severity));
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

function rank(severity: Finding["severity"]): number {
  return severities.indexOf(severity);
}
