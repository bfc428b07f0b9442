import { CodedError } from "../../src/domain/core/coded-error.ts";

/** The code of the `CodedError` that a promise rejects with; `null` when it resolves. Any other rejection goes on. */
export async function rejectedRow(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}
