// Row before light: this decides which step a code may be computed for. The caller runs it inside one transaction that
// writes the row and the ratchet; then comes the log entry, then the checkpoint, and only then the code.
import { freshSeconds } from "../documents/document-times.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import {
  lastStepOf,
  leastLeftMs,
  type StepLedger,
  stepMs,
  stepOf,
  type StepPurpose,
  type StepRow,
} from "./step-ledger.ts";

/** The grant, or the enrolment pair, that a code is asked under. */
export interface CodeGrant {
  readonly id: string;
  readonly account: string;
  readonly purpose: StepPurpose;
  readonly recipient: string;
  readonly maxCodes: number;
  /** When the release window began, in Unix milliseconds; `null` before the first release. */
  readonly openedMs: number | null;
  /** When the release window, or the time to begin it, ends. */
  readonly endsMs: number;
}

/** One signed ask for a code. */
export interface CodeAsk {
  readonly grant: CodeGrant;
  /** READY or OPEN, and still authorised. */
  readonly isReleasable: boolean;
  /** The grant that holds the account; only one does. */
  readonly holder: string | null;
  /** Which code: the next one, or the last one again. */
  readonly n: number;
  readonly recipient: string;
  /** When the ask says that it was signed, in Unix seconds. */
  readonly atSeconds: number;
  readonly skew: SkewState;
  readonly bootId: string;
}

/** What the broker knows of its clock: `wrong` is more than ten seconds off by a source that it trusts. */
export type SkewState = "known" | "unknown" | "wrong";

/** Which step a code may be computed for. */
export type StepDecision =
  /** Commit `ledger` (its new row is `row`), log, then compute. */
  | { readonly status: "reserved"; readonly row: StepRow; readonly ledger: StepLedger; readonly of: number }
  /** The same code to the same recipient in its own step. */
  | { readonly status: "repeat"; readonly row: StepRow; readonly of: number }
  /** Ask again then; nothing was spent. */
  | { readonly status: "wait"; readonly untilMs: number }
  | Refused;

/** No window is longer, whatever a policy says. */
export const longestWindowMs = 900_000;
/** The most codes of one grant that any policy can give; a pair has two. */
const mostCodes = 10;
/** A ratchet further ahead than this was set by a wrong clock. */
const patienceSteps = 10;

/** Decides one ask at this moment. */
export function reserveStep(ledger: StepLedger, ask: CodeAsk, nowMs: number): StepDecision {
  const { grant } = ask;
  const stop = wrongAsk(ask, nowMs);
  if (stop !== null) return stop;
  const own = ledger.rows.filter((row) => row.grantId === grant.id).toSorted((one, other) => one.n - other.n);
  const of = Math.min(grant.maxCodes, grant.purpose === "enrol-pair" ? 2 : mostCodes);
  const step = stepOf(nowMs);
  const taken = ledger.rows.find((row) => row.account === grant.account && row.step === step);
  if (taken !== undefined && isRepeat(taken, ask)) return { status: "repeat", row: taken, of };
  if (ask.n !== own.length + 1) {
    return own.length >= of
      ? refused(custodyErrors.CUSTODY_BUDGET_SPENT, `${own.length} of ${of}`)
      : refused(custodyErrors.CUSTODY_WRONG_TURN, `code ${ask.n} was asked for, ${own.length + 1} is next`);
  }
  if (own.length >= of) return refused(custodyErrors.CUSTODY_BUDGET_SPENT, `${own.length} of ${of}`);
  const lastStep = lastStepOf(ledger, grant.account);
  if (lastStep > step + patienceSteps) {
    return refused(custodyErrors.CUSTODY_RATCHET_AHEAD, `${grant.account}, ${lastStep - step} steps`);
  }
  const earliest = Math.max(earliestStep(ledger, grant, own), lastStep + 1, step);
  const brokenPair = grant.purpose === "enrol-pair" && own.length > 0 && earliest !== (own[0]?.step ?? 0) + 1;
  if (brokenPair) return refused(custodyErrors.CUSTODY_PAIR_BROKEN, `its time was step ${(own[0]?.step ?? 0) + 1}`);
  // INVARIANT: a step is reserved only while it runs; a code of the future would be valid when nobody watches.
  if (earliest > step) return waitFor(earliest);
  if ((step + 1) * stepMs - nowMs < leastLeftMs) {
    // The second code of a pair has no other time than this one.
    return grant.purpose === "enrol-pair" && own.length > 0
      ? refused(custodyErrors.CUSTODY_PAIR_BROKEN, "too little is left of its time")
      : waitFor(step + 1);
  }
  const row: StepRow = {
    account: grant.account,
    step,
    grantId: grant.id,
    recipient: grant.recipient,
    n: ask.n,
    purpose: grant.purpose,
    reservedMs: nowMs,
    bootId: ask.bootId,
    logIndex: null,
    isLost: false,
  };
  const lastSteps = { ...ledger.lastSteps, [grant.account]: step };
  return { status: "reserved", row, ledger: { rows: [...ledger.rows, row], lastSteps }, of };
}

function wrongAsk({ grant, isReleasable, holder, recipient, atSeconds, skew }: CodeAsk, nowMs: number): Refused | null {
  if (!isReleasable) return refused(custodyErrors.CUSTODY_BAD_TRANSITION, grant.id);
  if (grant.purpose !== "enrol-pair" && holder !== grant.id) {
    return refused(custodyErrors.CUSTODY_GRANT_LIVE, `${grant.account} is held by ${holder ?? "nobody"}`);
  }
  // An enrolment under somebody's open grant would take steps from it.
  if (grant.purpose === "enrol-pair" && holder !== null) {
    return refused(custodyErrors.CUSTODY_GRANT_LIVE, `${grant.account} is held by ${holder}`);
  }
  if (recipient !== grant.recipient) return refused(custodyErrors.CUSTODY_NOT_ASKED, "another recipient");
  if (skew === "wrong") return refused(custodyErrors.CUSTODY_CLOCK_WRONG, "more than 10 s");
  // SECURITY: the one clock of other people that the broker sees; without a time source it is all that keeps a broker
  // whose clock is wrong from giving out codes of another time.
  if (Math.abs(nowMs - atSeconds * 1000) > freshSeconds * 1000) {
    return refused(custodyErrors.CUSTODY_STALE, `the ask is ${Math.round(nowMs / 1000) - atSeconds} s old`);
  }
  const endsMs = grant.openedMs === null ? grant.endsMs : Math.min(grant.endsMs, grant.openedMs + longestWindowMs);
  const isBefore = grant.openedMs !== null && nowMs < grant.openedMs;
  return nowMs >= endsMs || isBefore ? refused(custodyErrors.CUSTODY_TOO_LATE, grant.id) : null;
}

/** Only what was logged as released is shown again, to whom it was released, as the code that it was. */
function isRepeat(row: StepRow, { grant, recipient, n }: CodeAsk): boolean {
  return row.grantId === grant.id && row.recipient === recipient && row.n === n && row.logIndex !== null && !row.isLost;
}

/**
 * Two codes in a row could set up or re-synchronise a device. So no step follows a spent one at once, by whomever it was
 * spent, except inside one enrolment pair or one grant that restores MFA.
 */
function earliestStep(ledger: StepLedger, grant: CodeGrant, own: readonly StepRow[]): number {
  const spent = ledger.rows.filter((row) => row.account === grant.account).map((row) => row.step);
  const last = Math.max(-1, ...spent);
  const mayFollow = grant.purpose === "enrol-pair" || grant.purpose === "mfa-restore";
  const isOwn = own.some((row) => row.step === last);
  return last < 0 ? 0 : last + (mayFollow && isOwn ? 1 : 2);
}

function waitFor(step: number): StepDecision {
  return { status: "wait", untilMs: step * stepMs };
}
