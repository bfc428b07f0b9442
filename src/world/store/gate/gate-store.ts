// What the password vault keeps besides its log. Synchronous: one process, one thread, one writer. Nothing in here is proof
// of anything: signatures are kept raw and verified again by whoever acts on them.
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { DrillResult } from "../../../domain/custody/kits/readiness/judge-drills.ts";
import type { KitCopy } from "../../../domain/custody/kits/readiness/judge-kit-copies.ts";
import type { ShareSeen } from "../../../domain/custody/kits/readiness/judge-liveness.ts";
import type { Phase } from "../../../domain/custody/request/request-state.ts";

/** An account in custody, as people call it. */
export interface KeptAccount {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly name: string;
  /** The root user's mail address; `null` while nobody said. */
  readonly email: string | null;
}

/** One version of an account's password; which one is current, the log alone tells. */
export interface KeptPassword {
  readonly account: string;
  readonly version: number;
  /** RWE1 under the gate's key around the inner blob, which holds the client's own envelope, its key's wrap and the kit's copy. */
  readonly outer: Uint8Array;
  /** Sealed mode: the shares of the item's key, each to its holder; `null` in standard mode. */
  readonly split: StoredSplit | null;
  readonly hasKitCopy: boolean;
  /** `one-factor:<reason>`, `copies-elsewhere`, `rotation-due`. */
  readonly flags: readonly string[];
  /** Keyed tag of the password, 16 hex characters, that only an `operator-p` can make; `null` when none was given. */
  readonly tag: string | null;
  /** Who brought it, and when in Unix seconds. */
  readonly by: string;
  readonly storedAt: number;
}

/** Where a request stands by the broker's log; the gate never has an opinion of its own. */
export interface RequestProjection {
  readonly phase: Phase;
  readonly flags: readonly string[];
  readonly codesUsed: number;
  readonly maxCodes: number;
  /** Unix seconds; `null` while it does not apply. */
  readonly windowEnds: number | null;
  readonly dueAt: number | null;
  /** First release, Unix seconds. */
  readonly openedAt: number | null;
  /** Index of the broker's newest entry about it; -1 before the first was copied. */
  readonly brokerIndex: number;
}

/** A text that the log knows only by its salted hash. */
export interface SaltedText {
  readonly text: string;
  /** 16 bytes, base64url. */
  readonly salt: string;
}

/** A request as the gate keeps it. */
export interface KeptGateRequest {
  readonly requestId: string;
  readonly requestHash: string;
  readonly account: string;
  readonly person: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly signed: SignedWire;
  /** `null` once it was deleted; the commitment in the request stays. */
  readonly reason: SaltedText | null;
  readonly statement: SaltedText | null;
  /** What the broker answered to `prepare`; `null` before it did. */
  readonly prepared: BrokerReply<"prepare"> | null;
  readonly projection: RequestProjection;
}

/** A person's word about a request, with the shares they re-encrypted. */
export interface KeptDecision {
  /** D of the approval. */
  readonly hash: string;
  readonly requestHash: string;
  readonly person: string;
  readonly decision: "approve" | "deny" | "veto" | "revoke";
  readonly signed: SignedWire;
  /** An age file to the requester's one-time `recipientP`, base64url; `null` without one and after the end. */
  readonly shareP: string | null;
  /** An age file to the broker's key of the request, base64url. */
  readonly shareS: string | null;
}

/** Somebody who signed in. The token itself is nowhere. */
export interface KeptSession {
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly person: string;
  readonly cred: string;
  readonly via: "passkey" | "offline" | "cli";
  /** Unix seconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A document that waits for a quorum's approvals. */
export interface KeptProposal {
  /** D of the document. */
  readonly hash: string;
  readonly type: string;
  /** The bytes, base64url. */
  readonly document: string;
  /** With its signer's signature, where it has one. */
  readonly signed: SignedWire | null;
  readonly approvals: readonly SignedWire[];
  /** Age files to the broker's boot key, base64url. */
  readonly shares: readonly string[];
  /** Log entries of a resync, base64url. */
  readonly entries: readonly string[];
  readonly by: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly state: "open" | "submitted";
  /** The broker's last answer; `null` before it was asked. */
  readonly reply: BrokerReply<"apply"> | null;
}

/** One version of a roster or release policy with the approvals that came with it. */
export interface KeptVersion {
  readonly version: number;
  readonly hash: string;
  /** The bytes, base64url. */
  readonly document: string;
  readonly approvals: readonly SignedWire[];
  /** Unix seconds: when it was taken, and from when on it is in force. */
  readonly acceptedAt: number;
  readonly dueAt: number;
  readonly state: "taken" | "vetoed";
}

/** Which chain. */
export type ChainName = "roster" | "release-policy";

/** One notice on its way over one route. */
export interface OutboxRow {
  /** Rises by one with each row; the order of a thread. */
  readonly id: number;
  /** The request, or another thing that notices belong to; order is kept within it. */
  readonly thread: string;
  /** The route's name in the configuration. */
  readonly route: string;
  /** What to tell, as JSON of `domain/notice`. */
  readonly notice: unknown;
  readonly state: "waiting" | "sent" | "failed";
  readonly attempts: number;
  /** Unix milliseconds: not before; and when it was sent or given up. */
  readonly notBeforeMs: number;
  readonly endedMs: number | null;
  /** The id of an error row of the last attempt; empty when none failed. */
  readonly error: string;
}

/** The gate's store. Every write belongs inside `transaction`. */
export interface GateStore {
  /** Runs and commits durably (one sync), or changes nothing when `work` throws. Not nested. */
  transaction<T>(work: () => T): T;

  /** Small facts by name, as JSON: quarantine, the key's check value, disabled routes, the key for password tags, … */
  readonly facts: {
    /** `null` when there is none. */
    get(name: string): unknown;
    set(name: string, value: unknown): void;
    remove(name: string): void;
  };

  readonly accounts: {
    get(account: string): KeptAccount | null;
    all(): readonly KeptAccount[];
    put(account: KeptAccount): void;
  };

  readonly passwords: {
    version(account: string, version: number): KeptPassword | null;
    /** Highest version of every account. */
    all(): readonly KeptPassword[];
    /** Accounts other than this one whose newest password has this tag. */
    sameTag(tag: string, account: string): readonly string[];
    /** Throws `GATE_STORE_VERSION_TAKEN` for a (account, version) that is there. */
    insert(password: KeptPassword): void;
    setFlags(account: string, version: number, flags: readonly string[]): void;
  };

  readonly requests: {
    byId(requestId: string): KeptGateRequest | null;
    byHash(requestHash: string): KeptGateRequest | null;
    /** Newest first; `open` leaves out those that ended. */
    list(filter: {
      readonly account?: string;
      readonly open?: boolean;
      readonly most: number;
    }): readonly KeptGateRequest[];
    inPhase(phase: Phase): readonly KeptGateRequest[];
    put(request: KeptGateRequest): void;
    /** Takes away one that the broker did not take; there is nothing else that a request is taken away for. */
    remove(requestId: string): void;
    /** How many this person created since, in Unix seconds. */
    countSince(person: string, sinceSeconds: number): number;
  };

  readonly decisions: {
    /** In the order in which they came. */
    of(requestHash: string): readonly KeptDecision[];
    /** Keeps it; the same hash again replaces nothing and is no error. */
    add(decision: KeptDecision): void;
    /** The request ended: re-encrypted shares open nothing any more. */
    dropShares(requestHash: string): void;
  };

  /** Receipts that opened something; a receipt opens once. */
  readonly receipts: {
    wasUsed(hash: string): boolean;
    /** Throws `GATE_STORE_RECEIPT_USED` for one that is there. */
    use(hash: string, keepUntilSeconds: number): void;
    prune(nowSeconds: number): void;
  };

  readonly sessions: {
    get(tokenHash: string): KeptSession | null;
    put(session: KeptSession): void;
    remove(tokenHash: string): void;
    /** Oldest first. */
    ofPerson(person: string): readonly KeptSession[];
    count(): number;
    prune(nowSeconds: number): void;
  };

  readonly nonces: {
    has(nonce: string): boolean;
    add(nonce: string, keepUntilSeconds: number): void;
    prune(nowSeconds: number): void;
  };

  /** Counters of passkeys. */
  readonly counters: { get(credId: string): number; set(credId: string, counter: number): void };

  /** When a person was last seen, Unix seconds. */
  readonly lastSeen: {
    all(): readonly { readonly person: string; readonly at: number }[];
    set(person: string, at: number): void;
  };

  readonly proposals: {
    get(hash: string): KeptProposal | null;
    /** Newest first. */
    list(most: number): readonly KeptProposal[];
    put(proposal: KeptProposal): void;
  };

  readonly chains: {
    /** From genesis on, in order of version and acceptance. */
    all(chain: ChainName): readonly KeptVersion[];
    /** Adds it, or replaces the one of the same hash. */
    put(chain: ChainName, version: KeptVersion): void;
  };

  readonly outbox: {
    /** Adds a waiting row and gives its id. */
    add(row: Pick<OutboxRow, "thread" | "route" | "notice" | "notBeforeMs">): number;
    /** The oldest waiting row of each (thread, route), those whose time has come, at most so many. */
    due(nowMs: number, most: number): readonly OutboxRow[];
    /** The time of the next waiting row; `null` when none waits. */
    nextMs(): number | null;
    of(thread: string): readonly OutboxRow[];
    update(row: OutboxRow): void;
    countWaiting(): number;
  };

  readonly kitCopies: {
    all(): readonly KitCopy[];
    /** Adds it, or replaces the one of the same kit, medium and place. */
    put(copy: KitCopy): void;
  };

  readonly drills: { all(): readonly DrillResult[]; add(drill: DrillResult): void };

  /** What custodians said about their own shares. */
  readonly liveness: { all(): readonly ShareSeen[]; add(seen: ShareSeen): void };

  /** Own log entries written in the same transaction as what they tell; they are in the log before anything leaves. */
  readonly pending: {
    add(entries: readonly Uint8Array[]): void;
    all(): readonly Uint8Array[];
    clear(): void;
  };

  /** Copies a consistent state to a file that must not exist. */
  backupTo(path: string): Promise<void>;
  close(): void;
}
