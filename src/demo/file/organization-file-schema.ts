import { z } from "zod";
import { accountEntrySchema, nodeIdSchema } from "./account-entry.ts";
import { dateSchema } from "./date-entry.ts";
import { generateEntrySchema } from "./generate-entry.ts";
import { organizationEntrySchema, ouEntrySchema } from "./organization-entry.ts";
import { policyEntrySchema } from "./policy-entry.ts";

/**
 * A pretend organization: AWS state only. What people declare (who reads a mailbox, holds a phone) is the inventory,
 * another file. Unknown keys are errors.
 */
export const organizationFileSchema = z.strictObject({
  partition: z.enum(["aws", "aws-us-gov", "aws-cn"]).default("aws"),
  /** Where the pretend clock stands at start; the real time when missing. */
  now: dateSchema.optional(),
  /** Missing: the accounts are standalone. */
  organization: organizationEntrySchema.optional(),
  /** One entry: the organization root (`r-..`) with its OUs below. */
  ous: z.record(nodeIdSchema, ouEntrySchema).default({}),
  policies: z.record(z.string().min(1).max(128), policyEntrySchema).default({}),
  accounts: z.record(z.string().regex(/^[0-9]{12}$/), accountEntrySchema),
  generate: generateEntrySchema.optional(),
});

/** A parsed organization file with all defaults filled in. */
export type OrganizationFile = z.infer<typeof organizationFileSchema>;

/** An organization file as it may be written, defaults left out. */
export type OrganizationFileInput = z.input<typeof organizationFileSchema>;
