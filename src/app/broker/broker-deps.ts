import type { Secret } from "../../domain/core/secret.ts";
import type { StatusDocument } from "../../domain/custody/documents/broker-documents.ts";
import type { Clock, Skew } from "../../world/clock/skew.ts";
import type { CustodyLog } from "../../world/ledger-files/custody-log.ts";
import type { Age, Shamir } from "../../world/sealing/sealing.ts";
import type { BrokerStore } from "../../world/store/broker/broker-store.ts";

/** Everything that the broker touches. */
export interface BrokerDeps {
  readonly deployment: string;
  readonly program: string;
  readonly separation: StatusDocument["separation"];
  /** 16 random bytes in base64url, from a file that no backup holds. */
  readonly hostId: string;
  /** Whether custodians can reach it past the gate. */
  readonly hasDoor: boolean;
  readonly store: BrokerStore;
  /** Makes this host and file the store's own, inside a transaction; only for a resync. */
  readonly adopt: () => void;
  readonly log: CustodyLog;
  readonly age: Age;
  readonly shamir: Shamir;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** Ed25519, 32 bytes; the roster pins its public half. */
  readonly signKey: Secret<Uint8Array>;
  /** Asks the time sources. */
  readonly askTime: () => Promise<Skew>;
  /** The broker's own pinned route; whether it took the notice. Left out: there is none. */
  readonly tell?: (text: string) => Promise<boolean>;
  /** Shows a new checkpoint to the witnesses; verifier keys of those that cosigned in time. Left out: there are none. */
  readonly witness?: (note: Uint8Array) => Promise<readonly string[]>;
}
