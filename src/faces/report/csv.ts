import type { ScanOutcome } from "../../app/scan/outcome.ts";
import type { Finding } from "../../domain/core/finding.ts";
import { inStableOrder } from "./finding-order.ts";
import type { Write } from "./write.ts";

/** Columns by name; the order is fixed for ever, new ones come last. */
export const csvColumns: readonly (readonly [string, (finding: Finding) => string])[] = [
  ["account_id", (f) => f.account.id],
  ["account_name", (f) => f.account.name ?? ""],
  ["ou", (f) => f.account.ou ?? ""],
  ["id", (f) => f.id],
  ["resource", (f) => f.resource],
  ["verdict", (f) => f.verdict],
  ["severity", (f) => f.severity],
  ["title", (f) => f.title],
  ["why", (f) => f.why],
  ["fix", (f) => f.fix],
  ["reason", (f) => f.reason ?? ""],
  ["needs", (f) => f.needs ?? ""],
  ["evidence", (f) => f.evidence.map((each) => `${each.fact}: ${each.value} (${each.source})`).join("\n")],
  ["first_seen", (f) => f.firstSeen],
  ["last_seen", (f) => f.lastSeen],
  ["waiver_reason", (f) => f.waiver?.reason ?? ""],
  ["waiver_owner", (f) => f.waiver?.owner ?? ""],
  ["waiver_ticket", (f) => f.waiver?.ticket ?? ""],
  ["waiver_expires", (f) => f.waiver?.expires ?? ""],
  [
    "standards",
    (f) =>
      Object.entries(f.standards)
        .flatMap(([name, ids]) => ids.map((id) => `${name} ${id}`))
        .join("; "),
  ],
  ["change", (f) => f.change ?? ""],
  ["fingerprint", (f) => f.fingerprint],
  ["help", (f) => f.help],
];

/** RFC 4180 with a header; every cell quoted, so that account ids stay text where the reader honours quotes. */
export function writeCsv(outcome: ScanOutcome, write: Write, options: { readonly bom: boolean }): void {
  if (options.bom) write("\ufeff");
  write(row(csvColumns.map(([name]) => name)));
  for (const finding of inStableOrder(outcome.findings)) write(row(csvColumns.map(([, tell]) => tell(finding))));
}

function row(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

// SECURITY: a spreadsheet runs a cell that starts with one of these as a formula (OWASP ASVS 5.0 1.2.10, OWASP "CSV
// Injection"; the full-width forms count in East Asian locales). A leading apostrophe makes it text.
function guarded(cell: string): string {
  return /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell;
}
