import { CodedError } from "../../../../domain/core/coded-error.ts";

/** Adds to an error of the own credentials that a plan can be made without them: they are what is gone in an emergency. */
export async function withAdvice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError) || !error.row.code.startsWith("AWS_")) throw error;
    throw new CodedError(error.row, {
      ...(error.detail === null ? {} : { detail: error.detail }),
      hint: `${error.hint} Or give --offline: the plan is then made without asking AWS.`,
      cause: error,
    });
  }
}
