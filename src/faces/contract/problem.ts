import { z } from "zod";

/** The body of every refusal (RFC 9457), made from an error row. */
export const problemSchema = z.strictObject({
  type: z.string().max(300),
  title: z.string().max(300),
  status: z.int().min(400).max(599),
  /** The id of the error row. */
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,80}$/),
  /** The exit code of a command that meets it. */
  exit: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  /** Names and numbers, never secrets; empty when there is nothing to add. */
  detail: z.string().max(1000),
  hint: z.string().max(600),
});

/** The body of a refusal. */
export type Problem = Readonly<z.infer<typeof problemSchema>>;
