import type { Vault } from "../../../domain/custody/envelope/place.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";

/** A vault's files, by its process's configuration. */
export interface VaultPlace {
  readonly vault: Vault;
  readonly deployment: string;
  /** Of its log. */
  readonly origin: string;
  /** The data directory: the store and `ledger/` lie in it. */
  readonly data: string;
  /** What the other process keeps; nothing of this vault may come near it. */
  readonly foreignPaths: readonly string[];
  /** The log's key; `null` where it cannot be read, and signatures are then not checked. */
  readonly verifier: VerifierKey | null;
}

/** The name of a vault's store in its data directory. */
export const storeNames = { P: "gate.db", S: "broker.db" } as const;
