import { type Fact, seen, unseen } from "../../core/fact.ts";
import type { RootReport } from "../account-facts.ts";
import { flagCell, type ReportOrigin, timeCell } from "./report-cell.ts";
import { reportRows, rootUser } from "./report-rows.ts";

/**
 * The root row of a credential report, read by header name. A cell with a value that is not in the guide makes that one
 * fact `not-observable`, with the raw text kept. Source: IAM guide, getting credential reports.
 */
export function readCredentialReport(text: string, generatedAt: string, origin: ReportOrigin): Fact<RootReport> {
  const table = reportRows(text);
  if (table.status === "unreadable") return unreadable(table.why);
  const cell = table.rows.find((row) => row("user") === rootUser);
  if (cell === undefined) return unreadable("it has no row of the root user");
  const flag = (column: string) => flagCell(cell(column), column, origin);
  const time = (column: string) => timeCell(cell(column), column, origin);
  const report: RootReport = {
    generatedAt,
    passwordEnabled: flag("password_enabled"),
    passwordLastUsed: time("password_last_used"),
    passwordLastChanged: time("password_last_changed"),
    mfaActive: flag("mfa_active"),
    keys: ["access_key_1", "access_key_2"].map((key) => ({
      active: flag(`${key}_active`),
      lastRotated: time(`${key}_last_rotated`),
      lastUsed: time(`${key}_last_used_date`),
    })),
    certificates: ["cert_1", "cert_2"].map((key) => ({
      active: flag(`${key}_active`),
      lastRotated: time(`${key}_last_rotated`),
    })),
  };
  return seen(report, origin.source, origin.at);
}

function unreadable(why: string): Fact<RootReport> {
  return unseen("not-observable", "a readable credential report", `the credential report cannot be read: ${why}`);
}
