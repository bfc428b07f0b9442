import { z } from "zod";

/** A policy document as written in the file: an object with `Version` and `Statement`. */
export const documentSchema = z.record(z.string(), z.unknown());

/** A document, or the name of one under `policies`. */
export const documentReferenceSchema = z.union([z.string().min(1), documentSchema]);

/** One entry under `policies`. */
export const policyEntrySchema = z.strictObject({
  /**
   * SCP, RCP: an organization policy of that name. managed: a customer managed policy that exists in every account
   * where a principal or boundary names it. resource: any other document (bucket, queue, trust, delegation).
   */
  type: z.enum(["SCP", "RCP", "managed", "resource"]),
  /** The id of an SCP or RCP; made from the name when it is missing. */
  id: z
    .string()
    .regex(/^p-[0-9a-zA-Z_]{8,128}$/)
    .optional(),
  description: z.string().default(""),
  document: documentSchema,
});

/** See `policyEntrySchema`. */
export type PolicyEntry = z.infer<typeof policyEntrySchema>;
/** See `documentReferenceSchema`. */
export type DocumentReference = z.infer<typeof documentReferenceSchema>;
