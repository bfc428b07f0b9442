import { describe, expect, it } from "vitest";
import { type CodeAsk, type CodeGrant, reserveStep, type StepDecision } from "./reserve-step.ts";
import { raiseAtBoot, resyncSteps, validForMs } from "./recover-steps.ts";
import { lastStepOf, type StepLedger, stepOf, type StepRow } from "./step-ledger.ts";

const account = "aws:123456789012";
const empty: StepLedger = { rows: [], lastSteps: {} };
/** The first millisecond of a step. */
const start = 59_841_000 * 30_000;
const step = 59_841_000;

const grant: CodeGrant = {
  id: "grant-1",
  account,
  purpose: "lockout",
  recipient: "age1requester",
  maxCodes: 3,
  openedMs: null,
  endsMs: start + 900_000,
};

function ask(change: Partial<CodeAsk> = {}, nowMs = start): CodeAsk {
  const base: CodeAsk = {
    grant,
    isReleasable: true,
    holder: grant.id,
    n: 1,
    recipient: grant.recipient,
    atSeconds: Math.floor(nowMs / 1000),
    skew: "known",
    bootId: "boot-1",
  };
  return { ...base, ...change };
}

function decide(ledger: StepLedger, nowMs: number, change: Partial<CodeAsk> = {}): StepDecision {
  return reserveStep(ledger, ask(change, nowMs), nowMs);
}

/** The ledger after a code that was reserved, logged and sent at this time. */
function after(ledger: StepLedger, nowMs: number, change: Partial<CodeAsk> = {}): StepLedger {
  const decision = decide(ledger, nowMs, change);
  if (decision.status !== "reserved") throw new Error(JSON.stringify(decision));
  return settled(decision.ledger, { logIndex: 7 });
}

/** The ledger once the newest row's log entry is durable, or known to be lost. */
function settled({ rows, lastSteps }: StepLedger, change: Partial<StepRow>): StepLedger {
  return { lastSteps, rows: rows.map((row, at) => (at === rows.length - 1 ? { ...row, ...change } : row)) };
}

const said = (decision: StepDecision): string =>
  decision.status === "refused"
    ? decision.row.code
    : decision.status === "wait"
      ? `wait ${decision.untilMs - start}`
      : `${decision.status} ${decision.row.step - step}`;

describe("reserving a step", () => {
  it("takes the running step, spends it and raises the ratchet", () => {
    const decision = decide(empty, start + 12_345);
    expect(decision).toMatchObject({ status: "reserved", of: 3, row: { account, step, n: 1, logIndex: null } });
    if (decision.status === "reserved") expect(lastStepOf(decision.ledger, account)).toBe(step);
  });

  it.each([
    [0, "reserved 0"],
    [22_000, "reserved 0"],
    [22_001, "wait 30000"],
    [29_999, "wait 30000"],
    [30_000, "reserved 1"],
  ])("at %d ms into a step says %s: never with less than 8 seconds left, never a future step", (ms, expected) => {
    expect(said(decide(empty, start + ms))).toBe(expected);
  });

  it("shows the same code again to the same recipient in the same step, and costs nothing", () => {
    const ledger = after(empty, start);
    expect(said(decide(ledger, start + 29_000))).toBe("repeat 0");
    expect(said(decide(ledger, start + 5_000, { n: 2 }))).toBe("wait 60000");
    expect(said(decide(ledger, start + 30_000))).toBe("CUSTODY_WRONG_TURN");
    expect(said(decide(ledger, start + 5_000, { recipient: "age1other" }))).toBe("CUSTODY_NOT_ASKED");
    const moved = { grant: { ...grant, recipient: "age1other" }, recipient: "age1other" };
    expect(said(decide(ledger, start + 5_000, moved))).toBe("CUSTODY_WRONG_TURN");
  });

  it("shows nothing again whose log entry nobody confirmed, or which was lost", () => {
    const decision = decide(empty, start);
    if (decision.status !== "reserved") throw new Error("not reserved");
    expect(said(decide(decision.ledger, start + 100))).toBe("CUSTODY_WRONG_TURN");
    expect(said(decide(settled(decision.ledger, { isLost: true }), start + 100))).toBe("CUSTODY_WRONG_TURN");
    expect(said(decide(settled(decision.ledger, { logIndex: 41 }), start + 100))).toBe("repeat 0");
  });

  it("gives a step of one grant to no other", () => {
    const ledger = after(empty, start);
    const other = {
      grant: { ...grant, id: "grant-2", recipient: "age1second" },
      holder: "grant-2",
      recipient: "age1second",
    };
    expect(said(decide(ledger, start + 1_000, other))).toBe("wait 60000");
    expect(said(decide(ledger, start + 60_000, other))).toBe("reserved 2");
  });

  it("leaves a step between two codes, unless the grant restores MFA", () => {
    expect(said(decide(after(empty, start), start + 30_000, { n: 2 }))).toBe("wait 60000");
    const restore = { grant: { ...grant, purpose: "mfa-restore" as const } };
    expect(said(decide(after(empty, start, restore), start + 30_000, { ...restore, n: 2 }))).toBe("reserved 1");
    // A pair over two grants would be one all the same.
    const second = { grant: { ...restore.grant, id: "grant-2" }, holder: "grant-2" };
    expect(said(decide(after(empty, start, restore), start + 30_000, second))).toBe("wait 60000");
  });

  it("refuses a fourth code", () => {
    let ledger = empty;
    for (const n of [1, 2, 3]) ledger = after(ledger, start + n * 60_000, { n });
    expect(said(decide(ledger, start + 300_000, { n: 4 }))).toBe("CUSTODY_BUDGET_SPENT");
    expect(said(decide(ledger, start + 300_000, { n: 1 }))).toBe("CUSTODY_BUDGET_SPENT");
  });

  it("refuses a code that is not the next one", () => {
    expect(said(decide(empty, start, { n: 2 }))).toBe("CUSTODY_WRONG_TURN");
    expect(said(decide(after(empty, start), start + 60_000, { n: 3 }))).toBe("CUSTODY_WRONG_TURN");
  });

  it("refuses after the window, and after 15 minutes whatever the grant says", () => {
    expect(said(decide(empty, grant.endsMs))).toBe("CUSTODY_TOO_LATE");
    expect(said(decide(empty, grant.endsMs - 29_000))).not.toBe("CUSTODY_TOO_LATE");
    const endless = { ...grant, openedMs: start, endsMs: start + 10_000_000 };
    expect(said(decide(empty, start + 900_000, { grant: endless }))).toBe("CUSTODY_TOO_LATE");
    expect(said(decide(empty, start - 1, { grant: endless }))).toBe("CUSTODY_TOO_LATE");
  });

  it("refuses a grant that may not release or does not hold the account", () => {
    expect(said(decide(empty, start, { isReleasable: false }))).toBe("CUSTODY_BAD_TRANSITION");
    expect(said(decide(empty, start, { holder: "grant-9" }))).toBe("CUSTODY_GRANT_LIVE");
    expect(said(decide(empty, start, { holder: null }))).toBe("CUSTODY_GRANT_LIVE");
  });

  it("refuses when the clock is known to be wrong, or differs from the asker's by more than two minutes", () => {
    expect(said(decide(empty, start, { skew: "wrong" }))).toBe("CUSTODY_CLOCK_WRONG");
    expect(said(decide(empty, start, { skew: "unknown" }))).toBe("reserved 0");
    for (const [seconds, expected] of [
      [120, "reserved 0"],
      [121, "CUSTODY_STALE"],
      [-120, "reserved 0"],
      [-121, "CUSTODY_STALE"],
    ] as const) {
      expect(said(decide(empty, start, { atSeconds: start / 1000 - seconds }))).toBe(expected);
    }
  });

  it("waits for a ratchet that is a little ahead, and refuses one that is far ahead", () => {
    expect(said(decide({ rows: [], lastSteps: { [account]: step } }, start))).toBe("wait 30000");
    expect(said(decide({ rows: [], lastSteps: { [account]: step + 10 } }, start))).toBe("wait 330000");
    expect(said(decide({ rows: [], lastSteps: { [account]: step + 11 } }, start))).toBe("CUSTODY_RATCHET_AHEAD");
  });

  it("does not give a spent step again when the clock was set back, even without its ratchet", () => {
    const { rows } = after(empty, start + 60_000);
    expect(said(decide({ rows, lastSteps: {} }, start, { n: 2 }))).toBe("wait 120000");
  });

  it("keeps accounts apart", () => {
    const other = { grant: { ...grant, id: "grant-2", account: "aws-cn:123456789012" }, holder: "grant-2" };
    expect(said(decide(after(empty, start), start, other))).toBe("reserved 0");
  });
});

describe("an enrolment pair", () => {
  const pair = { grant: { ...grant, id: "pair", purpose: "enrol-pair" as const, maxCodes: 3 }, holder: null };

  it("is two codes in a row and no third", () => {
    let ledger = after(empty, start, pair);
    expect(said(decide(ledger, start + 10_000, { ...pair, n: 2 }))).toBe("wait 30000");
    ledger = after(ledger, start + 30_000, { ...pair, n: 2 });
    expect(said(decide(ledger, start + 60_000, { ...pair, n: 3 }))).toBe("CUSTODY_BUDGET_SPENT");
  });

  it.each([52_001, 60_000, 90_000])("is broken when its second code is asked for at %d ms", (ms) => {
    expect(said(decide(after(empty, start, pair), start + ms, { ...pair, n: 2 }))).toBe("CUSTODY_PAIR_BROKEN");
  });

  it("takes nothing from under somebody's grant", () => {
    expect(said(decide(empty, start, { ...pair, holder: "grant-1" }))).toBe("CUSTODY_GRANT_LIVE");
  });
});

describe("the ratchet", () => {
  const accounts = [account, "aws:000000000001"];
  const boot = (nowMs: number, isSkewKnown: boolean, lastEntryMs: number | null) => ({
    nowMs,
    isSkewKnown,
    lastEntryMs,
  });

  it("is raised for every account at a start, so that the first code begins after it", () => {
    const ledger = raiseAtBoot(empty, accounts, boot(start, true, null));
    expect(accounts.map((each) => lastStepOf(ledger, each))).toEqual([step, step]);
    expect(said(decide(ledger, start + 1))).toBe("wait 30000");
  });

  it("is raised at most to a day past the last log entry when no time source answers", () => {
    const in2099 = Date.UTC(2099, 0, 1);
    const ledger = raiseAtBoot(empty, accounts, boot(in2099, false, start));
    expect(lastStepOf(ledger, account)).toBe(stepOf(start + 86_400_000));
    expect(lastStepOf(raiseAtBoot(empty, accounts, boot(in2099, true, start)), account)).toBe(stepOf(in2099));
    expect(lastStepOf(raiseAtBoot(empty, accounts, boot(start, false, start - 90_000_000)), account)).toBe(
      stepOf(start - 3_600_000),
    );
    expect(lastStepOf(raiseAtBoot(empty, accounts, boot(in2099, false, null)), account)).toBe(-1);
  });

  it("is never lowered at a start, also where only the rows know of a spent step", () => {
    const { rows } = after(empty, start);
    const ledger = raiseAtBoot({ rows, lastSteps: {} }, accounts, boot(start - 1_000_000, true, null));
    expect(lastStepOf(ledger, account)).toBe(step);
  });

  it("is lowered by a resync, though not below a spent step", () => {
    const ahead = {
      ...after(empty, start),
      lastSteps: { [account]: step + 1_000_000, "aws:000000000001": step + 1_000_000 },
    };
    const ledger = resyncSteps(ahead, accounts, start - 3_000_000);
    expect(lastStepOf(ledger, account)).toBe(step);
    expect(lastStepOf(ledger, "aws:000000000001")).toBe(step - 100);
  });

  it("says how long a code is good from the server's clock", () => {
    expect(validForMs(step, start + 12_000)).toBe(18_000);
    expect(validForMs(step, start + 31_000)).toBe(0);
  });
});
