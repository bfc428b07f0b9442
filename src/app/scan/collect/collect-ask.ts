import type { Manifest, ScanMode } from "../../../domain/snapshot/manifest.ts";
import type { SnapshotStore } from "../../../domain/snapshot/snapshot-store.ts";
import type { Aws } from "../../../world/aws/open-aws.ts";

/** What is to be collected. */
export interface CollectAsk {
  /** Null: the default of the place. */
  readonly mode: ScanMode | null;
  readonly scope: Scope;
  /** Also audit members through AssumeRoot. */
  readonly assumeRoot: boolean;
  /** Read credential reports in an organization; a single account's is always read. */
  readonly credentialReport: boolean;
  /** Recorded in the manifest; the mail transport itself is probed elsewhere. */
  readonly mail: boolean;
  /** Name of the role in members, with its path if it has one. */
  readonly memberRole: string;
  /** External id that the members' role asks for; a role that asks for none ignores it. */
  readonly externalId?: string | undefined;
  /** Accounts in flight. */
  readonly concurrency: number;
  /** A resumed run keeps facts younger than this. */
  readonly ageLimitSeconds: number;
}

/** Which accounts are asked for; null means all. */
export interface Scope {
  readonly accounts: readonly string[] | null;
  /** Ids of units; accounts anywhere below them count. */
  readonly units: readonly string[] | null;
  readonly excluded: readonly string[];
}

/** How far a run is. */
export interface Progress {
  readonly done: number;
  /** Null while accounts are still being listed. */
  readonly total: number | null;
  /** Requests that AWS throttled. */
  readonly throttled: number;
  /** Accounts where something was denied or no role let us in. */
  readonly denied: number;
  readonly etaSeconds: number | null;
}

/** What the use case needs from outside. */
export interface CollectDeps {
  readonly aws: Pick<Aws, "session" | "caller">;
  readonly store: SnapshotStore;
  readonly now: () => number;
  readonly sleep: (millis: number, signal?: AbortSignal) => Promise<void>;
  /** Ends the run; what was collected stays. */
  readonly signal?: AbortSignal | undefined;
  /** Asks a person whether this many accounts may log an AssumeRoot. Absent: nobody is there, and the answer is no. */
  readonly askForAudit?: ((accounts: number) => Promise<boolean>) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How a collection ended; the manifest is the one on disk. */
export type CollectOutcome =
  | { readonly status: "finished"; readonly manifest: Manifest }
  | {
      readonly status: "interrupted";
      readonly manifest: Manifest;
      readonly why: "interrupted" | "credentials-expired";
    };
