import type { Check } from "../../../domain/posture/check.ts";

const standardNames: Readonly<Record<string, string>> = {
  "cis-7.0.0": "CIS AWS Foundations 7.0.0",
  "cis-6.0.0": "CIS AWS Foundations 6.0.0",
  "cis-5.0.0": "CIS AWS Foundations 5.0.0",
  fsbp: "AWS Foundational Security Best Practices",
  "well-architected": "AWS Well-Architected",
  "nist-800-53r5": "NIST SP 800-53 rev. 5",
  "pci-4.0.1": "PCI DSS 4.0.1",
  "iso-27001-2022": "ISO/IEC 27001:2022",
  "aws-config": "AWS Config rule",
};

/** A check as a Markdown page: what it asks, why, how to fix it, standards, worked cases. Also what `explain` prints. */
export function checkPage(check: Check): string {
  const standards = Object.entries(check.standards).map(
    ([key, ids]) => `- ${standardNames[key] ?? key}: ${ids.join(", ")}`,
  );
  const cases = check.cases.map((each) => {
    const reason = each.reason === undefined ? "" : ` (${each.reason})`;
    return `| ${each.name.replaceAll("|", "\\|")} | ${each.expect}${reason} |`;
  });
  const lines = [
    `# ${check.id}`,
    "",
    `**${check.title}.** Severity ${check.severity}; asked ${check.scope === "account" ? "of every account" : "once for the organization"}.`,
    "",
    "## Why",
    "",
    check.why,
    "",
    "## Fix",
    "",
    check.fix.replaceAll("{account}", "<account>").replaceAll("{partition}", "aws"),
    "",
    "## Reads",
    "",
    check.needs.length === 0
      ? "What people declare in the inventory."
      : check.needs.map((each) => `\`${each}\``).join(", "),
    "",
    ...(standards.length === 0 ? [] : ["## Standards", "", ...standards, ""]),
    "## Worked cases",
    "",
    "| case | verdict |",
    "|---|---|",
    ...cases,
    "",
    ...(check.references.length === 0 ? [] : ["## References", "", ...check.references.map((each) => `- ${each}`), ""]),
  ];
  return lines.join("\n");
}
