import { z } from "zod";
import { alternateEntrySchema, contactEntrySchema, emailUpdateEntrySchema } from "./contact-entry.ts";
import { rootEntrySchema } from "./credential-entry.ts";
import { dateSchema } from "./date-entry.ts";
import { documentReferenceSchema } from "./policy-entry.ts";
import { principalEntrySchema } from "./principal-entry.ts";
import { signinEntrySchema } from "./signin-entry.ts";

/** The id of an organization root or OU. */
export const nodeIdSchema = z.string().regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/);

/** One AWS account. */
export const accountEntrySchema = z.strictObject({
  /** `member` when the file has an organization, else `standalone`. */
  role: z.enum(["management", "member", "standalone"]).optional(),
  name: z.string().min(1).optional(),
  /** The root user's address. */
  email: z.string().min(5).max(64).includes("@"),
  /** The root or OU it lies in; the organization root when missing. */
  ou: nodeIdSchema.optional(),
  joined: z.enum(["CREATED", "INVITED"]).default("CREATED"),
  created: dateSchema.optional(),
  joinedAt: dateSchema.optional(),
  state: z.enum(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"]).default("ACTIVE"),
  /** SCPs attached to the account itself, by name or id: the whole list. */
  scp: z.array(z.string()).min(1).max(5).optional(),
  /** RCPs attached to the account itself; `p-RCPFullAWSAccess` is always added. */
  rcp: z.array(z.string()).max(5).optional(),
  root: rootEntrySchema,
  /** The management account's record when missing. */
  contact: contactEntrySchema.optional(),
  alternate: z
    .strictObject({
      security: alternateEntrySchema.optional(),
      billing: alternateEntrySchema.optional(),
      operations: alternateEntrySchema.optional(),
    })
    .default({}),
  emailUpdate: emailUpdateEntrySchema.optional(),
  principals: z.array(principalEntrySchema).default([]),
  /** Issuer host names, e.g. `token.actions.githubusercontent.com`. */
  oidcProviders: z.array(z.string().min(1)).default([]),
  signin: signinEntrySchema.default({ enabled: false, statements: [] }),
  buckets: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
      z.strictObject({ policy: documentReferenceSchema.optional() }),
    )
    .default({}),
  queues: z
    .record(
      z.string().regex(/^[A-Za-z0-9_-]{1,80}(\.fifo)?$/),
      z.strictObject({ policy: documentReferenceSchema.optional(), region: z.string().default("us-east-1") }),
    )
    .default({}),
});

/** See `accountEntrySchema`. */
export type AccountEntry = z.infer<typeof accountEntrySchema>;
