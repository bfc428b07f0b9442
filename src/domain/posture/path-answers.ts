import type { Cost } from "../core/cost.ts";
import type { Reason } from "../core/reason.ts";

/** What the path checks need of one account; filled by `app` from the takeover model. */
export type PathAnswers =
  | {
      readonly status: "exact" | "no-who-can";
      /** Certain session paths, cheapest first. */
      readonly certain: readonly PathSummary[];
      /** Number of possible session paths. */
      readonly possible: number;
      /** The possible session paths themselves; without them a check must take the worst of every one. */
      readonly possiblePaths?: readonly PathSummary[] | undefined;
      /** Least-weight cut: titles of changes; null when no set of changes leaves none. */
      readonly minCut: readonly string[] | null;
      /** The single change that removes most; null when there is none. */
      readonly next: { readonly id: string; readonly title: string; readonly removes: number } | null;
      /** Set with `no-who-can`: why principals are unknown. */
      readonly why: { readonly reason: Reason; readonly needs: string } | null;
    }
  /** The bound of sets was passed: the account counts as not evaluated and gets no verdict. */
  | { readonly status: "too-many"; readonly fact: string };

/** One certain path. */
export interface PathSummary {
  readonly leaves: readonly string[];
  readonly steps: readonly string[];
  readonly parties: { readonly atLeast: number; readonly exact: boolean };
  readonly cost: Cost;
}

/** Who may do one dangerous thing to an account; filled by `app` from the policy engine. */
export type WhoMay =
  | { readonly status: "known"; readonly actors: readonly NamedActor[] }
  | { readonly status: "unknown"; readonly reason: Reason; readonly needs: string };

/** A principal and how it comes to the permission. */
export interface NamedActor {
  readonly arn: string;
  readonly certainty: "certain" | "possible";
  /** ARNs on the way, the actor first. */
  readonly through: readonly string[];
  readonly why?: string | undefined;
}

/** The four questions of the who-* checks. */
export type Danger = "change-phone" | "change-email" | "assume-root" | "re-enable-recovery";
