import type { DrillResult } from "../../../../domain/custody/kits/readiness/judge-drills.ts";
import type { KitCopy } from "../../../../domain/custody/kits/readiness/judge-kit-copies.ts";
import type { ShownReadiness } from "../../doctor/custody-facts-of.ts";

/** What the gate keeps about whether custody would work; each call needs a session. */
export interface ReadinessGate {
  readonly readiness: () => Promise<ShownReadiness>;
  /** Registers a copy of a kit, or that one was read again whole. */
  readonly putCopy: (copy: KitCopy) => Promise<void>;
  readonly putDrill: (drill: DrillResult) => Promise<void>;
  /** Sends a test notice over every route, now; nothing is stored. */
  readonly testNotices: () => Promise<readonly TestedRoute[]>;
}

/** What became of a test notice on one route. */
export interface TestedRoute {
  readonly route: string;
  readonly kind: string;
  readonly ok: boolean;
  /** Id of a row; empty when it was taken. */
  readonly error: string;
  readonly detail: string;
}
