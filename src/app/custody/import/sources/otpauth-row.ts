import type { AccountId } from "../../../../domain/core/account-id.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { importProblem, type ImportProblem } from "../../../../domain/custody/imports/import-problem.ts";
import { fitsAccount } from "../../../../domain/custody/imports/otpauth/fits-account.ts";
import { readOtpauth } from "../../../../domain/custody/imports/otpauth/read-otpauth.ts";
import { type SourceRow, sourceRow } from "./source-row.ts";

/** The row of one otpauth address; `chosen` is the account that a person named, and an id in the label must be that one. */
export function otpauthRow(
  place: string,
  row: number,
  address: Secret<Uint8Array>,
  chosen: AccountId | null,
): SourceRow {
  const read = readOtpauth(address);
  if (read.status === "refused") {
    const problems = [importProblem("seed-otpauth", row, "seed", { detail: read.detail })];
    return sourceRow(place, { row, account: chosen, problems });
  }
  const { seed, parameters, account: found, warnings } = read.otpauth;
  const problems: ImportProblem[] = warnings.map(({ kind, ...extra }) => importProblem(kind, row, "seed", extra));
  const account = chosen ?? (found.status === "found" ? found.account : null);
  if (chosen !== null && fitsAccount(found, chosen) === "other") {
    problems.push(importProblem("seed-other-account", row, "seed"));
  }
  if (account === null) {
    const several = found.status === "ask" && found.candidates.length > 0;
    problems.push(importProblem(several ? "account-several" : "account-unnamed", row, "account"));
  }
  return sourceRow(place, { row, account, seed, parameters, problems });
}
