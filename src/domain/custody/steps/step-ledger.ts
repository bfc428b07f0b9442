// Which half minute of which account went to whom. A code that two people have is a code nobody can answer for, and a seed
// cannot be asked twice for the same half minute under two names: a step belongs to at most one grant, for ever.
import type { Purpose } from "../documents/request-document.ts";

/** RFC 6238 with T0 = 0 and X = 30 s. */
export const stepMs = 30_000;
/** A code with less left than this is not worth typing: the next step is given instead. */
export const leastLeftMs = 8_000;

/** One spent step; the store keeps (account, step) unique. */
export interface StepRow {
  readonly account: string;
  readonly step: number;
  /** The grant's id; for an enrolment pair the digest of its document. */
  readonly grantId: string;
  /** The one recipient that the code was sealed to. */
  readonly recipient: string;
  /** Counts the codes of a grant from 1. */
  readonly n: number;
  readonly purpose: StepPurpose;
  readonly reservedMs: number;
  readonly bootId: string;
  /** `null` until the log entry is durable; no code leaves before. */
  readonly logIndex: number | null;
  /** The broker stopped between the row and the log entry: spent, and its code never left. */
  readonly isLost: boolean;
}

/** What a code is for: a request's purpose, or the enrolment of a device that was never proven. */
export type StepPurpose = Purpose | "enrol-pair";

/** The table of spent steps and the ratchet, as plain data. */
export interface StepLedger {
  readonly rows: readonly StepRow[];
  /** The last step of each account that was spent or passed by. */
  readonly lastSteps: Readonly<Record<string, number>>;
}

/** The step of a Unix time in milliseconds; `floor`, never `round`, or a code would be given before its time. */
export function stepOf(nowMs: number): number {
  return Math.floor(nowMs / stepMs);
}

/** The last step of an account; -1 before the first. */
export function lastStepOf({ lastSteps }: StepLedger, account: string): number {
  return Object.hasOwn(lastSteps, account) ? (lastSteps[account] ?? -1) : -1;
}
