import { CodedError } from "../../../domain/core/coded-error.ts";
import { backupFileErrors } from "./errors.ts";

/** The coded error of a file that could not be read or written; a coded error stays what it is. */
export function backupFailure(thrown: unknown, file: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const code = thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "unknown";
  const isFull = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  const row = isFull ? backupFileErrors.BACKUP_FULL : backupFileErrors.BACKUP_FAILED;
  return new CodedError(row, { detail: `${file} (${code})`, cause: thrown });
}
