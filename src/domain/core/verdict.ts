/** The answer of a check. A call that failed is never `pass` and never `fail`. */
export type Verdict = "pass" | "fail" | "unknown" | "not-applicable";

/** How bad a failed check is, worst first. `info` never makes an exit code. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** Severities from worst to mildest. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** True when `one` is at least as bad as `limit`. */
export function isAtLeast(one: Severity, limit: Severity): boolean {
  return severities.indexOf(one) <= severities.indexOf(limit);
}
