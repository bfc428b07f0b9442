import type { Finding } from "../../domain/core/finding.ts";
import { fingerprint } from "../../domain/core/fingerprint.ts";
import type { Instant } from "../../domain/core/instant.ts";
import { daysToExpiry, type Waiver } from "./waivers.ts";

/** From this many days before its end a waiver is warned about. */
export const waiverWarningDays = 14;

/** What matching needs beside findings and waivers. */
export interface WaiverMatching {
  readonly now: Instant;
  /** Ids of the units above an account, organization root first; for waivers by unit id. */
  readonly unitsOf: (account: string) => readonly string[];
  /** Address of a check's page. */
  readonly helpOf: (id: string) => string;
  /** The waiver file's name, for evidence. */
  readonly file: string;
}

/** Findings with waivers applied, the findings about expired waivers, and warnings for standard error. */
export interface WaivedFindings {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/**
 * Applies waivers to failed findings. An expired one lets its finding return and adds `waiver-expired`, once per
 * account; one that ends within 14 days or matches nothing is warned about. `unknown` is never waived: nobody can
 * accept what nobody saw; but a waiver whose finding is unknown just now counts as matching.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  ask: WaiverMatching,
): WaivedFindings {
  const byId = new Map<string, Waiver[]>();
  for (const waiver of waivers) byId.set(waiver.id, [...(byId.get(waiver.id) ?? []), waiver]);
  const matched = new Set<Waiver>();
  const expired = new Map<string, { waiver: Waiver; finding: Finding }>();
  const applied = findings.map((finding) => {
    if (finding.verdict !== "fail" && finding.verdict !== "unknown") return finding;
    const fitting = (byId.get(finding.id) ?? []).filter((waiver) => fits(waiver, finding, ask));
    for (const waiver of fitting) matched.add(waiver);
    if (finding.verdict === "unknown") return finding;
    const [best] = [...fitting].sort((a, b) => (a.expires < b.expires ? 1 : -1));
    if (best === undefined) return finding;
    if (daysToExpiry(best, ask.now) < 0) {
      expired.set(`${waivers.indexOf(best)} ${finding.account.id}`, { waiver: best, finding });
      return finding;
    }
    const { reason, owner, expires } = best;
    return { ...finding, waiver: { reason, owner, ticket: best.ticket ?? null, expires } };
  });
  return {
    findings: [...applied, ...[...expired.values()].map((each) => waiverExpired(each.waiver, each.finding, ask))],
    warnings: waivers.flatMap((waiver) => warningsOf(waiver, matched.has(waiver), ask)),
  };
}

function fits(waiver: Waiver, finding: Finding, ask: WaiverMatching): boolean {
  if (waiver.accounts !== undefined && !waiver.accounts.includes(finding.account.id)) return false;
  if (waiver.resource !== undefined && waiver.resource !== finding.resource) return false;
  if (waiver.ou === undefined) return true;
  const { ou } = finding.account;
  if (ou !== null && (ou === waiver.ou || ou.startsWith(`${waiver.ou}/`))) return true;
  return ask.unitsOf(finding.account.id).includes(waiver.ou);
}

function waiverExpired(waiver: Waiver, finding: Finding, ask: WaiverMatching): Finding {
  const scope = waiver.resource ?? waiver.ou ?? "";
  return {
    id: "waiver-expired",
    fingerprint: fingerprint("waiver-expired", finding.account.id, finding.id, scope),
    account: finding.account,
    resource: finding.id,
    verdict: "fail",
    severity: "medium",
    title: `The waiver of ${finding.id} has not run out`,
    why: "A risk was accepted for a time that is over. The finding counts again, and nobody has said yet whether it still has to be borne.",
    fix: "Fix the finding and delete the waiver, or renew it with a new reason and date.",
    help: ask.helpOf("waiver-expired"),
    evidence: [
      { fact: "expired", value: waiver.expires, source: ask.file, observedAt: null },
      { fact: "owner", value: waiver.owner, source: ask.file, observedAt: null },
      { fact: "reason", value: waiver.reason, source: ask.file, observedAt: null },
    ],
    reason: null,
    needs: null,
    firstSeen: ask.now,
    lastSeen: ask.now,
    waiver: null,
    standards: {},
  };
}

function warningsOf(waiver: Waiver, isMatched: boolean, ask: WaiverMatching): string[] {
  const name = `waiver of ${waiver.id} for ${waiver.accounts?.join(", ") ?? waiver.ou ?? ""}`;
  if (!isMatched) return [`${name} matches no finding: delete it from ${ask.file}`];
  const days = daysToExpiry(waiver, ask.now);
  if (days < 0 || days > waiverWarningDays) return [];
  const when = days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`;
  return [`${name} ends ${when} (${waiver.expires}); owner ${waiver.owner}`];
}
