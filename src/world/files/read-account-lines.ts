import { CodedError } from "../../domain/core/coded-error.ts";
import { type AccountFacts, accountSchema } from "../../domain/snapshot/account-facts.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";

const longestLine = 16 * 1024 * 1024;
const lineFeed = 10;

/** An account line and its place in the file, in bytes. */
export interface AccountLine {
  readonly account: AccountFacts;
  readonly offset: number;
  readonly length: number;
}

/** What the bytes of `accounts.jsonl` hold. */
export interface AccountLines {
  readonly lines: readonly AccountLine[];
  /** Bytes of whole lines; less than the file's length when the last line is torn. */
  readonly wholeBytes: number;
}

/**
 * Reads `accounts.jsonl`. Where `mayBeTorn` (the run was interrupted), a last line without its line end is left out;
 * everywhere else it is an error. Throws a coded error with file and line.
 */
export function readAccountLines(bytes: Buffer, file: string, mayBeTorn: boolean): AccountLines {
  const lines: AccountLine[] = [];
  let offset = 0;
  for (let number = 1; offset < bytes.length; number += 1) {
    const end = bytes.indexOf(lineFeed, offset);
    if (end < 0) {
      if (mayBeTorn) break;
      throw new CodedError(snapshotErrors.SNAPSHOT_TRUNCATED, { position: { file, line: number } });
    }
    const length = end + 1 - offset;
    if (length > longestLine) {
      throw new CodedError(snapshotErrors.SNAPSHOT_TOO_LARGE, { position: { file, line: number } });
    }
    if (length > 1) {
      lines.push({ account: parseAccountLine(bytes.subarray(offset, end), file, number), offset, length });
    }
    offset = end + 1;
  }
  return { lines, wholeBytes: offset };
}

/** Parses and checks one line; `line` null when it is not known. */
export function parseAccountLine(bytes: Buffer, file: string, line: number | null): AccountFacts {
  const position = line === null ? { file } : { file, line };
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, { detail: "a line is no JSON", position, cause });
  }
  const checked = accountSchema.safeParse(parsed);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const path = issue?.path.join(".") ?? "";
  throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, {
    detail: issue?.message ?? "not an account",
    position: { ...position, path },
  });
}
