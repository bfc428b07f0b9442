import { CodedError } from "../../domain/core/coded-error.ts";
import { filesErrors } from "./errors.ts";

/** The coded error of a failed write; a coded error stays what it is. */
export function writeFailure(thrown: unknown, file: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const code = codeOf(thrown);
  const extra = { detail: `${file} (${code})`, cause: thrown };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
    return new CodedError(filesErrors.FILES_DISK_FULL, extra);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR") {
    return new CodedError(filesErrors.FILES_NOT_WRITABLE, extra);
  }
  return new CodedError(filesErrors.FILES_WRITE_FAILED, extra);
}

/** The code of a system error, e.g. `ENOENT`; otherwise its name. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    return thrown.code;
  }
  return thrown instanceof Error ? thrown.name : "unknown";
}
