import type { RateGroup } from "../../../domain/snapshot/calls/call-table.ts";

/** How a bucket starts. */
export interface StartRate {
  /** Requests per second. */
  readonly rate: number;
  /** Requests that may leave at once. */
  readonly burst: number;
  /** Requests in flight; Organizations refuses a request that meets others. */
  readonly concurrent: number;
}

const unlimited = Number.POSITIVE_INFINITY;

/**
 * Start rates per group and paying account. Account Management quotas are from its guide; Organizations, STS and
 * Sign-In publish none, so their start is careful and the bucket finds the rest.
 */
export const startRates: Readonly<Record<RateGroup, StartRate>> = {
  organizations: { rate: 1, burst: 5, concurrent: 2 },
  sts: { rate: 50, burst: 50, concurrent: unlimited },
  iam: { rate: 20, burst: 20, concurrent: unlimited },
  "account-contact": { rate: 10, burst: 15, concurrent: unlimited },
  "account-alternate": { rate: 10, burst: 15, concurrent: unlimited },
  "account-email-status": { rate: 3, burst: 3, concurrent: unlimited },
  "account-information": { rate: 3, burst: 3, concurrent: unlimited },
  signin: { rate: 10, burst: 10, concurrent: unlimited },
};
