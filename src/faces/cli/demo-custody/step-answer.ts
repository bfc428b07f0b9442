import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";

/** What `bg code -f json` prints of a code. */
export const codeAnswer = z.object({ code: z.string().regex(/^[0-9]{6}$/), serverTime: z.int().nonnegative() });

/** What `ledger verify -f json` prints of a log that is whole. */
export const verifiedAnswer = z.object({ status: z.literal("verified"), size: z.int().positive() });

/** What a step of a rehearsal printed as JSON, by its schema. Throws `CLI_REHEARSAL_FAILED` naming the step, never what it printed. */
export function stepAnswer<S extends z.ZodType>(step: string, out: string, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(out);
  } catch (cause) {
    throw failed(step, "it printed no JSON", cause);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw failed(step, `what it printed is not as it must be: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** The first group of the pattern in what a step printed. Throws `CLI_REHEARSAL_FAILED` naming the step. */
export function stepWord(step: string, out: string, pattern: RegExp): string {
  const word = pattern.exec(out)?.[1];
  if (word === undefined) throw failed(step, "what must stand in its output is not there");
  return word;
}

function failed(step: string, why: string, cause?: unknown): CodedError {
  return new CodedError(cliErrors.CLI_REHEARSAL_FAILED, { detail: `rootward ${step}: ${why}`, cause });
}
