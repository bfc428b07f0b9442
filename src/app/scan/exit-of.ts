import type { Finding } from "../../domain/core/finding.ts";
import { isCounted } from "../../domain/core/reason.ts";
import { isAtLeast, type Severity } from "../../domain/core/verdict.ts";
import type { ExitCode, Run } from "./outcome.ts";

/** What the caller wants to fail on. */
export interface ExitAsk {
  /** Lowest severity that makes exit code 1. */
  readonly failOn: Exclude<Severity, "info"> | "none";
  /** Up to this share of the accounts may stay unseen, in percent of those asked for. */
  readonly allowPartialPercent: number;
  /** Only findings that the baseline lacks make exit code 1. */
  readonly newOnly: boolean;
  /** Something this run had to do failed: a report could not be written, an input could not be read. */
  readonly couldNotRun?: boolean;
}

/**
 * The exit code of a run, from every finding it made, shown or not: 2 could not run, 1 a finding at or above `failOn`,
 * 3 something asked for could not be seen, 0 clean; in that order. A run that could not look never says 0.
 */
export function exitOf(run: Run, findings: readonly Finding[], ask: ExitAsk): ExitCode {
  if (ask.couldNotRun === true) return 2;
  if (findings.some((finding) => counts(finding, ask))) return 1;
  return isPartial(run, findings, ask.allowPartialPercent) ? 3 : 0;
}

/** Accounts of which something that was asked for could not be seen. */
export function blindAccounts(run: Run, findings: readonly Finding[]): ReadonlySet<string> {
  const blind = new Set<string>();
  for (const each of run.scope.notEvaluated) {
    if (each.reason === "too-many" || isCounted(each.reason)) blind.add(each.account);
  }
  for (const each of findings) {
    if (each.verdict === "unknown" && each.reason !== null && isCounted(each.reason)) blind.add(each.account.id);
  }
  return blind;
}

function counts(finding: Finding, ask: ExitAsk): boolean {
  if (ask.failOn === "none" || finding.verdict !== "fail" || finding.waiver !== null) return false;
  // `info` is no finding to fail on; isAtLeast already says so for every `failOn`.
  if (!isAtLeast(finding.severity, ask.failOn)) return false;
  return !ask.newOnly || finding.change === "new" || finding.change === undefined;
}

// INVARIANT: unknown is never clean. An interrupted run, a run without accounts, a run that evaluated none, and a gap
// that no account answers for (`complete` is false without a blind account) are partial at any allowance.
function isPartial(run: Run, findings: readonly Finding[], allowPartialPercent: number): boolean {
  const { requested, evaluated, notEvaluated } = run.scope;
  if (run.finishedAt === null || requested === 0 || evaluated === 0) return true;
  const blind = blindAccounts(run, findings);
  // Accounts that are neither evaluated nor explained count as unseen too.
  const unexplained = Math.max(0, requested - evaluated - new Set(notEvaluated.map((each) => each.account)).size);
  const unseen = blind.size + unexplained;
  if (unseen === 0) return !run.complete;
  return (unseen / requested) * 100 > allowPartialPercent;
}
