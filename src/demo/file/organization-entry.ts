import { z } from "zod";
import { nodeIdSchema } from "./account-entry.ts";
import { documentReferenceSchema } from "./policy-entry.ts";
import { signinEntrySchema } from "./signin-entry.ts";

const policyTypeStatus = z.enum(["ENABLED", "PENDING_ENABLE", "PENDING_DISABLE", "DISABLED"]);
const accountIds = z.array(z.string().regex(/^[0-9]{12}$/));

/** The organization itself. */
export const organizationEntrySchema = z.strictObject({
  id: z.string().regex(/^o-[a-z0-9]{10,32}$/),
  features: z.enum(["ALL", "CONSOLIDATED_BILLING"]).default("ALL"),
  /** Service principals with trusted access. */
  trusted: z.array(z.string()).default([]),
  rootFeatures: z.array(z.enum(["RootCredentialsManagement", "RootSessions"])).default([]),
  /** Service principal to delegated admin accounts. */
  delegates: z.record(z.string(), accountIds).default({}),
  policyTypes: z
    .strictObject({ SCP: policyTypeStatus.default("ENABLED"), RCP: policyTypeStatus.default("ENABLED") })
    .default({ SCP: "ENABLED", RCP: "ENABLED" }),
  /** The organization's delegation policy (its resource policy). */
  delegationPolicy: documentReferenceSchema.optional(),
  /** Console authorization for the whole organization (`o-..`). */
  signin: signinEntrySchema.optional(),
});

/** An organization root or OU with what lies below. */
export interface OuEntry {
  readonly name?: string | undefined;
  readonly scp?: readonly string[] | undefined;
  readonly rcp?: readonly string[] | undefined;
  readonly signin?: z.infer<typeof signinEntrySchema> | undefined;
  readonly children?: Readonly<Record<string, OuEntry>> | undefined;
}

/** See `OuEntry`. */
export const ouEntrySchema: z.ZodType<OuEntry> = z.strictObject({
  name: z.string().min(1).optional(),
  /** Attached SCPs by name or id, the whole list; `p-FullAWSAccess` alone when missing. */
  scp: z.array(z.string()).min(1).max(5).optional(),
  rcp: z.array(z.string()).max(5).optional(),
  /** Console authorization; on the root (`r-..`) only. */
  signin: signinEntrySchema.optional(),
  get children() {
    return z.record(nodeIdSchema, ouEntrySchema).optional();
  },
});

/** See `organizationEntrySchema`. */
export type OrganizationEntry = z.infer<typeof organizationEntrySchema>;
