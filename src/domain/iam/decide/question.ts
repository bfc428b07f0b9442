import type { Policy } from "../language/policy.ts";

/** Who calls. */
export interface Caller {
  /** ARN of the principal; the host of a service principal; the ARN or host of an identity provider. */
  readonly arn: string;
  readonly account: string;
  /** `role` is a session of it whose name is not known. `identity-provider` signs AssumeRoleWithSAML and -WebIdentity. */
  readonly kind:
    | "user"
    | "role"
    | "role-session"
    | "federated-user"
    | "root"
    | "assumed-root"
    | "service"
    | "service-linked-role"
    | "identity-provider";
  /** True for principals of the management account: no SCP binds them. */
  readonly management: boolean;
  /** Its own tags. Tags that a session may add or override belong into the context, as `"unknown"` when not known. */
  readonly tags: Readonly<Record<string, string>>;
  /** For a session: the ARN of its role or user, when known. A session ARN does not show the role's path. */
  readonly sessionOf?: string | undefined;
}

/** A policy with the name under which a trace speaks of it. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** A layer: its policies, or `unknown` with the name of what could not be read. */
export type Layer = readonly NamedPolicy[] | { readonly unknown: string };

/**
 * Every layer that may speak. Absent optional layers do not exist, an empty boundary, session or endpoint neither;
 * `scps` absent means no organization. A role always has a trust policy and a KMS key a key policy: give
 * `{ unknown }` for one that was not read, because an absent one allows nothing.
 */
export interface Layers {
  readonly identity: Layer;
  readonly boundary?: Layer | undefined;
  readonly session?: Layer | undefined;
  readonly resource?: NamedPolicy | { readonly unknown: string } | undefined;
  readonly endpoint?: Layer | undefined;
  /** Root level first; an empty level allows nothing. */
  readonly scps?: readonly Layer[] | undefined;
  readonly rcps?: readonly Layer[] | undefined;
}

/** What is asked. */
export interface Ask {
  readonly action: string;
  /** An ARN, or `*` for an action without resource type. */
  readonly resource: string;
  readonly resourceAccount?: string | undefined;
  /** By lower-case key; `"unknown"` for a key that may be there with any value, or not. */
  readonly context: ReadonlyMap<string, readonly string[] | "unknown">;
  /** What a key that is not in `context` is. `policy simulate` says absent, who-can says unknown. */
  readonly otherKeys: "absent" | "unknown";
}

/** A full question to `decide`. */
export interface Question {
  readonly caller: Caller | "anonymous";
  readonly layers: Layers;
  readonly ask: Ask;
}

/** One step of the trace: which statement of which layer decided what. */
export interface TraceStep {
  readonly layer: string;
  readonly policy: string;
  /** `Statement[2]`, with the Sid when there is one; null when no statement matched. */
  readonly statement: string | null;
  readonly effect: "Allow" | "Deny" | null;
  readonly outcome: "matched" | "not-matched" | "may-match" | "nothing-allows" | "exempt";
  /** The atom that made it `may-match`. */
  readonly why?: string | undefined;
}

/** What AWS would answer. `unknown` names in `why` the atom, document or fact that is missing. */
export type Decision =
  | {
      readonly decision: "allowed" | "implicitly-denied" | "explicitly-denied";
      readonly trace: readonly TraceStep[];
    }
  | { readonly decision: "unknown"; readonly why: string; readonly trace: readonly TraceStep[] };
