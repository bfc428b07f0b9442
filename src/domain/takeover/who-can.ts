import type { Cost } from "../core/cost.ts";
import type { Reason } from "../core/reason.ts";

/**
 * What a principal may do that matters for becoming root of one account A. Effects without `org:` act inside A; those
 * with `org:` are calls from management or a delegated administrator that reach A. `wall-off` deletes the sign-in
 * configuration or statements of A itself, `org:wall-off` those of the organization or its root.
 */
export const effects = [
  "contact-write",
  "contact-write-but-scp",
  "leave-org",
  "wall-off",
  "wall-off-but-scp",
  "org:assume-root:audit",
  "org:assume-root:delete",
  "org:assume-root:create",
  "org:assume-root:s3",
  "org:assume-root:sqs",
  "org:email-start",
  "org:email-accept",
  "org:contact-write",
  "org:feature-enable",
  "org:trusted-access-enable",
  "org:policy-edit",
  "org:wall-off",
  "org:delegate-register",
] as const;

/** See `effects`. */
export type Effect = (typeof effects)[number];

/** `certain`: the policy engine says allowed. `possible`: it says may. */
export type Certainty = "certain" | "possible";

/** How sure an effect is, and how it comes about. */
export interface Grip {
  readonly certainty: Certainty;
  /** ARNs from the actor to the principal that holds the permission; only the actor itself when direct. */
  readonly through: readonly string[];
  /** Ids of the escalations on the way, in order; absent: none is needed. */
  readonly by?: readonly string[] | undefined;
  /** Why it is only possible: the atom, document or fact that is missing. */
  readonly why?: string | undefined;
  /** For an `org:email-*` grant limited by `account:EmailTargetDomain`: the mail domains it is limited to. */
  readonly domains?: readonly string[] | undefined;
  /** With `domains` of a certain grip: where else the move may lead. */
  readonly beyond?: Beyond | undefined;
}

/** Mail domains that a limited e-mail move only possibly reaches; without `domains`, any. */
export interface Beyond {
  readonly why: string;
  readonly domains?: readonly string[] | undefined;
}

/** How somebody comes to act as a principal. */
export interface Entrance {
  readonly kind: "access-key" | "console" | "sso" | "oidc" | "saml" | "service" | "account" | "public" | "role";
  /** OIDC `sub` pattern, account id, service or role ARN; empty for the others. */
  readonly subject: string;
  readonly cost: Cost;
}

/** A principal with at least one effect on the account. */
export interface Actor {
  readonly arn: string;
  readonly account: string;
  readonly effects: ReadonlyMap<Effect, Grip>;
  /** Every known way to act as it; never empty. */
  readonly entrances: readonly Entrance[];
}

/** Effects that somebody may have whose IAM data was not read, e.g. the `org:` ones when management was not. */
export interface UnreadEffects {
  readonly effects: readonly Effect[];
  readonly why: Reason;
  readonly needs: string;
}

/** Who may do what to one account; `unknown` when no IAM data of it was read. Actors are sorted by ARN. */
export type WhoCan = { readonly actors: readonly Actor[]; readonly unread?: readonly UnreadEffects[] | undefined } & (
  | { readonly status: "known" }
  | { readonly status: "unknown"; readonly why: Reason; readonly needs: string }
);
