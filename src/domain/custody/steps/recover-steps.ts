// What a broker does with its steps when it starts, and after a quorum's resync.
import { type StepLedger, stepMs, stepOf } from "./step-ledger.ts";

/** What the broker knows of the time when it starts. */
export interface BootTime {
  readonly nowMs: number;
  /** Whether a time source agreed with the clock. */
  readonly isSkewKnown: boolean;
  /** The time of the newest log entry from before this start; `null` when there is none. */
  readonly lastEntryMs: number | null;
}

/**
 * Raises every account's ratchet to now, so that the first code comes from a step that began after the start: a restored
 * copy cannot give a step again. Without a time source at most to one day past the last log entry: a wrong clock must not
 * lock every account until its date. Never lowers.
 */
export function raiseAtBoot(ledger: StepLedger, accounts: readonly string[], boot: BootTime): StepLedger {
  const limitMs = boot.isSkewKnown ? boot.nowMs : Math.min(boot.nowMs, (boot.lastEntryMs ?? boot.nowMs) + 86_400_000);
  // Without entries and without a time source nothing says what time it is.
  const target = !boot.isSkewKnown && boot.lastEntryMs === null ? -1 : stepOf(limitMs);
  const names = new Set([...accounts, ...Object.keys(ledger.lastSteps), ...ledger.rows.map(({ account }) => account)]);
  const lastSteps = Object.fromEntries(
    [...names].map((account) => [account, Math.max(ratchetOf(ledger, account), target)]),
  );
  return { ...ledger, lastSteps };
}

/** After a quorum's resync: the ratchet is what was spent or now, whichever is later; this may lower it. */
export function resyncSteps(ledger: StepLedger, accounts: readonly string[], nowMs: number): StepLedger {
  const names = new Set([...accounts, ...Object.keys(ledger.lastSteps), ...ledger.rows.map(({ account }) => account)]);
  const lastSteps = Object.fromEntries(
    [...names].map((account) => [account, Math.max(spentOf(ledger, account), stepOf(nowMs))]),
  );
  return { ...ledger, lastSteps };
}

/** What a code's receiver is told besides the digits, in milliseconds by the broker's clock. */
export function validForMs(step: number, nowMs: number): number {
  return Math.max(0, (step + 1) * stepMs - nowMs);
}

function ratchetOf({ lastSteps, rows }: StepLedger, account: string): number {
  const kept = Object.hasOwn(lastSteps, account) ? (lastSteps[account] ?? -1) : -1;
  return Math.max(kept, spentOf({ lastSteps, rows }, account));
}

function spentOf({ rows }: StepLedger, account: string): number {
  return Math.max(-1, ...rows.filter((row) => row.account === account).map(({ step }) => step));
}
