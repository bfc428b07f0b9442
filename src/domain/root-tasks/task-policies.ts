/**
 * The task policies of `sts:AssumeRoot`: what a central root session may do as a member's root, and which organization
 * feature it needs. Source: STS API reference (AssumeRoot), IAM User Guide (privileged tasks).
 */
export interface TaskPolicy {
  /** Last part of the ARN `arn:{partition}:iam::aws:policy/root-task/{name}`. */
  readonly name: string;
  /** How this product calls it: `audit`, `delete`, `create`, `s3`, `sqs`. */
  readonly id: "audit" | "delete" | "create" | "s3" | "sqs";
  readonly feature: "RootCredentialsManagement" | "RootSessions";
  /** IAM actions; for the queue task the exact list is not published. */
  readonly actions: readonly string[];
  readonly what: string;
}

/** All five. */
export const taskPolicies: readonly TaskPolicy[] = [
  {
    name: "IAMAuditRootUserCredentials",
    id: "audit",
    feature: "RootCredentialsManagement",
    actions: [
      "iam:ListAccessKeys",
      "iam:ListSigningCertificates",
      "iam:GetLoginProfile",
      "iam:ListMFADevices",
      "iam:GetAccountSummary",
      "iam:GetUser",
      "iam:GetAccessKeyLastUsed",
    ],
    what: "read which root credentials a member has",
  },
  {
    name: "IAMDeleteRootUserCredentials",
    id: "delete",
    feature: "RootCredentialsManagement",
    actions: [
      "iam:DeleteAccessKey",
      "iam:DeleteSigningCertificate",
      "iam:DeleteLoginProfile",
      "iam:DeactivateMFADevice",
      "iam:ListAccessKeys",
      "iam:ListSigningCertificates",
      "iam:GetLoginProfile",
      "iam:ListMFADevices",
      "iam:GetAccountSummary",
      "iam:GetUser",
      "iam:GetAccessKeyLastUsed",
    ],
    what: "delete a member's root password, keys, certificates and MFA devices",
  },
  {
    name: "IAMCreateRootUserPassword",
    id: "create",
    feature: "RootCredentialsManagement",
    actions: ["iam:CreateLoginProfile", "iam:GetLoginProfile"],
    what: "allow a member's root password to be recovered by mail again",
  },
  {
    name: "S3UnlockBucketPolicy",
    id: "s3",
    feature: "RootSessions",
    actions: ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:ListAllMyBuckets"],
    what: "replace or delete a bucket policy that locks everybody out",
  },
  {
    name: "SQSUnlockQueuePolicy",
    id: "sqs",
    feature: "RootSessions",
    actions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:ListQueues", "sqs:GetQueueUrl"],
    what: "replace or remove a queue policy that locks everybody out",
  },
];

/** The ARN of a task policy in a partition. */
export function taskPolicyArn(partition: string, id: TaskPolicy["id"]): string {
  const name = taskPolicies.find((each) => each.id === id)?.name ?? id;
  return `arn:${partition}:iam::aws:policy/root-task/${name}`;
}
