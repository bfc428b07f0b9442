import type { TaskPolicy } from "./task-policies.ts";

/** One thing that only root can do, or could. Source: IAM User Guide, tasks that require root user credentials. */
export interface RootTask {
  readonly id: string;
  readonly title: string;
  /** `source:event` as CloudTrail names them; empty where AWS publishes no name. */
  readonly events: readonly string[];
  /** True when some of its events are not known, so that a detector must not rely on the list. */
  readonly eventsIncomplete: boolean;
  /** How to do it without the member's own root, and whether that is a task policy. Null: only root can. */
  readonly central: { readonly how: string; readonly task: TaskPolicy["id"] | null } | null;
}

/** Every root-only task known, with its central alternative. */
export const rootTasks: readonly RootTask[] = [
  {
    id: "root-credentials",
    title: "Change the root e-mail, password or access keys (stand-alone and management accounts)",
    events: [
      "signin:EmailUpdated",
      "signin:PasswordUpdated",
      "iam:CreateAccessKey",
      "iam:UpdateAccessKey",
      "iam:DeleteAccessKey",
    ],
    eventsIncomplete: true,
    central: {
      how: "a member's e-mail: account:StartPrimaryEmailUpdate and AcceptPrimaryEmailUpdate from management or a delegate",
      task: null,
    },
  },
  {
    id: "close-account",
    title: "Close the account",
    events: [],
    eventsIncomplete: true,
    central: { how: "organizations:CloseAccount from management", task: null },
  },
  {
    id: "restore-iam",
    title: "Restore IAM permissions after the only administrator locked himself out",
    events: ["iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:DeletePolicy"],
    eventsIncomplete: false,
    central: null,
  },
  {
    id: "billing-and-tax",
    title:
      "Open IAM access to Billing, some billing tasks, some tax invoices, Reserved Instance Marketplace seller, Mechanical Turk link",
    events: [],
    eventsIncomplete: true,
    central: null,
  },
  {
    id: "govcloud",
    title: "Sign up for GovCloud, or create access keys for a GovCloud root",
    events: ["support:CreateCase"],
    eventsIncomplete: true,
    central: null,
  },
  {
    id: "kms-key-recovery",
    title: "Recover a KMS key that nobody can manage (Support calls root's primary phone with a code)",
    events: ["support:CreateCase"],
    eventsIncomplete: false,
    central: null,
  },
  {
    id: "s3-mfa-delete",
    title: "Switch MFA delete of a bucket",
    events: ["s3:PutBucketVersioning"],
    eventsIncomplete: false,
    central: null,
  },
  {
    id: "s3-deny-all",
    title: "Edit or delete a bucket policy that denies everybody",
    events: ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
    eventsIncomplete: false,
    central: { how: "sts:AssumeRoot with the task policy S3UnlockBucketPolicy", task: "s3" },
  },
  {
    id: "sqs-deny-all",
    title: "Edit or delete a queue policy that denies everybody",
    events: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
    eventsIncomplete: false,
    central: { how: "sts:AssumeRoot with the task policy SQSUnlockQueuePolicy", task: "sqs" },
  },
  {
    id: "own-mfa-and-certificates",
    title: "Manage root's own MFA devices, signing certificates and CloudFront keys",
    events: [
      "iam:CreateVirtualMFADevice",
      "iam:EnableMFADevice",
      "iam:DeactivateMFADevice",
      "iam:DeleteVirtualMFADevice",
      "iam:ResyncMFADevice",
      "iam:UploadSigningCertificate",
      "iam:UpdateSigningCertificate",
      "iam:DeleteSigningCertificate",
      "iam:UploadCloudFrontPublicKey",
      "iam:UpdateCloudFrontPublicKey",
      "iam:DeleteCloudFrontPublicKey",
    ],
    eventsIncomplete: false,
    central: {
      how: "deleting them in a member: sts:AssumeRoot with the task policy IAMDeleteRootUserCredentials",
      task: "delete",
    },
  },
  {
    id: "port-25",
    title: "Ask for removal of the port-25 limit",
    events: [],
    eventsIncomplete: true,
    central: null,
  },
];

/** Tasks that once needed root and no longer do. */
export const noLongerRootOnly: readonly string[] = [
  "account name",
  "primary and alternate contacts",
  "enabling and disabling regions",
  "support plan",
];
