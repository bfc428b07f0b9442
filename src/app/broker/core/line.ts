import type { LogEvent } from "../../../domain/custody/protocol/log-entry.ts";

/** What came of a line's log entries. */
export interface Logged {
  /** Index of the line's first entry; the log's size where it has none. */
  readonly index: number;
}

/** What is to be done about a line: nothing of it has happened yet. */
export interface Decision {
  /** Writes to the store; in the transaction of the batch. What throws here undoes the whole batch. */
  readonly write?: () => void;
  /** In the log before anything of the line leaves. */
  readonly events: readonly LogEvent[];
  /** The code's step that `events` tell of first. */
  readonly spent?: { readonly account: string; readonly step: number };
  /** Whether it is the resync that ends a quarantine. */
  readonly endsQuarantine?: boolean;
  /** Changes of what is in memory, once it is all durable. */
  readonly kept?: (logged: Logged) => void;
  /** Only here may a seed be opened. */
  readonly answer: (logged: Logged) => object | Promise<object>;
}

/**
 * One line on its way: opened without changing anything (read, verified, decrypted), then decided inside a transaction.
 * Either may throw a `Refusal`, as long as nothing was written.
 */
export interface Line {
  /** Whether it must not share its batch: what it prepares while it is opened must still be so when it is decided. */
  readonly isAlone: boolean;
  readonly open: () => Promise<() => Decision>;
}

/** What accepting a document does besides keeping it. */
export interface Accepting {
  readonly events?: readonly LogEvent[];
  readonly write?: () => void;
  readonly kept?: () => void;
}
