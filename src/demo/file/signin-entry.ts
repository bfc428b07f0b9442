import { z } from "zod";

const texts = z.array(z.string());

/**
 * One permission statement as put-resource-permission-statement takes it. Everybody is refused unless the network
 * matches or the principal is excluded.
 */
export const signinStatementSchema = z.strictObject({
  id: z.string().optional(),
  sourceVpc: texts.optional(),
  signinSourceVpce: texts.optional(),
  consoleSourceVpce: texts.optional(),
  vpcSourceIp: texts.optional(),
  sourceIp: texts.optional(),
  requestedRegion: texts.optional(),
  excludedPrincipal: texts.optional(),
});

/** Console authorization of an account, an organization root (`r-..`) or the organization (`o-..`). */
export const signinEntrySchema = z.strictObject({
  /** Until it is enabled, no statement has any effect. */
  enabled: z.boolean().default(false),
  statements: z.array(signinStatementSchema).default([]),
});

/** See `signinStatementSchema`. */
export type SigninStatementEntry = z.infer<typeof signinStatementSchema>;
/** See `signinEntrySchema`. */
export type SigninEntry = z.infer<typeof signinEntrySchema>;
