// A start: what a crash left between the store and the log is mended, and everything that could let an older copy release
// again is shut before the first line is taken.
import { z } from "zod";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { brokerCheckpointField } from "../../domain/custody/documents/fields.ts";
import {
  logEntryBytes,
  type LogEvent,
  type LogScene,
  readLogEntry,
  systemActor,
} from "../../domain/custody/protocol/log-entry.ts";
import { raiseAtBoot } from "../../domain/custody/steps/recover-steps.ts";
import { openCarried } from "../../domain/ledger/checkpoint/carried-checkpoint.ts";
import type { BatchLoop } from "./core/batch-loop.ts";
import type { BrokerCore } from "./core/broker-core.ts";
import type { Line } from "./core/line.ts";
import { brokerErrors } from "./errors.ts";

/** Mends, compares, raises the ratchets and logs the start. `stopped`: the id of a row that quarantines from the outset. */
export async function boot(core: BrokerCore, loop: BatchLoop, stopped: string | null): Promise<void> {
  const { store, log } = core.deps;
  const [kept, seen, resynced] = ["quarantine", "largest-seen", "resync-at"].map((name) => store.facts.get(name));
  if (typeof seen === "number") core.largestSeen = seen;
  if (typeof resynced === "number") core.resyncedAt = resynced;
  if (typeof kept === "string") core.stop(kept);
  if (stopped !== null) core.stop(stopped);
  const offset = z.object({ offsetMs: z.int(), notAfter: z.int() }).safeParse(store.facts.get("clock-offset"));
  if (offset.success) core.clockOffset = offset.data;
  core.skew = await core.deps.askTime();
  for (let from = 0; from < log.head.size;) {
    const entries = log.entries(from, 1024);
    if (entries.length === 0) break;
    for (const entry of entries) core.told.take(entry);
    from += entries.length;
  }
  const wrong = core.quarantine === null ? storeAgainstLog(core) : null;
  if (wrong !== null) core.stop(wrong);
  if (core.quarantine !== null) {
    const why = core.quarantine;
    store.transaction(() => store.facts.set("quarantine", why));
    return;
  }
  mend(core);
  await loop.submit({
    isAlone: true,
    open: async () => () => ({
      events: [
        ...epochEvents(core),
        ...unloggedStops(core),
        {
          type: "broker.boot",
          actor: systemActor("broker"),
          d: {
            bootId: core.bootId,
            bootKey: core.bootKey.recipient,
            hostId: core.deps.hostId,
            program: core.deps.program,
            clock: core.skew.state,
            skewMs: Math.round(core.skew.skewMs),
          },
        },
      ],
      write: () => {
        raise(core);
        core.deps.store.facts.remove("stops-to-log");
      },
      answer: () => ({}),
    }),
  });
}

/** Stops that were taken while the log could not be written, as this broker wrote them down. */
export function unloggedStops({ deps }: BrokerCore): readonly LogEvent[] {
  const waiting = deps.store.facts.get("stops-to-log");
  return Array.isArray(waiting) ? (waiting as readonly LogEvent[]) : [];
}

/** What a new log begins with: the head of the one that was given up, and the items as the store has them. */
function epochEvents({ deps }: BrokerCore): readonly LogEvent[] {
  const { log, store } = deps;
  const before = brokerCheckpointField.safeParse(store.facts.get("log-before"));
  if (log.head.size > 0 || !before.success) return [];
  const actor = systemActor("broker");
  const items = store.items.all().filter(({ state }) => state === "current");
  return [
    { type: "log.began", actor, d: { ...before.data } },
    ...items.map(({ account, version }) => ({ type: "item.carried", actor, account, d: { vault: "S", version } })),
  ];
}

/** Whether store and log are of one moment: the id of a row when not. */
function storeAgainstLog({ deps }: BrokerCore): string | null {
  const { store, log } = deps;
  const head = brokerCheckpointField.safeParse(store.facts.get("log-head"));
  // Before the first entry.
  if (!head.success) return log.head.size === 0 ? null : brokerErrors.BROKER_BEHIND_LOG.code;
  const carried = openCarried(head.data, [log.verifier]);
  if (carried.status === "refused") return carried.row.code;
  if (carried.status === "signed") {
    const found = log.compare(carried.checkpoint);
    if (found !== "consistent") return found.code;
  }
  const pending = store.pending.all();
  const written = log.entries(head.data.size, pending.length + 1);
  const isSame = written.every((entry, at) => equalBytes(entry, pending[at] ?? new Uint8Array()));
  return isSame ? null : brokerErrors.BROKER_BEHIND_LOG.code;
}

/**
 * Appends what was committed and not written. A release among it never left: it is told as lost, and its step stays spent.
 * The rows are settled in the same transaction that keeps what is to be appended, so a crash in here changes nothing.
 */
function mend(core: BrokerCore): void {
  const { store, log, deployment } = core.deps;
  const scene: LogScene = { src: "broker", deployment, atMs: core.nowMs() };
  const head = brokerCheckpointField.safeParse(store.facts.get("log-head"));
  const base = head.success ? head.data.size : 0;
  const pending = store.pending.all();
  const written = log.entries(base, pending.length);
  const missing = pending.slice(written.length).map((bytes) => asLost(bytes, scene));
  store.transaction(() => {
    for (const { account, step } of store.steps.unlogged()) {
      const at = written.findIndex((bytes) => isCodeOf(bytes, account, step));
      if (at < 0) store.steps.lost(account, step);
      else store.steps.logged(account, step, base + at);
    }
    store.pending.clear();
    if (missing.length === 0) return;
    store.pending.add(missing);
    store.facts.set("log-head", core.checkpoint());
  });
  if (missing.length === 0) return;
  log.append(missing);
  for (const entry of missing) core.told.take(entry);
}

function isCodeOf(bytes: Uint8Array, account: string, step: number): boolean {
  const entry = readLogEntry(bytes);
  return entry !== null && isCode(entry.type) && entry.account === account && entry.d["step"] === step;
}

function isCode(type: string): boolean {
  return type === "release.code" || type === "release.enrol_pair";
}

function asLost(bytes: Uint8Array, scene: LogScene): Uint8Array {
  const entry = readLogEntry(bytes);
  // Only what spends a step: a repeat or a password that is told and never left errs on the safe side.
  if (entry === null || !isCode(entry.type)) return bytes;
  const { at, type, ...rest } = entry;
  return logEntryBytes({ ...rest, type: "release.lost", d: { ...rest.d, was: type, wasAt: at } }, scene);
}

/** Raises every account's ratchet to now, as far as the time can be believed; inside a transaction. */
export function raise(core: BrokerCore): void {
  const { steps, items } = core.deps.store;
  const { lastSteps } = steps.all();
  const accounts = items.all().map(({ account }) => account);
  // The store keeps a ratchet at least as high as every row.
  const boot = { nowMs: core.nowMs(), isSkewKnown: core.skew.state === "known", lastEntryMs: core.told.lastMs };
  const raised = raiseAtBoot({ rows: [], lastSteps }, accounts, boot).lastSteps;
  for (const [account, step] of Object.entries(raised)) if (step !== lastSteps[account]) steps.setLast(account, step);
}

/** The clock is known, unknown or wrong since now; once it is known, the ratchets follow it. */
export function skewLine(core: BrokerCore): Line {
  const d = { state: core.skewState(), skewMs: Math.round(core.skew.skewMs) };
  return {
    isAlone: true,
    open: async () => () => ({
      events: [{ type: "clock.skew", actor: systemActor("broker"), d }],
      write: () => raise(core),
      answer: () => ({}),
    }),
  };
}
