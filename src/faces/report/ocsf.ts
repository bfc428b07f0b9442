import type { BaselineEntry, Run, ScanOutcome } from "../../app/scan/outcome.ts";
import type { Finding } from "../../domain/core/finding.ts";
import type { Severity, Verdict } from "../../domain/core/verdict.ts";
import { inStableOrder } from "./finding-order.ts";
import type { Write } from "./write.ts";

/** The schema version that AWS Security Hub speaks. */
export const ocsfVersion = "1.6.0";
const classUid = 2003;

const severityIds = { info: 1, low: 2, medium: 3, high: 4, critical: 5 } as const;
const severityNames = {
  info: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
} as const;
const activities = { create: [1, "Create"], update: [2, "Update"], close: [3, "Close"] } as const;
const complianceOf: Readonly<Record<Verdict, readonly [number, string]>> = {
  pass: [1, "Pass"],
  fail: [3, "Fail"],
  unknown: [0, "Unknown"],
  "not-applicable": [99, "Not applicable"],
};

/**
 * OCSF Compliance Findings (class 2003) as a JSON array, one event per line; with a baseline, what was fixed comes as
 * Close events. The same fingerprint is the finding's uid in every run.
 */
export function writeOcsf(outcome: ScanOutcome, write: Write): void {
  write("[");
  let comma = "\n";
  const put = (event: object) => {
    write(comma + JSON.stringify(event));
    comma = ",\n";
  };
  for (const finding of inStableOrder(outcome.findings)) put(findingEvent(finding, outcome.run));
  for (const entry of outcome.baseline?.fixed ?? []) put(fixedEvent(entry, outcome.run));
  write("\n]\n");
}

function findingEvent(finding: Finding, run: Run) {
  const [statusId, status] = statusOf(finding);
  const [complianceId, complianceStatus] = complianceOf[finding.verdict];
  const standards = Object.keys(finding.standards);
  const { account, waiver } = finding;
  const isKnown = finding.change === "same" || finding.change === "lost-sight" || finding.firstSeen < finding.lastSeen;
  return {
    ...base(isKnown ? "update" : "create", millis(finding.lastSeen, run), finding.severity, run, finding.id),
    status_id: statusId,
    status,
    ...(waiver === null ? {} : { comment: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` }),
    message: `${finding.title}: ${complianceStatus}`,
    finding_info: {
      uid: finding.fingerprint,
      title: finding.title,
      desc: finding.why,
      src_url: finding.help,
      first_seen_time: millis(finding.firstSeen, run),
      last_seen_time: millis(finding.lastSeen, run),
      types: [finding.id],
    },
    compliance: {
      control: finding.id,
      ...(standards.length === 0 ? {} : { standards, requirements: Object.values(finding.standards).flat() }),
      checks: [{ uid: finding.id, name: finding.title, status_id: complianceId, status: complianceStatus }],
      status_id: complianceId,
      status: complianceStatus,
      ...(finding.reason === null ? {} : { status_details: [`${finding.reason}: ${finding.needs ?? ""}`] }),
    },
    resources: [resource(account.id, finding.resource, run)],
    remediation: { desc: finding.fix, references: [finding.help] },
    ...(finding.evidence.length === 0 ? {} : { evidences: finding.evidence.map((data) => ({ data })) }),
    cloud: cloud(account.id, account.name, run),
  };
}

function fixedEvent(entry: BaselineEntry, run: Run) {
  const [statusId, status] = complianceOf.pass;
  return {
    ...base("close", millis(run.finishedAt ?? run.startedAt, run), entry.severity, run, entry.id),
    status_id: 4,
    status: "Resolved",
    message: `${entry.id}: fixed since the baseline`,
    finding_info: { uid: entry.fingerprint, title: entry.id, types: [entry.id] },
    compliance: {
      control: entry.id,
      checks: [{ uid: entry.id, status_id: statusId, status }],
      status_id: statusId,
      status,
    },
    resources: [resource(entry.account, entry.resource, run)],
    cloud: cloud(entry.account, null, run),
  };
}

function base(activity: keyof typeof activities, time: number, severity: Severity, run: Run, id: string) {
  const [activityId, activityName] = activities[activity];
  return {
    activity_id: activityId,
    activity_name: activityName,
    category_uid: 2,
    category_name: "Findings",
    class_uid: classUid,
    class_name: "Compliance Finding",
    type_uid: classUid * 100 + activityId,
    type_name: `Compliance Finding: ${activityName}`,
    severity_id: severityIds[severity],
    severity: severityNames[severity],
    time,
    metadata: {
      version: ocsfVersion,
      product: { name: "Rootward", vendor_name: "Rootward", version: run.version },
      profiles: ["cloud"],
      event_code: id,
      correlation_uid: run.id,
    },
  };
}

// A waived finding is suppressed; an unknown one stays new, for nobody resolved it.
function statusOf(finding: Finding): readonly [number, string] {
  if (finding.waiver !== null && finding.verdict === "fail") return [3, "Suppressed"];
  if (finding.verdict === "pass") return [4, "Resolved"];
  return finding.verdict === "not-applicable" ? [99, "Not applicable"] : [1, "New"];
}

function resource(account: string, name: string, run: Run) {
  return { uid: `aws/${account}/${name}`, name, type: "AWS root user", namespace: run.organization ?? account };
}

function cloud(account: string, name: string | null, run: Run) {
  return {
    provider: "AWS",
    account: { uid: account, type: "AWS Account", type_id: 10, ...(name === null ? {} : { name }) },
    region: "aws-global",
    ...(run.organization === null ? {} : { org: { uid: run.organization } }),
  };
}

// Epoch milliseconds; a time that is none counts as the run's.
function millis(at: string, run: Run): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? Date.parse(run.startedAt) : time;
}
