// Store first, then log, then reply: what the gate acknowledges is in both. An entry is written into the store in the same
// transaction as what it tells, and only taken out when it is durable in the log; what a crash left in between is appended
// at the next start.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { equalBytes } from "../../../domain/crypto/bytes.ts";
import { type LogEvent, logEntryBytes, readLogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import { gateErrors } from "../errors.ts";
import type { Gate } from "./gate.ts";
import { refuse } from "./refuse.ts";

/** What was recorded. */
export interface Recorded<T> {
  readonly result: T;
  /** Index of the first entry in the gate's log; `null` when there was none. */
  readonly logIndex: number | null;
}

/**
 * Does `work` in one transaction with the entries it gives to `tell`, then appends them. When it throws, the caller
 * acknowledges nothing. Throws `GATE_QUARANTINED`, `GATE_LOG_STOPPED`, and what store and log throw.
 */
export function record<T>(gate: Gate, work: (tell: (event: LogEvent) => void) => T): Recorded<T> {
  insistWritable(gate);
  const { store, deployment, clock } = gate;
  const result = store.transaction(() => {
    const entries: Uint8Array[] = [];
    const tell = (event: LogEvent) =>
      void entries.push(logEntryBytes(event, { src: "gate", deployment, atMs: clock.nowMs() }));
    const done = work(tell);
    if (entries.length > 0) {
      // Where in the log they belong: this tells, after a stop, how many of them are there already.
      if (store.pending.all().length === 0) store.facts.set("pending-from", gate.log.head.size);
      store.pending.add(entries);
    }
    return done;
  });
  return { result, logIndex: flush(gate) };
}

/**
 * As `record`, but a gate that may write no entry does the work without: for what is no custody and must go on, as reading
 * and stopping do.
 */
export function recordIfWritable<T>(gate: Gate, work: (tell: (event: LogEvent) => void) => T): T {
  return isWritable(gate) ? record(gate, work).result : gate.store.transaction(() => work(() => undefined));
}

/** Whether entries can be written. */
export function isWritable({ quarantine, isLogStopped }: Gate): boolean {
  return quarantine.size === 0 && !isLogStopped;
}

/** Throws while the gate must not take anything new. */
export function insistWritable({ quarantine, isLogStopped }: Gate): void {
  if (quarantine.size > 0) refuse(gateErrors.GATE_QUARANTINED, [...quarantine].join(", "));
  if (isLogStopped) refuse(gateErrors.GATE_LOG_STOPPED);
}

/** Appends what waits in the store; the index of the first of it. */
export function flush(gate: Gate): number | null {
  const { store, log } = gate;
  const waiting = store.pending.all();
  if (waiting.length === 0) return null;
  const rest = notYetIn(gate, waiting);
  try {
    const appended = rest.length === 0 ? null : log.append(rest);
    for (const entry of rest) remember(gate, entry);
    const note = appended?.note ?? log.latest?.note;
    store.transaction(() => {
      store.pending.clear();
      if (note !== undefined) store.facts.set("own-checkpoint", toBase64url(note));
    });
    return log.head.size - waiting.length;
  } catch (error) {
    gate.isLogStopped = true;
    gate.troubles.add(error instanceof CodedError ? error.row.code : gateErrors.GATE_LOG_STOPPED.code);
    throw error;
  }
}

/** Takes to heart what one own entry tells. */
export function remember({ passwords }: Pick<Gate, "passwords">, bytes: Uint8Array): void {
  const entry = readLogEntry(bytes);
  if (entry === null || !entry.type.startsWith("item.") || entry.d["vault"] !== "P") return;
  const { account, type, d } = entry;
  if (account === undefined) return;
  if (type === "item.retired") passwords.delete(account);
  else if (typeof d["version"] === "number" && type !== "item.attested") passwords.set(account, d["version"]);
}

/** A stop between append and clearing leaves entries in both: those that the log has already are left out. */
function notYetIn({ log, store }: Gate, waiting: readonly Uint8Array[]): readonly Uint8Array[] {
  const from = store.facts.get("pending-from");
  const there = typeof from === "number" ? log.entries(from, waiting.length) : [];
  const isSame = there.every((entry, at) => equalBytes(entry, waiting[at] ?? new Uint8Array()));
  return isSame ? waiting.slice(there.length) : waiting;
}
