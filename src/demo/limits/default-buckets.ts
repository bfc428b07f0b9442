import type { BucketLimit } from "./counters.ts";

/** Limits by bucket group; a group without a row is counted, not limited. */
export type BucketLimits = Readonly<Record<string, BucketLimit>>;

/**
 * What AWS grants: Account Management by its quota page; for Organizations, IAM and STS, whose rates are not published,
 * what is known to be safe.
 */
export const defaultBuckets: BucketLimits = {
  "account:GetContactInformation": { rate: 10, burst: 15 },
  "account:PutContactInformation": { rate: 5, burst: 8 },
  "account:GetAlternateContact": { rate: 10, burst: 15 },
  "account:PutAlternateContact": { rate: 5, burst: 8 },
  "account:DeleteAlternateContact": { rate: 1, burst: 6 },
  "account:GetPrimaryEmail": { rate: 3, burst: 3 },
  "account:StartPrimaryEmailUpdate": { rate: 1, burst: 1 },
  "account:AcceptPrimaryEmailUpdate": { rate: 1, burst: 1 },
  "account:GetAccountInformation": { rate: 3, burst: 3 },
  organizations: { rate: 1, burst: 5 },
  iam: { rate: 20, burst: 20 },
  sts: { rate: 200, burst: 200 },
};
