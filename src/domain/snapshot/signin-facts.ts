import { z } from "zod";
import { factSchema } from "./fact-schema.ts";

/** Console authorization of one target: an account, the organization or a root. */
export const signinSchema = z.strictObject({
  /** Until it is enabled, no sign-in statement has any effect. */
  configuration: factSchema(z.strictObject({ enabled: z.boolean(), scope: z.string().nullable() })),
  /** The sign-in resource policy as an IAM policy document (capitalised element names); `null` value: none. */
  policy: factSchema(z.record(z.string(), z.unknown()).nullable()).optional(),
  /** The permission statements it is made of. */
  statements: factSchema(z.array(z.record(z.string(), z.unknown()))).optional(),
});

/** See `signinSchema`. */
export type SigninFacts = z.infer<typeof signinSchema>;
