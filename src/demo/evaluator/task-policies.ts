import type { RootFeature } from "../state/organization-state.ts";

/** A task that AssumeRoot may be asked for. */
export interface RootTask {
  readonly feature: RootFeature;
  /** What the session may call; all else is denied. */
  readonly actions: readonly string[];
}

const looks = [
  "iam:ListAccessKeys",
  "iam:ListSigningCertificates",
  "iam:GetLoginProfile",
  "iam:ListMFADevices",
  "iam:GetAccountSummary",
  "iam:GetUser",
  "iam:GetAccessKeyLastUsed",
];

const tasks: Readonly<Record<string, RootTask>> = {
  IAMAuditRootUserCredentials: { feature: "RootCredentialsManagement", actions: looks },
  IAMDeleteRootUserCredentials: {
    feature: "RootCredentialsManagement",
    actions: [
      ...looks,
      "iam:DeleteAccessKey",
      "iam:DeleteSigningCertificate",
      "iam:DeleteLoginProfile",
      "iam:DeactivateMFADevice",
      "iam:DeleteVirtualMFADevice",
    ],
  },
  IAMCreateRootUserPassword: {
    feature: "RootCredentialsManagement",
    actions: ["iam:CreateLoginProfile", "iam:GetLoginProfile"],
  },
  S3UnlockBucketPolicy: {
    feature: "RootSessions",
    actions: ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:ListAllMyBuckets"],
  },
  SQSUnlockQueuePolicy: {
    feature: "RootSessions",
    actions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:ListQueues", "sqs:GetQueueUrl"],
  },
};

/** The task of a task policy's ARN or of its last part; null when AWS has no such task policy. */
export function rootTask(nameOrArn: string, partition: string): (RootTask & { readonly name: string }) | null {
  const prefix = `arn:${partition}:iam::aws:policy/root-task/`;
  const name = nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  return task === undefined ? null : { ...task, name };
}
