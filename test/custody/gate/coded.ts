import { CodedError } from "../../../src/domain/core/coded-error.ts";

/** The id of the row that a call is refused with; `done` when it is not. */
export async function coded(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}
