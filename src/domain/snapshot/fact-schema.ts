import { z } from "zod";
import { reasons } from "../core/reason.ts";

/** Schema of a fact that could not be read. */
export const unseenSchema = z.strictObject({
  status: z.literal("unknown"),
  why: z.enum(reasons),
  needs: z.string().optional(),
  detail: z.string().optional(),
});

/** Schema of `{value, source, at}` or `{status: "unknown", why}` around a value's schema. */
export function factSchema<T extends z.ZodType>(value: T) {
  return z.union([z.strictObject({ value, source: z.string(), at: z.string() }), unseenSchema]);
}
