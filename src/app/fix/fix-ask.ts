import type { Instant } from "../../domain/core/instant.ts";
import type { ContactBaseline } from "../../domain/guards/contact-baseline.ts";
import type { Plan } from "../../domain/guards/plan/plan.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import type { MailFacts } from "../../domain/snapshot/mail-facts.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";

/** What the fix writer is asked for. */
export interface FixAsk {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  readonly mail: MailFacts | null;
  readonly now: Instant;
  /** CIDR blocks from which root may sign in; empty: from nowhere. */
  readonly networks: readonly string[];
  /** ARNs that keep the way to take sign-in walls down and to change the organization. */
  readonly recoveryPrincipals: readonly string[];
  /** Also deny `iam:CreateLoginProfile` to central sessions. */
  readonly stricterRoot: boolean;
  /** A unit that P4 leaves out; null: none. */
  readonly maintenanceUnit: string | null;
  readonly onAccount?: ((done: number, total: number) => void) | undefined;
}

/** What came of it; nothing was applied. */
export interface FixOutcome {
  readonly plan: Plan;
  readonly baselines: readonly ContactBaseline[];
  /** `sha256:<hex>` of the snapshot. */
  readonly snapshot: string;
  readonly at: Instant;
  /** Nothing to write: every guard is in place and no finding is left to people. */
  readonly isNothing: boolean;
}
