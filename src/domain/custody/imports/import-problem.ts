/** How bad a problem is: the row is not taken; a person must confirm it; it is taken and shown. */
export type Severity = "error" | "confirm" | "warning";

/** The meaning of a column of an import. */
export type ImportColumn = "account" | "name" | "email" | "seed" | "password";

/** Every problem that an import can have, how bad it is, and what it says. */
export const importProblems = {
  "cells-many": { severity: "error", text: "The row has more cells than the header." },
  "quote-open": {
    severity: "error",
    text: "A quotation mark opens here and never closes; all rows below belong to it.",
  },
  "quote-garbage": { severity: "error", text: "Text stands behind a closing quotation mark." },
  "not-utf8": { severity: "error", text: "The cell is not UTF-8. Save the file as CSV UTF-8." },
  "account-missing": { severity: "error", text: "The account id is missing." },
  "account-zeros": {
    severity: "confirm",
    text: "The account id has too few digits. Did a spreadsheet drop its leading zeros?",
  },
  "account-scientific": {
    severity: "error",
    text: "A spreadsheet has rounded the account id. Format the column as text and export again.",
  },
  "account-malformed": { severity: "error", text: "An account id has exactly 12 digits." },
  "account-twice": { severity: "error", text: "The account stands in two rows." },
  "account-unnamed": {
    severity: "confirm",
    text: "Nothing here names the account. Say whose it is, or leave it out.",
  },
  "account-several": { severity: "error", text: "More than one account id is named here." },
  "account-unknown": { severity: "error", text: "The account is not in scope." },
  "email-missing": { severity: "warning", text: "The root e-mail address is missing." },
  "email-malformed": { severity: "error", text: "This is not an e-mail address." },
  "email-twice": { severity: "error", text: "The e-mail address stands in two rows; each AWS account has its own." },
  "name-malformed": { severity: "error", text: "The name has control characters, or more than 128 characters." },
  "seed-missing": { severity: "error", text: "The seed is missing." },
  "seed-scientific": { severity: "error", text: "A spreadsheet has rounded the seed. It is lost in this file." },
  "seed-digits": {
    severity: "error",
    text: "A seed of digits only is none: a spreadsheet or a person has made a number of it.",
  },
  "seed-zero": { severity: "error", text: "Base32 has no digit 0. Is it the letter O?" },
  "seed-one": { severity: "error", text: "Base32 has no digit 1. Is it the letter I or L?" },
  "seed-eight": { severity: "error", text: "Base32 has no digit 8. Is it the letter B?" },
  "seed-nine": { severity: "error", text: "Base32 has no digit 9. Is it the letter G or Q?" },
  "seed-character": { severity: "error", text: "This character is not base32 (letters A to Z, digits 2 to 7)." },
  "seed-length": { severity: "error", text: "No base32 text has this many characters. Cut off?" },
  "seed-long": { severity: "error", text: "The seed has more than 1,024 characters." },
  "seed-short": { severity: "warning", text: "The seed has under 16 bytes (RFC 4226 asks for at least 16)." },
  "seed-unusual": {
    severity: "warning",
    text: "AWS seeds are usually 64 characters; yours is another length: cut off?",
  },
  "seed-tail": { severity: "warning", text: "The last character holds bits that belong to no byte. Cut off?" },
  "seed-twice": { severity: "error", text: "Another row has the same seed." },
  "seed-known": { severity: "error", text: "Another account or version has this seed already." },
  "seed-otpauth": {
    severity: "error",
    text: "This otpauth address cannot be imported: find one with time-based codes, or enrol a new device.",
  },
  "seed-other-account": { severity: "error", text: "The seed's label names another account." },
  "seed-settings": {
    severity: "error",
    text: "AWS codes have six digits, SHA-1 and 30 seconds; these settings make others.",
  },
  "seed-bare": {
    severity: "warning",
    text: "A bare secret, for which some programs show a wrong code. Only two codes of the old device prove it.",
  },
  "entry-refused": { severity: "error", text: "The one-time code settings of the entry cannot be imported." },
  "password-missing": { severity: "error", text: "The password is missing." },
  "password-spaces": { severity: "warning", text: "The password begins or ends with a space. It is taken as it is." },
  "password-reference": {
    severity: "error",
    text: "The password is a reference to another entry. Put the password itself into this one.",
  },
  "password-control": { severity: "error", text: "The password holds a control character." },
} as const satisfies Readonly<Record<string, { readonly severity: Severity; readonly text: string }>>;

/** The name of a problem. */
export type ImportProblemKind = keyof typeof importProblems;

/** One problem of one row; it holds places, lengths and names, never a piece of a secret. */
export interface ImportProblem {
  readonly kind: ImportProblemKind;
  readonly severity: Severity;
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: ImportColumn | null;
  /** Which character of the cell, from 1. */
  readonly character: number | null;
  /** What is meant, e.g. the length, the other row; empty when the kind says it all. */
  readonly detail: string;
}

/** A problem by its kind. */
export function importProblem(
  kind: ImportProblemKind,
  row: number,
  column: ImportColumn | null,
  extra: { readonly character?: number; readonly detail?: string } = {},
): ImportProblem {
  const { severity } = importProblems[kind];
  return { kind, severity, row, column, character: extra.character ?? null, detail: extra.detail ?? "" };
}
