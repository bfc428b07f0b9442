/**
 * Calls by which a user looks after itself; they count as writing only on others. The first list goes to a user's ARN,
 * the second to the ARN of a virtual device, whose name is free: AWS lets nobody delete a device that is assigned.
 * Source: IAM User Guide, "Allow IAM users to manage their own password, access keys, and MFA devices".
 */
export const selfServiceOnUser: readonly string[] = [
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "iam:DeactivateMFADevice",
  "iam:DeleteAccessKey",
  "iam:DeleteLoginProfile",
  "iam:DeleteServiceSpecificCredential",
  "iam:DeleteSigningCertificate",
  "iam:DeleteSSHPublicKey",
  "iam:EnableMFADevice",
  "iam:ResetServiceSpecificCredential",
  "iam:ResyncMFADevice",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateServiceSpecificCredential",
  "iam:UpdateSigningCertificate",
  "iam:UpdateSSHPublicKey",
  "iam:UploadSigningCertificate",
  "iam:UploadSSHPublicKey",
];

const onDevice = ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:TagMFADevice", "iam:UntagMFADevice"];

/** Steps towards a role, which change nothing by themselves. AssumeRoot is not among them: it opens root. */
const towardsRoles = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:DecodeAuthorizationMessage",
  "sts:SetContext",
  "sts:SetSourceIdentity",
  "sts:TagSession",
];

/** Actions that AWS calls writing and that never count here, lower case. */
export const harmlessWrites: ReadonlySet<string> = new Set(
  [...onDevice, ...towardsRoles].map((name) => name.toLowerCase()),
);

/** Actions that count only where they reach another user, lower case. */
export const selfWrites: ReadonlySet<string> = new Set(selfServiceOnUser.map((name) => name.toLowerCase()));
