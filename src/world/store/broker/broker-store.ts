// What the seed vault keeps besides its log. Synchronous: one process, one thread, one writer.
import type { BrokerSigned, SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import type { RequestState, Phase } from "../../../domain/custody/request/request-state.ts";
import type { Stop } from "../../../domain/custody/request/request-event.ts";
import type { StepLedger, StepRow } from "../../../domain/custody/steps/step-ledger.ts";

/** A request as the broker keeps it: what was signed, and where it stands. */
export interface KeptRequest {
  readonly state: RequestState;
  readonly request: SignedWire;
  /** Decisions taken so far; re-judged at every release. */
  readonly decisions: readonly SignedWire[];
  /** The `rw.broker-key/v1` that was given out; `null` in standard mode. */
  readonly brokerKey: BrokerSigned | null;
}

/** One version of an account's seed. */
export interface KeptItem {
  readonly account: string;
  readonly version: number;
  readonly origin: "new-device" | "import";
  readonly isProven: boolean;
  /** Unix seconds. */
  readonly capturedAt: number;
  /** Keyed tag of the seed, 16 hex characters; unique over accounts and versions. */
  readonly fingerprint: string;
  /** RWE1, the seed under its DEK. */
  readonly envelope: Uint8Array;
  /** RWE1, the DEK under the key-encryption key or under the group key. */
  readonly dek: Uint8Array;
  /** The group whose key opens `dek`, with its version; `null` in standard mode. */
  readonly group: { readonly name: string; readonly version: number } | null;
  /** The item as the kit holds it: RWE1 under the key-encryption key around an age file; `null` without a kit. */
  readonly kit: Uint8Array | null;
  readonly state: "current" | "older" | "retired";
  /** Attempts of enrolment pairs that were begun. */
  readonly attempts: readonly number[];
  readonly flags: readonly string[];
}

/** A document that waits for its delay, or is in force after it: contacts, export, retire, … */
export interface KeptDocument {
  readonly hash: string;
  readonly type: string;
  /** The bytes, base64url, with its signer's signature where it has one. */
  readonly document: string;
  readonly signed: SignedWire | null;
  readonly approvals: readonly SignedWire[];
  /** Unix seconds. */
  readonly acceptedAt: number;
  readonly dueAt: number;
  readonly endsAt: number;
  readonly state: "waiting" | "in-force" | "vetoed" | "done";
  /** What was used of it, e.g. codes of a pair; the type's own JSON. */
  readonly progress: unknown;
}

/** The seed vault's store. Every write belongs inside `transaction`. */
export interface BrokerStore {
  /** Runs and commits durably (one sync), or changes nothing when `work` throws. Not nested. */
  transaction<T>(work: () => T): T;

  /** Small facts by name, as JSON: roster chain, policy chain, host id, key wrap, quarantine, … */
  readonly facts: {
    /** `null` when there is none. */
    get(name: string): unknown;
    set(name: string, value: unknown): void;
    remove(name: string): void;
  };

  readonly requests: {
    byId(requestId: string): KeptRequest | null;
    byHash(requestHash: string): KeptRequest | null;
    /** Those of an account that have not ended. */
    live(account: string): readonly KeptRequest[];
    /** All that have not ended. */
    allLive(): readonly KeptRequest[];
    inPhase(phase: Phase): readonly KeptRequest[];
    put(request: KeptRequest): void;
    /** How many this person created since, in Unix seconds; of one account, or with `null` of all. */
    countSince(person: string, sinceSeconds: number, account: string | null): number;
  };

  /** Stops that came before what they stop. */
  readonly stops: {
    of(requestHash: string): readonly Stop[];
    add(requestHash: string, stop: Stop, signed: SignedWire): void;
  };

  readonly nonces: {
    has(nonce: string): boolean;
    add(nonce: string, keepUntilSeconds: number): void;
    prune(nowSeconds: number): void;
  };

  /** Counters of passkeys. */
  readonly counters: { get(credId: string): number; set(credId: string, counter: number): void };

  readonly items: {
    newest(account: string): KeptItem | null;
    version(account: string, version: number): KeptItem | null;
    /** Newest version of every account. */
    all(): readonly KeptItem[];
    byFingerprint(fingerprint: string): KeptItem | null;
    /** Throws `BROKER_STORE_FINGERPRINT_TAKEN` when another (account, version) has the seed. */
    put(item: KeptItem): void;
  };

  /** Splits of group keys by group and version. */
  readonly groups: {
    get(name: string, version: number): StoredSplit | null;
    /** Throws `BROKER_STORE_SPLIT_TAKEN` when another split is there: shares are never replaced. */
    put(name: string, version: number, split: StoredSplit): void;
  };

  readonly steps: {
    /** What `reserveStep` needs for one ask: the rows of the grant, the account's newest rows, its ratchet. */
    ledgerFor(account: string, grantId: string): StepLedger;
    /** Throws `BROKER_STORE_STEP_TAKEN` for a (account, step) that is there; the ratchet is at least at the step then. */
    insert(row: StepRow): void;
    /** Sets the ratchet; lower only where a quorum's resync says so. */
    setLast(account: string, step: number): void;
    logged(account: string, step: number, logIndex: number): void;
    lost(account: string, step: number): void;
    /** Rows whose log entry was not confirmed. */
    unlogged(): readonly StepRow[];
    /** Everything; for a start and a resync. */
    all(): StepLedger;
  };

  readonly documents: {
    get(hash: string): KeptDocument | null;
    ofState(state: KeptDocument["state"]): readonly KeptDocument[];
    put(document: KeptDocument): void;
  };

  /** Log entries written in the same transaction as what they tell; they are in the log before anything leaves. */
  readonly pending: {
    /** Adds entries at the end. */
    add(entries: readonly Uint8Array[]): void;
    all(): readonly Uint8Array[];
    /** They are in the log. */
    clear(): void;
  };

  /** Copies a consistent state to a file that must not exist. */
  backupTo(path: string): Promise<void>;
  close(): void;
}
