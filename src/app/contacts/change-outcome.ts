import type { RefusedDeed } from "./contact-deeds.ts";

/** What came of one change. */
export type ChangeOutcome =
  /** Written, and read back as planned. */
  | { readonly status: "changed" }
  /** It was so before anything was written. */
  | { readonly status: "already" }
  /** What AWS has is neither old nor new: nothing was written. */
  | { readonly status: "stale"; readonly fields: readonly string[] }
  /** AWS did not do it. */
  | { readonly status: "refused"; readonly deed: RefusedDeed }
  /** A code is on its way to the new address, and nobody has brought it yet. */
  | { readonly status: "pending-otp" }
  /** AWS took the code and shows the new address within four hours. */
  | { readonly status: "pending" }
  /** AWS took the write and shows something else. */
  | { readonly status: "unconfirmed"; readonly fields: readonly string[] }
  /** Not begun: something before it stopped this account. */
  | { readonly status: "not-begun" };

/** What came of an account: the outcome of each change in the plan's order, and the one word for all of them. */
export interface AccountOutcome {
  readonly account: string;
  readonly status: Exclude<ChangeOutcome["status"], "not-begun"> | "skipped";
  readonly changes: readonly ChangeOutcome[];
}

/** From what needs a person most to what needs nobody. */
const gravity = [
  "refused",
  "stale",
  "unconfirmed",
  "pending-otp",
  "pending",
  "not-begun",
  "changed",
  "already",
] as const;

/** The outcome of an account from those of its changes. */
export function accountOutcome(account: string, changes: readonly ChangeOutcome[]): AccountOutcome {
  const gravest = gravity.find((status) => changes.some((each) => each.status === status)) ?? "already";
  return { account, status: gravest === "not-begun" ? "skipped" : gravest, changes };
}
