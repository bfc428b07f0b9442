import type { AccountKind } from "../snapshot/account-facts.ts";
import type { GuardFacts, Tri } from "./guard-facts.ts";
import type { Leaf } from "./leaf.ts";
import type { Certainty } from "./who-can.ts";

/** The facts of one account that rules look at, without any name. */
export interface SituationFacts {
  readonly kind: AccountKind;
  /** `possible`: nothing here is certain, e.g. root sign-in in GovCloud or China. */
  readonly atBest: Certainty;
  /** `keys` and `x509` are about active ones. */
  readonly flags: { readonly password: Tri; readonly mfa: Tri; readonly keys: Tri; readonly x509: Tri };
  /** The organization has all features; without them nothing central can be turned on. */
  readonly allFeatures: Tri;
  /** Trusted access for `account.amazonaws.com` and `iam.amazonaws.com`. */
  readonly trustedAccess: { readonly account: Tri; readonly iam: Tri };
  /** RootCredentialsManagement and RootSessions. */
  readonly features: { readonly credentials: Tri; readonly sessions: Tri };
  readonly wall: GuardFacts["wall"];
  readonly centralSessions: GuardFacts["centralSessions"];
}

/** Everything the path search knows about one account. */
export interface Situation extends SituationFacts {
  readonly account: string;
  readonly rootDenied: Tri;
  /** Distinct ids. */
  readonly leaves: readonly Leaf[];
  /** Things nobody named, as phrases. */
  readonly notDeclared: readonly string[];
  /** Why principals are not known, as reason word and what is missing; null when they are. */
  readonly blind: string | null;
}
