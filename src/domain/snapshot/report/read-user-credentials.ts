import { arnParts } from "../../core/arn.ts";
import { type Fact, seen, unseen } from "../../core/fact.ts";
import type { UserCredentials } from "../account-facts.ts";
import { flagCell, type ReportOrigin, timeCell } from "./report-cell.ts";
import { type ReportRow, reportRows, rootUser } from "./report-rows.ts";

/**
 * The rows of the IAM users of a credential report: all but root's. A cell with a value that is not in the guide makes
 * that one fact `not-observable`. A row that names no user makes the whole list `not-observable`, because a user left
 * out would look like one who is not there. Source: IAM guide, getting credential reports.
 */
export function readUserCredentials(text: string, origin: ReportOrigin): Fact<UserCredentials[]> {
  const table = reportRows(text);
  if (table.status === "unreadable") return unreadable(table.why);
  // INVARIANT: an empty list is a statement of AWS. A text without even root's row is not a whole report.
  if (!table.rows.some((row) => row("user") === rootUser)) return unreadable("it has no row of the root user");
  const users: UserCredentials[] = [];
  for (const row of table.rows) {
    const name = row("user");
    if (name === rootUser) continue;
    const arn = row("arn") ?? "";
    if (arnParts(arn)?.resource.startsWith("user/") !== true) {
      return unreadable(`the row of ${JSON.stringify(name?.slice(0, longestName))} has no ARN of a user`);
    }
    users.push(credentialsOf(arn, row, origin));
  }
  return seen(users, origin.source, origin.at);
}

const longestName = 64;

function credentialsOf(arn: string, cell: ReportRow, origin: ReportOrigin): UserCredentials {
  const flag = (column: string) => flagCell(cell(column), column, origin);
  const time = (column: string) => timeCell(cell(column), column, origin);
  const keys = ["access_key_1", "access_key_2"].map((key) => ({
    active: flag(`${key}_active`),
    lastRotated: time(`${key}_last_rotated`),
    lastUsed: time(`${key}_last_used_date`),
  }));
  return {
    arn,
    createdAt: time("user_creation_time"),
    passwordEnabled: flag("password_enabled"),
    passwordLastUsed: time("password_last_used"),
    passwordLastChanged: time("password_last_changed"),
    mfaActive: flag("mfa_active"),
    keys: [...keys, ...furtherKeys(cell("additional_credentials_info"))],
  };
}

/** The report shows two keys. Of further keys or certificates it only gives the number, in words. */
function furtherKeys(info: string | undefined): UserCredentials["keys"] {
  if (info === undefined || info === "" || info === "N/A") return [];
  const why = unseen(
    "not-observable",
    "iam:ListAccessKeys",
    `additional_credentials_info: cell says "${info.slice(0, longestName)}"`,
  );
  return [{ active: why, lastRotated: why, lastUsed: why }];
}

function unreadable(why: string): Fact<UserCredentials[]> {
  return unseen("not-observable", "a readable credential report", `the credential report cannot be read: ${why}`);
}
