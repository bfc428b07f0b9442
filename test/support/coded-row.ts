import { CodedError } from "../../src/domain/core/coded-error.ts";

/** The code of the `CodedError` that this throws; `null` when it returns. Anything else it throws goes on. */
export function codedRow(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}
