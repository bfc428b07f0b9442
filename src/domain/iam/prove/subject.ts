import type { Policy } from "../language/policy.ts";
import type { CredentialKind } from "./credential-kind.ts";

/** Who is asked about. */
export interface ProvePrincipal {
  readonly arn: string;
  readonly account: string;
  readonly kind: "user" | "role" | "service-linked-role" | "root";
  /** True for principals of the management account: no SCP binds them. */
  readonly management: boolean;
  /** Its own tags; `"unknown"` when they were not read. */
  readonly tags: Readonly<Record<string, string>> | "unknown";
  /** The unique id (`AIDA…`), where known: the value of `aws:userid`. */
  readonly userId?: string | undefined;
}

/** A policy with the name under which certificates and reasons speak of it. */
export interface ProvePolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** A layer: its policies, or `unknown` with the name of what could not be read. */
export type ProveLayer = readonly ProvePolicy[] | { readonly unknown: string };

/** The policy of one resource, and the ARNs that it governs. */
export interface ProveResource {
  readonly kind: "trust" | "resource";
  readonly policy: ProvePolicy | { readonly unknown: string };
  /** Patterns of the ARNs asked about, e.g. `arn:aws:s3:::bucket` and `arn:aws:s3:::bucket/*`. */
  readonly arns: readonly string[];
  readonly account: string;
}

/**
 * The layers that speak. A boundary, session or endpoint that is absent or empty does not exist; `scps` absent means no
 * organization; of each level (root first) some policy must allow. Without `resource` the question is what the
 * principal's own side lets through, whatever policies resources have: a trust or key policy that must allow is taken
 * to leave the decision to the principal's account.
 */
export interface ProveLayers {
  readonly identity: ProveLayer;
  readonly boundary?: ProveLayer | undefined;
  readonly session?: ProveLayer | undefined;
  readonly endpoint?: ProveLayer | undefined;
  readonly resource?: ProveResource | undefined;
  readonly scps?: readonly ProveLayer[] | undefined;
  readonly rcps?: readonly ProveLayer[] | undefined;
}

/** What is known of a condition key: its values, that it is not there, or that nobody knows. */
export type KeyFact = readonly string[] | "absent" | "unknown";

/** A question to the engine: what may this principal do with this kind of credential. */
export interface Subject {
  readonly principal: ProvePrincipal;
  readonly credential: CredentialKind;
  readonly layers: ProveLayers;
  /** MFA devices of the user; the rule AWS-2023-001 depends on it. */
  readonly devices: number | "unknown";
  /** When the analysis is made, milliseconds since 1970. */
  readonly instant: number;
  /** Further facts, by lower-case key; they win over what the principal implies, not over the MFA cell. */
  readonly keys?: ReadonlyMap<string, KeyFact> | undefined;
}
