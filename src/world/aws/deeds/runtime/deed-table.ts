import type { StartRate } from "../../pace/rates.ts";
import { startRates } from "../../pace/rates.ts";

const unlimited = Number.POSITIVE_INFINITY;

/**
 * Start rates of calls under approvals, per session. Those of Account Management are from the quotas page of its guide;
 * S3 and SQS publish none for these calls, so their start is careful.
 */
export const deedRates = {
  iam: startRates.iam,
  organizations: startRates.organizations,
  sts: startRates.sts,
  "contact-get": startRates["account-contact"],
  "contact-put": { rate: 5, burst: 8, concurrent: unlimited },
  "alternate-get": startRates["account-alternate"],
  "alternate-put": { rate: 5, burst: 8, concurrent: unlimited },
  "alternate-delete": { rate: 1, burst: 6, concurrent: unlimited },
  "email-get": { rate: 3, burst: 3, concurrent: unlimited },
  "email-start": { rate: 1, burst: 1, concurrent: 1 },
  "email-accept": { rate: 1, burst: 1, concurrent: 1 },
  "email-status": startRates["account-email-status"],
  s3: { rate: 10, burst: 10, concurrent: unlimited },
  sqs: { rate: 10, burst: 10, concurrent: unlimited },
} as const satisfies Readonly<Record<string, StartRate>>;

/** Calls that share a rate. */
export type DeedGroup = keyof typeof deedRates;

/** What must be known of a call before it is sent. */
export interface DeedSpec {
  readonly group: DeedGroup;
  /**
   * `reads` and `sets` may be sent again when nobody answered: twice is as good as once. `once` may not: a second password
   * profile is refused, a second mail goes out, a second session of root is opened.
   */
  readonly effect: "reads" | "sets" | "once";
  /** The code by which AWS says that there is none. */
  readonly absent?: string;
  /** Only with this sentence does the code mean that there is none. */
  readonly absentText?: RegExp;
}

const iam = { group: "iam" } as const;

/** Every call that is made under approvals, by its IAM action. None of them is in the reader policy because of this table. */
export const deedTable = {
  "iam:GetLoginProfile": { ...iam, effect: "reads", absent: "NoSuchEntity" },
  "iam:DeleteLoginProfile": { ...iam, effect: "sets", absent: "NoSuchEntity" },
  "iam:CreateLoginProfile": { ...iam, effect: "once" },
  "iam:ListAccessKeys": { ...iam, effect: "reads" },
  "iam:DeleteAccessKey": { ...iam, effect: "sets", absent: "NoSuchEntity" },
  "iam:ListSigningCertificates": { ...iam, effect: "reads" },
  "iam:DeleteSigningCertificate": { ...iam, effect: "sets", absent: "NoSuchEntity" },
  "iam:ListMFADevices": { ...iam, effect: "reads" },
  "iam:DeactivateMFADevice": { ...iam, effect: "sets", absent: "NoSuchEntity" },
  "iam:GetAccountSummary": { ...iam, effect: "reads" },
  "iam:EnableOrganizationsRootCredentialsManagement": { ...iam, effect: "sets" },
  "iam:DisableOrganizationsRootCredentialsManagement": { ...iam, effect: "sets" },
  "iam:EnableOrganizationsRootSessions": { ...iam, effect: "sets" },
  "iam:DisableOrganizationsRootSessions": { ...iam, effect: "sets" },
  "organizations:EnableAWSServiceAccess": { group: "organizations", effect: "sets" },
  "account:GetContactInformation": { group: "contact-get", effect: "reads" },
  "account:PutContactInformation": { group: "contact-put", effect: "sets" },
  "account:GetAlternateContact": { group: "alternate-get", effect: "reads", absent: "ResourceNotFound" },
  "account:PutAlternateContact": { group: "alternate-put", effect: "sets" },
  "account:DeleteAlternateContact": { group: "alternate-delete", effect: "sets", absent: "ResourceNotFound" },
  "account:GetPrimaryEmail": { group: "email-get", effect: "reads" },
  "account:StartPrimaryEmailUpdate": { group: "email-start", effect: "once" },
  "account:AcceptPrimaryEmailUpdate": { group: "email-accept", effect: "once" },
  "account:GetPrimaryEmailUpdateStatus": {
    group: "email-status",
    effect: "reads",
    absent: "Validation",
    absentText: /no email update found/i,
  },
  "s3:ListAllMyBuckets": { group: "s3", effect: "reads" },
  "s3:GetBucketPolicy": { group: "s3", effect: "reads", absent: "NoSuchBucketPolicy" },
  "s3:PutBucketPolicy": { group: "s3", effect: "sets" },
  "s3:DeleteBucketPolicy": { group: "s3", effect: "sets", absent: "NoSuchBucketPolicy" },
  "sqs:ListQueues": { group: "sqs", effect: "reads" },
  "sqs:GetQueueAttributes": { group: "sqs", effect: "reads" },
  "sqs:SetQueueAttributes": { group: "sqs", effect: "sets" },
  "sts:AssumeRole": { group: "sts", effect: "once" },
  "sts:AssumeRoot": { group: "sts", effect: "once" },
} as const satisfies Readonly<Record<string, DeedSpec>>;

/** An IAM action of the table. */
export type DeedAction = keyof typeof deedTable;

/** What is known of a call. */
export function deedSpec(action: DeedAction): DeedSpec {
  return deedTable[action];
}
