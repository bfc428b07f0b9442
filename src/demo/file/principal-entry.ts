import { z } from "zod";
import {
  accessKeyEntrySchema,
  certificateEntrySchema,
  deviceEntrySchema,
  passwordEntrySchema,
} from "./credential-entry.ts";
import { dateSchema } from "./date-entry.ts";
import { documentReferenceSchema } from "./policy-entry.ts";

/**
 * One IAM user, group or role, e.g. `{arn: role/ci, trust: oidc, policies: [AdministratorAccess]}`. Which keys have a
 * meaning depends on the kind in `arn`; the others are refused.
 */
export const principalEntrySchema = z
  .strictObject({
    /** `user/`, `group/` or `role/`, an optional path, the name: `role/aws-service-role/x.amazonaws.com/name`. */
    arn: z.string().regex(/^(user|group|role)\/([!-~]+\/)?[A-Za-z0-9+=,.@_-]{1,128}$/),
    /** Attached managed policies: AWS-managed by name or ARN, or `managed` entries under `policies` by name. */
    policies: z.array(z.string().min(1)).default([]),
    /** Inline policies by name. */
    inline: z.record(z.string(), documentReferenceSchema).default({}),
    /** Users and roles: the permission boundary, as in `policies`. */
    boundary: z.string().min(1).optional(),
    tags: z.record(z.string(), z.string()).default({}),
    created: dateSchema.optional(),
    /**
     * Roles: who may assume it. `account` = the account itself, `management` = the management account, `oidc` = the
     * account's first OIDC provider (GitHub Actions when none is listed), `oidc:repo:corp/*` = the same for a subject
     * pattern of one's own, `sso` = IAM Identity Center's provider, `service:ec2.amazonaws.com`, `public` =
     * anybody, an account id, a document, or the name of one under `policies`.
     */
    trust: documentReferenceSchema.optional(),
    /** Roles: when last used, as GetAccountAuthorizationDetails tells it. */
    lastUsed: z.strictObject({ at: dateSchema, region: z.string() }).optional(),
    /** Users: group names. */
    groups: z.array(z.string()).default([]),
    /** Users: console password. */
    password: passwordEntrySchema.optional(),
    mfa: z.array(deviceEntrySchema).max(8).default([]),
    keys: z.array(accessKeyEntrySchema).max(2).default([]),
    certs: z.array(certificateEntrySchema).max(2).default([]),
  })
  .superRefine((entry, context) => {
    const kind = entry.arn.slice(0, entry.arn.indexOf("/"));
    const refuse = (key: string) =>
      context.addIssue({ code: "custom", path: [key], message: `a ${kind} has no ${key}` });
    if (kind === "role" && entry.trust === undefined) {
      context.addIssue({ code: "custom", path: ["arn"], message: "a role needs trust" });
    }
    if (kind !== "role" && entry.trust !== undefined) refuse("trust");
    if (kind !== "role" && entry.lastUsed !== undefined) refuse("lastUsed");
    if (kind === "group" && entry.boundary !== undefined) refuse("boundary");
    if (kind === "user") return;
    if (entry.groups.length > 0) refuse("groups");
    if (entry.password !== undefined) refuse("password");
    if (entry.mfa.length > 0) refuse("mfa");
    if (entry.keys.length > 0) refuse("keys");
    if (entry.certs.length > 0) refuse("certs");
  });

/** See `principalEntrySchema`. */
export type PrincipalEntry = z.infer<typeof principalEntrySchema>;
