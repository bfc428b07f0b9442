import type { Finding } from "../../domain/core/finding.ts";

/** A finding with the keys of `rootward.findings/v1` in their fixed order, and no others. */
export function findingJson(finding: Finding): Finding {
  const { id, fingerprint, account, resource, verdict, severity, title, why, fix, help } = finding;
  return {
    id,
    fingerprint,
    account: { id: account.id, name: account.name, ou: account.ou },
    resource,
    verdict,
    severity,
    title,
    why,
    fix,
    help,
    evidence: finding.evidence.map(({ fact, value, source, observedAt }) => ({ fact, value, source, observedAt })),
    reason: finding.reason,
    needs: finding.needs,
    firstSeen: finding.firstSeen,
    lastSeen: finding.lastSeen,
    waiver: finding.waiver,
    standards: finding.standards,
    ...(finding.change === undefined ? {} : { change: finding.change }),
  };
}
