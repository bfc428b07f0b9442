import { z } from "zod";
import { factSchema } from "./fact-schema.ts";
import { signinSchema } from "./signin-facts.ts";

/** An SCP or RCP with everything it is attached to. */
export const orgPolicySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]),
  awsManaged: z.boolean(),
  /** SHA-256 of the document under `policies/`. */
  document: factSchema(z.strictObject({ sha256: z.string() })),
  /** Ids of roots, OUs and accounts. For `RCPFullAWSAccess` the targets are never listed: it sits everywhere. */
  targets: factSchema(z.array(z.string())),
});

/** See `orgPolicySchema`. */
export type OrgPolicy = z.infer<typeof orgPolicySchema>;

/** `organization.json`. */
export const organizationSchema = z.strictObject({
  /** `null` value: AWS says that this account is in no organization. */
  organization: factSchema(
    z
      .strictObject({
        id: z.string(),
        featureSet: z.enum(["ALL", "CONSOLIDATED_BILLING"]),
        managementAccount: z.string(),
        managementEmail: z.string().nullable(),
      })
      .nullable(),
  ),
  /** Enabled central root features; empty also when trusted access for IAM is off. */
  rootFeatures: factSchema(z.array(z.string())),
  /** How many accounts ListAccounts returned; unknown when it failed, and then accounts are missing. */
  accountList: factSchema(z.int().nonnegative()).optional(),
  /** Service principals with trusted access. */
  trustedAccess: factSchema(z.array(z.string())),
  /** Accounts per service principal; `iam.`, `account.` and `sso.amazonaws.com` are asked for. */
  delegates: z.record(z.string(), factSchema(z.array(z.string()))),
  roots: factSchema(
    z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        policyTypes: z.array(z.strictObject({ type: z.string(), status: z.string() })),
      }),
    ),
  ),
  /** Organizational units with their names, where they were asked for. */
  units: factSchema(z.array(z.strictObject({ id: z.string(), name: z.string(), parent: z.string() }))),
  policies: factSchema(z.array(orgPolicySchema)),
  /** The delegation policy of the organization; `null` value: none. */
  delegationPolicy: factSchema(z.strictObject({ sha256: z.string() }).nullable()),
  /** Sign-in configuration by target: the organization id and each root id. */
  signin: z.record(z.string(), signinSchema),
});

/** See `organizationSchema`. */
export type OrganizationFacts = z.infer<typeof organizationSchema>;
