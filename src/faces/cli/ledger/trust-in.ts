import { CodedError } from "../../../domain/core/coded-error.ts";
import { parseTrustFile, type Trust } from "../../../domain/ledger/trust/trust-file.ts";

/** Reads a trust file; what is wrong with it is said with its name. Throws `LEDGER_TRUST_*`. */
export function trustIn(bytes: Uint8Array, file: string): Trust {
  try {
    return parseTrustFile(bytes);
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause;
    const position = { ...cause.position, file };
    throw new CodedError(cause.row, { detail: cause.detail ?? undefined, position, cause });
  }
}
