import { CodedError } from "../../../src/domain/core/coded-error.ts";

/** The code of the row that some work ends with; `nothing` when it does what it should. Other throws stay what they are. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}
