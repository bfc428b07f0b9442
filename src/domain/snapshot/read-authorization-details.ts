import { z } from "zod";
import type { AuthorizationDetails } from "./authorization-details.ts";

const document = z.record(z.string(), z.unknown());
const inline = z.looseObject({ PolicyName: z.string(), PolicyDocument: document });
const attached = z.looseObject({ PolicyName: z.string(), PolicyArn: z.string() });
const boundary = z.looseObject({ PermissionsBoundaryArn: z.string() });
const tags = z.array(z.looseObject({ Key: z.string(), Value: z.string() }));

const detailsSchema = z.looseObject({
  UserDetailList: z.array(
    z.looseObject({
      UserName: z.string(),
      UserId: z.string(),
      Arn: z.string(),
      UserPolicyList: z.array(inline).optional(),
      GroupList: z.array(z.string()).optional(),
      AttachedManagedPolicies: z.array(attached).optional(),
      PermissionsBoundary: boundary.optional(),
      Tags: tags.optional(),
    }),
  ),
  GroupDetailList: z.array(
    z.looseObject({
      GroupName: z.string(),
      GroupId: z.string(),
      Arn: z.string(),
      GroupPolicyList: z.array(inline).optional(),
      AttachedManagedPolicies: z.array(attached).optional(),
    }),
  ),
  RoleDetailList: z.array(
    z.looseObject({
      RoleName: z.string(),
      RoleId: z.string(),
      Arn: z.string(),
      AssumeRolePolicyDocument: document,
      RolePolicyList: z.array(inline).optional(),
      AttachedManagedPolicies: z.array(attached).optional(),
      PermissionsBoundary: boundary.optional(),
      Tags: tags.optional(),
    }),
  ),
  Policies: z.array(
    z.looseObject({
      PolicyName: z.string(),
      Arn: z.string(),
      DefaultVersionId: z.string().optional(),
      PolicyVersionList: z
        .array(z.looseObject({ Document: document, VersionId: z.string(), IsDefaultVersion: z.boolean() }))
        .optional(),
    }),
  ),
});

/** Authorization details, or the first place where a value has not their form. */
export type DetailsReading =
  | { readonly status: "ok"; readonly details: AuthorizationDetails }
  | { readonly status: "broken"; readonly path: string; readonly why: string };

/** Checks that a parsed `iam/<account>.json` has the form of GetAccountAuthorizationDetails; extra properties stay. */
export function readAuthorizationDetails(value: unknown): DetailsReading {
  const parsed = detailsSchema.safeParse(value);
  if (parsed.success) return { status: "ok", details: parsed.data as AuthorizationDetails };
  const issue = parsed.error.issues[0];
  return { status: "broken", path: issue?.path.join(".") ?? "", why: issue?.message ?? "not the documented form" };
}
