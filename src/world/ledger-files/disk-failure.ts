import { CodedError } from "../../domain/core/coded-error.ts";
import { ledgerFilesErrors } from "./errors.ts";

/** The coded error of a write that failed; a coded error stays what it is. */
export function writeFailure(thrown: unknown, file: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const code = codeOf(thrown);
  const isFull = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  const row = isFull ? ledgerFilesErrors.LEDGER_FILES_DISK_FULL : ledgerFilesErrors.LEDGER_FILES_WRITE_FAILED;
  return new CodedError(row, { detail: `${file} (${code})`, cause: thrown });
}

/** The coded error of a read that failed; a coded error stays what it is. */
export function readFailure(thrown: unknown, file: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const detail = `${file} (${codeOf(thrown)})`;
  return new CodedError(ledgerFilesErrors.LEDGER_FILES_UNREADABLE, { detail, cause: thrown });
}

function codeOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    return thrown.code;
  }
  return thrown instanceof Error ? thrown.name : "unknown";
}
