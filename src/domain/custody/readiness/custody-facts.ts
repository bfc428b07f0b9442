import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";
import type { RosterDocument } from "../documents/roster-document.ts";
import type { Holdings } from "../kits/disjointness/holdings.ts";
import type { DrillResult } from "../kits/readiness/judge-drills.ts";
import type { CopyPlace, KitCopy } from "../kits/readiness/judge-kit-copies.ts";
import type { Dependency } from "./dependency-loops.ts";

/** What is known of an account's items. */
export interface AccountReadiness {
  readonly account: string;
  readonly flags: readonly string[];
  /** Whether a code was ever accepted; `null` without a seed. */
  readonly isProven: boolean | null;
}

/** All that is recorded and declared. Times are Unix seconds; `null` is what nobody knows. */
export interface CustodyFacts {
  readonly now: number;
  /** When custody began. */
  readonly since: number;
  readonly roster: Pick<RosterDocument, "persons" | "groups" | "separation" | "kitRecipients">;
  readonly policy: Pick<ReleasePolicyDocument, "rules" | "solo">;
  readonly accounts: readonly AccountReadiness[];
  /** The kit in force of each vault by id. */
  readonly kits: Readonly<Partial<Record<"P" | "S", { readonly kitId: string; readonly madeAt: number }>>>;
  /** Accounts of each vault whose newest item the kit in force has no copy of. */
  readonly kitLacking: Readonly<Record<"P" | "S", readonly string[]>>;
  readonly copies: readonly KitCopy[];
  readonly drills: readonly DrillResult[];
  readonly lastSeen: ReadonlyMap<string, number>;
  readonly clock: { readonly state: "known" | "unknown" | "wrong"; readonly skewMs: number } | null;
  readonly hosts: { readonly gate: string; readonly broker: string } | null;
  /** Witness servers and anchors that are read back, on other hosts. */
  readonly offHostWitnesses: number | null;
  readonly noticeRoutes: number | null;
  readonly places: readonly CopyPlace[] | null;
  readonly dependencies: readonly Dependency[] | null;
  readonly holdings: Holdings | null;
}
