import type { ProveLayer } from "../iam/prove/subject.ts";
import type { Principal } from "../iam/principals/principal.ts";

/** What a principal carries besides its policies; `"unknown"` where nobody read it. */
export interface CredentialFacts {
  /** An active access key. */
  readonly hasKey: boolean | "unknown";
  /** Access keys, active or not; absent: not read. */
  readonly keys?: number | "unknown";
  /** A console password. */
  readonly hasPassword: boolean | "unknown";
  /** MFA devices of every kind; `"some"`: at least one. */
  readonly devices: number | "some" | "unknown";
}

/**
 * A group. Its documents carry the names they have in the `identity` of its members: managed policies their ARN, inline
 * ones any other text.
 */
export interface ModelGroup {
  readonly name: string;
  readonly arn: string;
  readonly identity: ProveLayer;
}

/** A user or role of an account with all that the closure looks at. */
export interface ModelPrincipal {
  readonly principal: Principal;
  /** Of a user; null for roles. */
  readonly credentials: CredentialFacts | null;
  /** ARNs of managed policies attached to it, its groups apart. */
  readonly attached: readonly string[];
  /** Names of its own inline policies as `principal.identity` calls them; absent: nobody said which they are. */
  readonly inline?: readonly string[] | undefined;
  /** Groups of a user with the managed policies attached to each, and the names of its inline ones (absent: not said). */
  readonly groups: readonly {
    readonly name: string;
    readonly arn: string;
    readonly attached: readonly string[];
    readonly inline?: readonly string[] | undefined;
  }[];
  readonly boundary: string | null;
}

/** What an organization lets one of its member accounts do beyond its own borders. */
export interface CentralRights {
  /** Service principals whose delegated administrator it is, of those that were asked about; null: not known. */
  readonly delegatedFor: { readonly asked: readonly string[]; readonly services: readonly string[] } | null;
  /** The organization has a policy that delegates calls of Organizations. */
  readonly hasDelegationPolicy: boolean | "unknown";
}

/** One account as the closure sees it. */
export interface AccountModel {
  readonly account: string;
  readonly partition: string;
  readonly kind: "management" | "member" | "standalone" | "unknown";
  /** By level, root first; absent: no organization. `{unknown}` where the snapshot could not read them. */
  readonly scps?: readonly ProveLayer[] | undefined;
  readonly rcps?: readonly ProveLayer[] | undefined;
  readonly principals: readonly ModelPrincipal[];
  /** Every group of the account, those without members too; absent: only the groups of the principals are known. */
  readonly groups?: readonly ModelGroup[] | undefined;
  /** Customer managed policies: versions that are not in force, by policy ARN; absent when they were not read. */
  readonly otherVersions?: ReadonlyMap<string, readonly ProveLayer[]> | undefined;
  /** Of a member; absent: not known. */
  readonly central?: CentralRights | undefined;
  /** Further accounts of the organization, in ids; empty for a stand-alone account. */
  readonly members: readonly string[];
  /** When the analysis is made, milliseconds since 1970. */
  readonly instant: number;
}
