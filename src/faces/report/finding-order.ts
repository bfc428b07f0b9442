import type { Finding } from "../../domain/core/finding.ts";
import { type Severity, severities } from "../../domain/core/verdict.ts";

/** What a finding is to a reader: its severity while it fails unwaived, else the word for its state. */
export type Standing = Severity | "unknown" | "waived" | "pass" | "not-applicable";

/** Standings, worst first. */
export const standings: readonly Standing[] = [...severities, "unknown", "waived", "pass", "not-applicable"];

/** The standing of a finding. An unknown one is never waived. */
export function standingOf(finding: Finding): Standing {
  if (finding.verdict !== "fail") return finding.verdict;
  return finding.waiver === null ? finding.severity : "waived";
}

/** A shape for each standing, so that no meaning rests on colour alone. */
export const standingShapes: Readonly<Record<Standing, string>> = {
  critical: "◆",
  high: "▲",
  medium: "●",
  low: "○",
  info: "◦",
  unknown: "?",
  waived: "~",
  pass: "✓",
  "not-applicable": "–",
};

/** Words for each standing as a reader of scan results knows them: a check's title says what ought to be. */
export const standingWords: Readonly<Record<Standing, string>> = {
  critical: "FAIL critical",
  high: "FAIL high",
  medium: "FAIL medium",
  low: "FAIL low",
  info: "FAIL info",
  unknown: "UNKNOWN",
  waived: "WAIVED",
  pass: "PASS",
  "not-applicable": "NOT APPLICABLE",
};

/** The order of machine formats: account, id, resource, fingerprint. It does not depend on verdicts. */
export function inStableOrder(findings: readonly Finding[]): readonly Finding[] {
  const key = (each: Finding) => `${each.account.id}\u0000${each.id}\u0000${each.resource}\u0000${each.fingerprint}`;
  return findings
    .map((finding) => ({ key: key(finding), finding }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((each) => each.finding);
}

/** Findings worst first; equal ones in stable order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = new Map(standings.map((standing, at) => [standing, at]));
  const rankOf = (finding: Finding) => rank.get(standingOf(finding)) ?? standings.length;
  return [...inStableOrder(findings)].sort((a, b) => rankOf(a) - rankOf(b) || severityRank(a) - severityRank(b));
}

/** Findings of one account. */
export interface AccountFindings {
  readonly account: Finding["account"];
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Accounts by their worst finding, then by how many of it they have; within each account worst first. */
export function byAccountWorstFirst(findings: readonly Finding[]): readonly AccountFindings[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of worstFirst(findings)) {
    const group = groups.get(finding.account.id);
    if (group === undefined) groups.set(finding.account.id, [finding]);
    else group.push(finding);
  }
  const counted = [...groups.values()].map((group) => ({ group, counts: countStandings(group) }));
  counted.sort((a, b) => {
    for (const standing of standings) {
      const difference = (b.counts.get(standing) ?? 0) - (a.counts.get(standing) ?? 0);
      if (difference !== 0) return difference;
    }
    return (a.group[0]?.account.id ?? "") < (b.group[0]?.account.id ?? "") ? -1 : 1;
  });
  return counted.flatMap(({ group }) =>
    group[0] === undefined ? [] : [{ account: group[0].account, findings: group }],
  );
}

/** How many findings have each standing. */
export function countStandings(findings: readonly Finding[]): ReadonlyMap<Standing, number> {
  const counts = new Map<Standing, number>();
  for (const finding of findings) {
    const standing = standingOf(finding);
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
  }
  return counts;
}

function severityRank(finding: Finding): number {
  return severities.indexOf(finding.severity);
}
