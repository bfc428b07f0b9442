import type { GuardId } from "../guard.ts";
import type { GuardDocument } from "../guard-document.ts";
import type { KeptWork, PathsBeforeAfter, PersonStep } from "./paths-before-after.ts";
import type { ProvenProbe } from "../prove-guard.ts";

/** A document with its file and its proof. */
export interface PlannedDocument extends GuardDocument {
  readonly file: string;
  readonly bytes: number;
  readonly limit: number;
  readonly probes: readonly ProvenProbe[];
  /** What it is still to be attached to or put on: ids of roots, units and accounts, or ARNs of principals. */
  readonly targets: readonly string[];
  /** Everything it stands on once that is done. */
  readonly reaches: readonly string[];
  /** Id of a policy of the same name whose text is replaced; null: the policy is new. */
  readonly replaces: string | null;
}

/** A guard that needs no document any more. */
export interface GuardInPlace {
  readonly id: GuardId;
  readonly title: string;
}

/** A principal that must get the boundary, and how. */
export interface BoundaryTarget {
  readonly arn: string;
  /**
   * `put` by a call; `permission-set` through IAM Identity Center; `has-another` must be done by hand: the principal has
   * a boundary, and ours would replace it.
   */
  readonly how: "put" | "permission-set" | "has-another";
  /** What it may do that nobody declared. */
  readonly effects: readonly string[];
  /** ARN of the boundary it has; null: none. */
  readonly has: string | null;
}

/** Everything `PLAN.md` and the proof tell. */
export interface Plan {
  readonly partition: string;
  readonly organization: string | null;
  readonly root: string | null;
  readonly documents: readonly PlannedDocument[];
  readonly inPlace: readonly GuardInPlace[];
  /** Policy types that are to be enabled on the root first. */
  readonly enableTypes: readonly string[];
  /** `o-…`: its console authorization is to be enabled, without which no RCP stops a sign-in; null: it is, or need not. */
  readonly enableSignin: string | null;
  /** Principals that the boundary is for, where one is planned. */
  readonly bounded: readonly BoundaryTarget[];
  /** Calls that put each account's own sign-in policy, by file. */
  readonly signinCalls: ReadonlyMap<string, readonly { readonly path: string; readonly body: object }[]>;
  readonly paths: PathsBeforeAfter;
  readonly keeps: readonly KeptWork[];
  readonly people: readonly PersonStep[];
  readonly notes: readonly string[];
}
