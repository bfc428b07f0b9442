import type { Finding } from "../../../domain/core/finding.ts";
import { isSeen } from "../../../domain/core/fact.ts";
import type { Instant } from "../../../domain/core/instant.ts";
import type { Severity } from "../../../domain/core/verdict.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import { coverage } from "../../../domain/snapshot/coverage.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { applyWaivers } from "../apply-waivers.ts";
import { type Baseline, compareWithBaseline } from "../baseline.ts";
import { contactsOf } from "../contacts-of.ts";
import type { ExitAsk } from "../exit-of.ts";
import type { CustodyAnswer, NotEvaluated, NotLookedAt, Run, ScanOutcome } from "../outcome.ts";
import { shownFindings, summaryOf } from "../summary-of.ts";
import type { Waiver } from "../waivers.ts";
import type { Analysis } from "./analyse.ts";
import { helpOf } from "./help-of.ts";

/** How judgements become an answer. */
export interface FinishAsk extends ExitAsk {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  readonly analysis: Analysis;
  readonly waivers: { readonly list: readonly Waiver[]; readonly file: string } | null;
  readonly baseline: Baseline | null;
  readonly all: boolean;
  readonly severity: Severity;
  readonly now: Instant;
  readonly runId: string;
  readonly version: string;
  /** The answer to the second question; `noCustody` where no custody is connected. */
  readonly custody: CustodyAnswer;
}

/** Applies waivers and baseline, selects what is shown, and sums up. */
export function finishRun(ask: FinishAsk): ScanOutcome {
  const { snapshot, inventory, analysis } = ask;
  const covered = coverage(snapshot);
  const run = runOf(ask, covered);
  const waived = applyWaivers(analysis.judged, ask.waivers?.list ?? [], {
    now: ask.now,
    unitsOf: unitsOf(snapshot),
    helpOf,
    file: ask.waivers?.file ?? "",
  });
  const compared = ask.baseline === null ? null : compareWithBaseline(waived.findings, ask.baseline, run.organization);
  const judged: readonly Finding[] = compared?.findings ?? waived.findings;
  return {
    run,
    summary: summaryOf(run, judged, analysis.paths, ask, analysis.closed.notApplicable),
    findings: shownFindings(judged, ask),
    coverage: coverageOfRun(covered, run, analysis.damaged.length),
    paths: analysis.paths,
    topChanges: (analysis.paths.doNext ?? []).filter((change) => change.removes > 0).slice(0, 10),
    custody: ask.custody,
    accounts: analysis.accounts,
    baseline: compared === null ? null : { fixed: compared.fixed, lostSight: compared.lostSight },
    warnings: [...waived.warnings, ...(compared?.warnings ?? [])],
    contacts: contactsOf(snapshot, inventory),
  };
}

/** The first line of the answer: what the snapshot covers, less what of it is damaged. */
function coverageOfRun(covered: ReturnType<typeof coverage>, run: Run, damaged: number): ScanOutcome["coverage"] {
  if (damaged === 0) return { line: covered.line, step: covered.step };
  const { evaluated, requested } = run.scope;
  const step = "copy the snapshot again, or collect it again";
  const files = damaged === 1 ? "1 account" : `${damaged} accounts`;
  const all = requested === 1 ? "account" : "accounts";
  return { line: `${evaluated} of ${requested} ${all}; the snapshot is damaged at ${files}: ${step}`, step };
}

function runOf(ask: FinishAsk, covered: ReturnType<typeof coverage>): Run {
  const { manifest, organization, hash } = ask.snapshot;
  const tooMany = ask.analysis.tooMany.map(({ account, fact }): NotEvaluated => ({
    account,
    reason: "too-many",
    needs: fact,
  }));
  const damaged = ask.analysis.damaged.map(({ account, needs }): NotEvaluated => ({
    account,
    reason: "unreachable",
    needs,
  }));
  const notEvaluated = [
    ...covered.notEvaluated.map(({ account, reason, needs }) => ({ account, reason, needs })),
    ...[...damaged, ...tooMany.filter(({ account }) => !damaged.some((each) => each.account === account))].filter(
      ({ account }) => !covered.notEvaluated.some((each) => each.account === account),
    ),
  ];
  const org = organization.organization;
  return {
    id: ask.runId,
    startedAt: manifest.startedAt,
    finishedAt: manifest.finishedAt,
    version: ask.version,
    organization: isSeen(org) ? (org.value?.id ?? null) : null,
    snapshot: hash,
    mode: manifest.mode,
    scope: {
      requested: covered.requested,
      evaluated: covered.requested - new Set(notEvaluated.map(({ account }) => account)).size - unread(covered),
      notEvaluated,
    },
    notLookedAt: [...quiet(covered), ...undeclared(ask.analysis.judged)],
    complete: covered.complete && tooMany.length === 0 && damaged.length === 0,
  };
}

/** Accounts that a run was asked for and has no line of. */
function unread(covered: ReturnType<typeof coverage>): number {
  return covered.requested - covered.evaluated - covered.notEvaluated.length;
}

function quiet(covered: ReturnType<typeof coverage>): NotLookedAt[] {
  return covered.notLookedAt.map(({ reason, what, step, accounts }) => ({
    reason,
    what: accounts === null || accounts < 2 ? what : `${what} (${accounts} accounts)`,
    step,
  }));
}

/** What only the inventory can tell, once for each thing that is missing. */
function undeclared(judged: readonly Finding[]): NotLookedAt[] {
  const counts = new Map<string, number>();
  for (const finding of judged) {
    if (finding.verdict === "unknown" && finding.reason === "not-declared") {
      counts.set(finding.id, (counts.get(finding.id) ?? 0) + 1);
    }
  }
  return [...counts].map(([id, accounts]) => ({
    reason: "not-declared",
    what: accounts < 2 ? id : `${id} (${accounts} accounts)`,
    step: "declare it in rootward-inventory.yaml",
  }));
}

function unitsOf(snapshot: Snapshot): (account: string) => readonly string[] {
  const units = new Map(snapshot.accounts.map(({ id, path }) => [id, isSeen(path) ? path.value : []]));
  return (account) => units.get(account) ?? [];
}
