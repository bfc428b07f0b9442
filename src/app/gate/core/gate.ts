import type { Secret } from "../../../domain/core/secret.ts";
import type { BrokerClient } from "../../../world/broker-client/open-broker-client.ts";
import type { CourierClient } from "../../../world/broker-client/open-courier-client.ts";
import type { Clock } from "../../../world/clock/skew.ts";
import type { CopiedLog } from "../../../world/ledger-files/copied-log.ts";
import type { CustodyLog } from "../../../world/ledger-files/custody-log.ts";
import type { GateStore } from "../../../world/store/gate/gate-store.ts";
import type { Rules } from "./rules.ts";

/** Everything that the gate touches. */
export interface GateDeps {
  readonly deployment: string;
  readonly isRehearsal: boolean;
  /** Where people reach it; links in notices begin with it. */
  readonly publicUrl: string;
  readonly store: GateStore;
  readonly log: CustodyLog;
  /** The full copy of the broker's log. */
  readonly copy: CopiedLog;
  readonly broker: BrokerClient;
  /** What opens AWS sessions for the broker's receipts; `null` where the deployment has none. */
  readonly courier: CourierClient | null;
  /** The outer layer of every password, 32 bytes. */
  readonly kek: Secret<Uint8Array>;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** Names and kinds of the routes over which people are told. */
  readonly routes: readonly { readonly name: string; readonly kind: string }[];
  /** Something may wait in the outbox. */
  readonly wake: () => void;
}

/** What a seed is, by the copy of the broker's log. */
export interface SeedSeen {
  readonly version: number;
  /** When it came into custody, in Unix seconds. */
  readonly storedAt: number;
  /** AWS took its codes. */
  readonly isProven: boolean;
  /** It makes the same codes as the old device. */
  readonly isVerified: boolean;
  /** It was brought as a copy: others exist until people attest that they are gone. */
  readonly isImported: boolean;
  /** A copy left custody by an export. */
  readonly isRotationDue: boolean;
  /** Of the kit that has a copy of it; `null` without one. */
  readonly kit: string | null;
}

/** A running gate: what it touches, and what it knows by heart of its own log and store. */
export interface Gate extends GateDeps {
  rules: Rules;
  /** Newest version of each account's password, by the gate's own log. */
  readonly passwords: Map<string, number>;
  /** By the copy of the broker's log. */
  readonly seeds: Map<string, SeedSeen>;
  /** Why it is in quarantine: ids of rows; empty when it is not. */
  readonly quarantine: Set<string>;
  /** What else is wrong: ids of rows. */
  readonly troubles: Set<string>;
  /** An entry could not be written; only a new start leads on. */
  isLogStopped: boolean;
  /** The end of the line of those who want to follow the broker's log. */
  following: Promise<unknown>;
}

/** Unix seconds by the gate's clock. */
export function nowSeconds({ clock }: Pick<GateDeps, "clock">): number {
  return Math.floor(clock.nowMs() / 1000);
}
