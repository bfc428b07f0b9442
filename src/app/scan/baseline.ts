import { CodedError } from "../../domain/core/coded-error.ts";
import type { Finding } from "../../domain/core/finding.ts";
import { scanErrors } from "./errors.ts";
import { jsonPlace } from "./json-place.ts";
import { baselineSchema } from "./outcome-schema.ts";
import type { BaselineDiff, BaselineEntry, ScanOutcome } from "./outcome.ts";

/** The findings of one run, to compare later runs with: `rootward.baseline/v1`. */
export interface Baseline {
  readonly schema: "rootward.baseline/v1";
  readonly run: Pick<ScanOutcome["run"], "id" | "finishedAt" | "organization" | "snapshot">;
  /** Sorted by account, id and fingerprint. Waived findings are in it: they were known. */
  readonly findings: readonly BaselineEntry[];
}

/** The baseline of a run as text, one finding per line, so that its diff can be read. */
export function baselineText(outcome: Pick<ScanOutcome, "run" | "findings">): string {
  const { id, finishedAt, organization, snapshot } = outcome.run;
  const findings = outcome.findings.flatMap((finding): BaselineEntry[] => {
    const { verdict } = finding;
    if (verdict !== "fail" && verdict !== "unknown") return [];
    const { resource, severity } = finding;
    return [
      { fingerprint: finding.fingerprint, id: finding.id, account: finding.account.id, resource, verdict, severity },
    ];
  });
  const key = (entry: BaselineEntry) => `${entry.account} ${entry.id} ${entry.fingerprint}`;
  findings.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const run = JSON.stringify({ id, finishedAt, organization, snapshot });
  const lines = findings.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  return `{ "schema": "rootward.baseline/v1",\n "run": ${run},\n "findings": [\n${lines}\n ] }\n`;
}

/** Reads a baseline. Throws SCAN_BASELINE_MALFORMED with the place in the document. */
export function readBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CodedError(scanErrors.SCAN_BASELINE_MALFORMED, {
      detail: "it is not whole JSON",
      position: jsonPlace(text, file),
      cause,
    });
  }
  const read = baselineSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path.map(String).join(".");
  throw new CodedError(scanErrors.SCAN_BASELINE_MALFORMED, {
    detail: issue?.message,
    position: { file, path: path === "" ? undefined : path },
  });
}

/** Findings with their change, what became of the others, and warnings for standard error. */
export interface BaselineComparison extends BaselineDiff {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/**
 * Compares every judgement of a run, passed ones too, with a baseline. A failed finding is `same` if it failed then,
 * else `new`. A baseline finding is fixed only where its check looked again and says so: a missing judgement, or an
 * unknown one, is lost sight of.
 */
export function compareWithBaseline(
  judged: readonly Finding[],
  baseline: Baseline,
  organization: string | null,
): BaselineComparison {
  const then = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const findings = judged.map((finding): Finding => {
    const change = changeOf(finding, then.get(finding.fingerprint));
    return change === null ? finding : { ...finding, change };
  });
  const now = new Map(judged.map((finding) => [finding.fingerprint, finding]));
  const looked = new Map<string, "seen" | "unseen">();
  for (const finding of judged) {
    const key = `${finding.id} ${finding.account.id}`;
    if (finding.verdict === "unknown") looked.set(key, "unseen");
    else if (!looked.has(key)) looked.set(key, "seen");
  }
  const fixed: BaselineEntry[] = [];
  const lostSight: BaselineEntry[] = [];
  for (const entry of baseline.findings) {
    if (entry.verdict !== "fail") continue;
    const verdict = now.get(entry.fingerprint)?.verdict;
    if (verdict === "fail") continue;
    // INVARIANT: no judgement is never "fixed".
    const isSeen =
      verdict === undefined ? looked.get(`${entry.id} ${entry.account}`) === "seen" : verdict !== "unknown";
    (isSeen ? fixed : lostSight).push(entry);
  }
  const other = baseline.run.organization;
  const warnings =
    other === organization
      ? []
      : [
          `the baseline is of ${other ?? "a stand-alone account"}, this run of ${organization ?? "a stand-alone account"}`,
        ];
  return { findings, fixed, lostSight, warnings };
}

function changeOf(finding: Finding, before: BaselineEntry | undefined): Finding["change"] | null {
  if (finding.verdict === "fail") return before?.verdict === "fail" ? "same" : "new";
  if (finding.verdict !== "unknown") return null;
  if (before === undefined) return "new";
  return before.verdict === "fail" ? "lost-sight" : "same";
}
