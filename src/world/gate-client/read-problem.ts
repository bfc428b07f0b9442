import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";

const problemSchema = z.object({
  title: z.string().max(300),
  status: z.int().min(400).max(599),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,80}$/),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  detail: z.string().max(1000),
  hint: z.string().max(600),
});

/** The coded error that a problem+json body tells; `null` when it is no such body. */
export function readProblem(value: unknown): CodedError | null {
  const read = problemSchema.safeParse(value);
  if (!read.success) return null;
  const { status, code, exit, title, hint, detail } = read.data;
  const row = { code, http: status, exit, title: oneLine(title), hint: oneLine(hint) };
  return new CodedError(row, detail === "" ? {} : { detail: oneLine(detail) });
}

/** SECURITY: a gate that was taken over must not be able to write to a terminal what it likes. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}
