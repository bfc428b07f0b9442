/**
 * `iam/<account>.json`: `iam get-account-authorization-details` as the AWS CLI prints it, all pages joined. Where a
 * document stands, `{"sha256": "…"}` may stand and points to `policies/<sha256>.json`.
 */
export interface AuthorizationDetails {
  readonly UserDetailList: readonly UserDetail[];
  readonly GroupDetailList: readonly GroupDetail[];
  readonly RoleDetailList: readonly RoleDetail[];
  readonly Policies: readonly ManagedPolicyDetail[];
}

/** A decoded policy document (JSON object), or a pointer to one kept once under `policies/`. */
export type StoredDocument = Readonly<Record<string, unknown>> | { readonly sha256: string };

/** An inline policy. */
export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: StoredDocument;
}

/** A managed policy by name and ARN. */
export interface AttachedPolicy {
  readonly PolicyName: string;
  readonly PolicyArn: string;
}

/** A tag. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The permission boundary of a user or role. */
export interface PermissionsBoundary {
  readonly PermissionsBoundaryArn: string;
}

/** An IAM user. */
export interface UserDetail {
  readonly Path?: string;
  readonly UserName: string;
  readonly UserId: string;
  readonly Arn: string;
  readonly CreateDate?: string;
  readonly UserPolicyList?: readonly InlinePolicy[];
  readonly GroupList?: readonly string[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
  readonly PermissionsBoundary?: PermissionsBoundary;
  readonly Tags?: readonly Tag[];
}

/** An IAM group. */
export interface GroupDetail {
  readonly Path?: string;
  readonly GroupName: string;
  readonly GroupId: string;
  readonly Arn: string;
  readonly GroupPolicyList?: readonly InlinePolicy[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
}

/** An IAM role. */
export interface RoleDetail {
  readonly Path?: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate?: string;
  readonly AssumeRolePolicyDocument: StoredDocument;
  readonly RolePolicyList?: readonly InlinePolicy[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
  readonly PermissionsBoundary?: PermissionsBoundary;
  readonly Tags?: readonly Tag[];
  readonly RoleLastUsed?: { readonly LastUsedDate?: string; readonly Region?: string };
}

/** A customer or AWS-managed policy that is attached somewhere. */
export interface ManagedPolicyDetail {
  readonly PolicyName: string;
  readonly Arn: string;
  readonly DefaultVersionId?: string;
  readonly PolicyVersionList?: readonly {
    readonly Document: StoredDocument;
    readonly VersionId: string;
    readonly IsDefaultVersion: boolean;
  }[];
}
