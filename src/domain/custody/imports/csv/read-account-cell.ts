import { type AccountId, accountId } from "../../../core/account-id.ts";
import { importProblem, type ImportProblem } from "../import-problem.ts";

/** An account id, one that a person must confirm, or none. */
export interface ReadAccountCell {
  readonly account: AccountId | null;
  /** The id with its leading zeros put back; counts only once a person has confirmed it. */
  readonly padded: AccountId | null;
  readonly problems: readonly ImportProblem[];
}

/** Reads the account of a row: 12 digits, also in AWS's own groups of four, or as a spreadsheet's text (`="…"`, `'…`). */
export function readAccountCell(cell: string, row: number): ReadAccountCell {
  const trimmed = cell.trim();
  const bare = /^="(.*)"$/.exec(trimmed)?.[1] ?? trimmed.replace(/^'/, "");
  const digits = /^[0-9]{4}([- ])[0-9]{4}\1[0-9]{4}$/.test(bare) ? bare.replaceAll(/[- ]/g, "") : bare;
  const account = accountId(digits);
  if (account !== null) return { account, padded: null, problems: [] };
  if (digits === "") return no(importProblem("account-missing", row, "account"));
  if (/^[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+$/.test(digits))
    return no(importProblem("account-scientific", row, "account"));
  if (/^[0-9]{10,11}$/.test(digits)) {
    const padded = accountId(digits.padStart(12, "0"));
    const detail = `${digits.length} digits; with zeros ${padded ?? ""}`;
    return { account: null, padded, problems: [importProblem("account-zeros", row, "account", { detail })] };
  }
  const detail = /^[0-9]+$/.test(digits) ? `${digits.length} digits` : `${digits.length} characters, not only digits`;
  return no(importProblem("account-malformed", row, "account", { detail }));
}

function no(problem: ImportProblem): ReadAccountCell {
  return { account: null, padded: null, problems: [problem] };
}
