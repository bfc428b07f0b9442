// One account on its way into custody, as plain stored data: any browser can go on where another stopped. Two people work
// on it and neither ever handles both secrets; each vault has a lease of its own, so that they can work side by side.
import type { AccountId } from "../../../core/account-id.ts";
import type { Vault } from "../../envelope/place.ts";

/** The steps in their order. */
export const rowSteps = [
  "new",
  "reset_sent",
  "password_stored",
  "seed_captured",
  "codes_shown",
  "aws_accepted",
  "evidence_ok",
  "done",
] as const;

/** Where a row is; the last three lie beside the way. */
export type RowState = (typeof rowSteps)[number] | "skipped" | "failed" | "existing_mfa";

/** Who works on one vault's part of a row, and until when (Unix seconds). */
export interface RowLease {
  readonly person: string;
  readonly until: number;
}

/** One account's onboarding. */
export interface OnboardingRow {
  readonly account: AccountId;
  readonly state: RowState;
  /** Where `skipped` and `failed` go back to. */
  readonly resume: Exclude<RowState, "skipped" | "failed"> | null;
  /** Why it failed: an id, no free text; `null` in every other state. */
  readonly failure: string | null;
  readonly isPasswordStored: boolean;
  /** Pairs of codes shown to enrol the newest seed, at most two. */
  readonly pairs: number;
  /** Everybody who ever handled a secret of this account while it was brought in. */
  readonly handled: Readonly<Record<Vault, readonly string[]>>;
  readonly leases: Readonly<Record<Vault, RowLease | null>>;
}

/** A row on which nothing was done yet. */
export function newRow(account: AccountId): OnboardingRow {
  return {
    account,
    state: "new",
    resume: null,
    failure: null,
    isPasswordStored: false,
    pairs: 0,
    handled: { P: [], S: [] },
    leases: { P: null, S: null },
  };
}
