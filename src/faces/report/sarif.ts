import type { ScanOutcome } from "../../app/scan/outcome.ts";
import type { Finding } from "../../domain/core/finding.ts";
import { isAtLeast, type Severity } from "../../domain/core/verdict.ts";
import { worstFirst } from "./finding-order.ts";
import type { Write } from "./write.ts";

/** Most results of one run that GitHub code scanning accepts. */
export const sarifResults = 25_000;
/** Most tags of a rule. */
const ruleTags = 20;

// Inside GitHub's bands: over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low.
const securitySeverity: Readonly<Record<Severity, string | null>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: null,
};
const levels = { critical: "error", high: "error", medium: "warning", low: "note", info: "note" } as const;

/** The `security-severity` of a rule; null for `info`. */
export function sarifScore(severity: Severity): string | null {
  return securitySeverity[severity];
}

/** The level of a failure. */
export function sarifLevel(severity: Severity): "error" | "warning" | "note" {
  return levels[severity];
}

/**
 * SARIF 2.1.0: failed findings as results, unknown ones as `open`; passed and not applicable ones are left out, because
 * code scanning would show them as alerts. Cloud findings lie in no file, so their place is `aws/<account>/root`.
 */
export function writeSarif(outcome: ScanOutcome, write: Write): void {
  const told = worstFirst(outcome.findings).filter((each) => each.verdict === "fail" || each.verdict === "unknown");
  const findings = told.slice(0, sarifResults);
  const rules = rulesOf(findings);
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const driver = {
    name: "Rootward",
    semanticVersion: outcome.run.version,
    version: outcome.run.version,
    rules,
  };
  write(`{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",\n`);
  write(`"version":"2.1.0",\n"runs":[{"tool":{"driver":${JSON.stringify(driver)}},\n`);
  write(`"automationDetails":{"id":"rootward/"},\n"columnKind":"utf16CodeUnits",\n`);
  write(`"invocations":[${JSON.stringify(invocationOf(outcome, told.length - findings.length))}],\n`);
  write(
    `"properties":${JSON.stringify({ run: outcome.run.id, snapshot: outcome.run.snapshot, coverage: outcome.coverage.line })},\n`,
  );
  write(`"results":[`);
  let comma = "\n";
  for (const finding of findings) {
    write(comma + JSON.stringify(resultOf(finding, index.get(finding.id) ?? 0)));
    comma = ",\n";
  }
  write("\n]}]}\n");
}

function rulesOf(findings: readonly Finding[]) {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const known = worst.get(finding.id);
    if (known === undefined || !isAtLeast(known.severity, finding.severity)) worst.set(finding.id, finding);
  }
  return [...worst.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((finding) => {
      const score = securitySeverity[finding.severity];
      const standards = Object.entries(finding.standards).flatMap(([name, ids]) => ids.map((id) => `${name}/${id}`));
      return {
        id: finding.id,
        name: finding.id,
        shortDescription: { text: finding.title },
        fullDescription: { text: finding.why },
        help: { text: `${finding.why}\n\nFix: ${finding.fix}` },
        ...(isUri(finding.help) ? { helpUri: finding.help } : {}),
        defaultConfiguration: { level: levels[finding.severity] },
        properties: {
          tags: ["security", "aws", "root-user", ...standards].slice(0, ruleTags),
          precision: "very-high",
          ...(score === null ? {} : { "security-severity": score }),
        },
      };
    });
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { account, waiver } = finding;
  const name = account.name === null ? account.id : `${account.name} (${account.id})`;
  const evidence = finding.evidence.map((each) => `${each.fact}: ${each.value} (${each.source})`).join("; ");
  const said = evidence === "" ? "" : ` ${evidence}.`;
  const unknown = finding.reason === null ? "" : ` Not known (${finding.reason}): ${finding.needs ?? ""}.`;
  const isFail = finding.verdict === "fail";
  return {
    ruleId: finding.id,
    ruleIndex,
    // SARIF 3.27.10: a result that is no failure has the level "none".
    kind: isFail ? "fail" : "open",
    level: isFail ? levels[finding.severity] : "none",
    message: { text: sarifPlain(`${name}: ${finding.title}.${unknown}${said} Fix: ${finding.fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `aws/${encodeURIComponent(account.id)}/root` },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: `${account.id}/${finding.resource}`, kind: "resource" }],
      },
    ],
    // GitHub reads the first name, everybody else may use ours; without either, uploads by API duplicate.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1`, "rootward/v1": finding.fingerprint },
    ...(finding.change === "new" || finding.change === "same"
      ? { baselineState: finding.change === "new" ? "new" : "unchanged" }
      : {}),
    suppressions:
      waiver === null
        ? []
        : [
            {
              kind: "external",
              status: "accepted",
              justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires}${waiver.ticket === null ? "" : `, ${waiver.ticket}`})`,
            },
          ],
    properties: {
      severity: finding.severity,
      account: account.id,
      resource: finding.resource,
      evidence: finding.evidence,
    },
  };
}

function invocationOf(outcome: ScanOutcome, leftOut: number) {
  const { run, summary } = outcome;
  const note = (text: string) => ({ level: "warning", message: { text } });
  const notes = run.scope.notEvaluated.map((each) =>
    note(`${each.account} was not evaluated (${each.reason}): ${each.needs}`),
  );
  if (leftOut > 0)
    notes.push(
      note(`… and ${leftOut} more findings: a run holds at most ${sarifResults} results, the worst come first.`),
    );
  return {
    executionSuccessful: summary.exit !== 2 && run.finishedAt !== null,
    exitCode: summary.exit,
    startTimeUtc: run.startedAt,
    ...(run.finishedAt === null ? {} : { endTimeUtc: run.finishedAt }),
    toolExecutionNotifications: notes,
  };
}

/** A message without links. SARIF 3.11.6: `[text](target)` is a link; a name from another account shall not make one. */
export function sarifPlain(text: string): string {
  return text.replaceAll("](", "] (");
}

function isUri(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text);
}
