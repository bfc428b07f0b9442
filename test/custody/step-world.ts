import * as fc from "fast-check";
import { raiseAtBoot } from "../../src/domain/custody/steps/recover-steps.ts";
import { type CodeGrant, reserveStep } from "../../src/domain/custody/steps/reserve-step.ts";
import { type StepLedger, stepOf, type StepPurpose, type StepRow } from "../../src/domain/custody/steps/step-ledger.ts";

/** One thing that happens to the pretend broker. */
export type StepCommand =
  | { readonly kind: "clock"; readonly byMs: number }
  | {
      readonly kind: "ask";
      readonly account: number;
      /** Which of the account's grants asks; only one holds the account. */
      readonly client: number;
      readonly n: "next" | "last" | number;
      readonly isForeign: boolean;
    }
  /** The oldest code under way moves on: entry, checkpoint, answer. */
  | { readonly kind: "advance"; readonly which: number }
  | { readonly kind: "crash"; readonly tornTail: boolean; readonly isSkewKnown: boolean }
  | { readonly kind: "hand-over"; readonly account: number };

/** A code that left the broker. */
export interface Emission {
  readonly account: string;
  readonly step: number;
  readonly grantId: string;
  readonly recipient: string;
  readonly isRepeat: boolean;
}

interface UnderWay {
  readonly row: StepRow;
  stage: "committed" | "written" | "checkpointed";
}

interface Entry {
  readonly account: string;
  readonly step: number;
  readonly type: "release.code" | "release.lost";
}

const accounts = ["aws:000000000001", "aws:000000000002"] as const;
const purposes: readonly StepPurpose[] = ["lockout", "mfa-restore", "billing"];

/**
 * A pretend broker whose store survives a crash and whose memory does not. It does what the real one must do in its order
 * (row, entry, checkpoint, answer); every decision is the product's.
 */
export class StepWorld {
  readonly emissions: Emission[] = [];
  readonly reservations: { readonly row: StepRow; readonly nowMs: number }[] = [];
  readonly log: Entry[] = [];
  #checkpointed = 0;
  #ledger: StepLedger = { rows: [], lastSteps: {} };
  #nowMs = 1_795_230_000_000;
  #boot = 1;
  #underWay: UnderWay[] = [];
  #clients = [0, 0];

  run(commands: readonly StepCommand[]): void {
    for (const command of commands) this.#take(command);
  }

  #take(command: StepCommand): void {
    switch (command.kind) {
      case "clock":
        this.#nowMs += command.byMs;
        return;
      case "ask":
        return this.#ask(command);
      case "advance":
        return this.#advance(command.which);
      case "crash":
        return this.#crash(command);
      case "hand-over":
        this.#clients[command.account] = (this.#clients[command.account] ?? 0) + 1;
    }
  }

  #grant(account: number, client: number): CodeGrant {
    const id = `grant-${account}-${client}`;
    return {
      id,
      account: accounts[account] ?? "",
      purpose: purposes[client % purposes.length] ?? "lockout",
      recipient: `to-${id}`,
      maxCodes: 3,
      openedMs: null,
      endsMs: Number.MAX_SAFE_INTEGER,
    };
  }

  #ask({ account, client, n, isForeign }: Extract<StepCommand, { readonly kind: "ask" }>): void {
    const holder = this.#clients[account] ?? 0;
    const grant = this.#grant(account, Math.max(0, holder - client));
    const used = this.#ledger.rows.filter((row) => row.grantId === grant.id).length;
    const decision = reserveStep(
      this.#ledger,
      {
        grant,
        isReleasable: true,
        holder: this.#grant(account, holder).id,
        n: n === "next" ? used + 1 : n === "last" ? Math.max(1, used) : n,
        recipient: isForeign ? "to-somebody-else" : grant.recipient,
        atSeconds: Math.floor(this.#nowMs / 1000),
        skew: "known",
        bootId: `boot-${this.#boot}`,
      },
      this.#nowMs,
    );
    if (decision.status === "reserved") {
      this.#ledger = decision.ledger;
      this.reservations.push({ row: decision.row, nowMs: this.#nowMs });
      this.#underWay.push({ row: decision.row, stage: "committed" });
    } else if (decision.status === "repeat") this.#emit(decision.row, true);
  }

  #advance(which: number): void {
    const item = this.#underWay[which % Math.max(1, this.#underWay.length)];
    if (item === undefined) return;
    const { account, step } = item.row;
    if (item.stage === "committed") {
      this.log.push({ account, step, type: "release.code" });
      item.stage = "written";
    } else if (item.stage === "written") {
      this.#checkpointed = this.log.length;
      const index = this.log.findIndex((entry) => entry.account === account && entry.step === step);
      this.#settle((row) => (row.account === account && row.step === step ? index : row.logIndex));
      item.stage = "checkpointed";
    } else {
      this.#underWay = this.#underWay.filter((each) => each !== item);
      this.#emit(item.row, false);
    }
  }

  #crash({ tornTail, isSkewKnown }: Extract<StepCommand, { readonly kind: "crash" }>): void {
    this.#underWay = [];
    this.#boot++;
    if (tornTail) this.log.length = Math.max(this.#checkpointed, this.log.length - 1);
    const lost = this.#ledger.rows.filter((row) => row.logIndex === null && !row.isLost && this.#indexOf(row) === null);
    this.#settle((row) => row.logIndex ?? this.#indexOf(row), lost);
    for (const { account, step } of lost) this.log.push({ account, step, type: "release.lost" });
    this.#checkpointed = this.log.length;
    this.#ledger = raiseAtBoot(this.#ledger, accounts, {
      nowMs: this.#nowMs,
      isSkewKnown,
      lastEntryMs: this.#nowMs,
    });
  }

  #indexOf({ account, step }: StepRow): number | null {
    const index = this.log.findIndex((entry) => entry.account === account && entry.step === step);
    return index < 0 ? null : index;
  }

  /** What the store does in its place: the rows get the places of their entries, or are known to have none. */
  #settle(indexOf: (row: StepRow) => number | null, lost: readonly StepRow[] = []): void {
    const rows = this.#ledger.rows.map((row) =>
      row.isLost ? row : { ...row, logIndex: indexOf(row), isLost: lost.includes(row) },
    );
    this.#ledger = { ...this.#ledger, rows };
  }

  #emit({ account, step, grantId, recipient }: StepRow, isRepeat: boolean): void {
    this.emissions.push({ account, step, grantId, recipient, isRepeat });
  }
}

/** What must hold of every history, as sentences that are false of this one. */
export function brokenPromises(world: StepWorld): readonly string[] {
  const broken: string[] = [];
  const say = (holds: boolean, what: string): number => (holds ? 0 : broken.push(what));
  const owner = new Map<string, string>();
  for (const { account, step, grantId, recipient } of world.emissions) {
    const key = `${account} ${step}`;
    const known = owner.get(key);
    say(known === undefined || known === `${grantId} ${recipient}`, `${key} went to two`);
    owner.set(key, `${grantId} ${recipient}`);
    const entries = world.log.filter((entry) => entry.account === account && entry.step === step);
    say(entries.length === 1 && entries[0]?.type === "release.code", `${key} left without its one entry`);
    say(recipient === `to-${grantId}`, `${key} was sealed to another`);
  }
  const last = new Map<string, StepRow>();
  const codes = new Map<string, Set<number>>();
  for (const { row, nowMs } of world.reservations) {
    const before = last.get(row.account);
    say(row.step === stepOf(nowMs), `${row.account} ${row.step} was not the running step`);
    say((row.step + 1) * 30_000 - nowMs >= 8_000, `${row.account} ${row.step} had less than 8 s left`);
    if (before !== undefined) {
      say(row.step > before.step, `${row.account} went back to ${row.step}`);
      const isPair = row.grantId === before.grantId && row.purpose === "mfa-restore";
      say(row.step > before.step + 1 || isPair, `${row.account} ${row.step} follows another code at once`);
    }
    last.set(row.account, row);
    const own = codes.get(row.grantId) ?? new Set();
    codes.set(row.grantId, own.add(row.step));
    say(own.size <= 3, `${row.grantId} got a fourth code`);
  }
  const entries = world.log.map(({ account, step }) => `${account} ${step}`);
  say(new Set(entries).size === entries.length, "the log has a step twice");
  return broken;
}

/** Random histories: clients, clock jumps both ways, crashes at every point between commit and answer. */
export const histories: fc.Arbitrary<readonly StepCommand[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("ask" as const),
        account: fc.nat({ max: 1 }),
        client: fc.constantFrom(0, 0, 0, 0, 1, 2),
        n: fc.oneof({ weight: 6, arbitrary: fc.constantFrom("next" as const, "last" as const) }, fc.nat({ max: 5 })),
        isForeign: fc.constantFrom(false, false, false, false, false, true),
      }),
    },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant("advance" as const), which: fc.nat({ max: 2 }) }) },
    { weight: 4, arbitrary: clock({ min: 0, max: 45_000 }) },
    { weight: 2, arbitrary: clock({ min: -100_000, max: 100_000 }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("crash" as const),
        tornTail: fc.boolean(),
        isSkewKnown: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("hand-over" as const), account: fc.nat({ max: 1 }) }) },
  ),
  { minLength: 20, maxLength: 120, size: "max" },
);

function clock(range: { readonly min: number; readonly max: number }): fc.Arbitrary<StepCommand> {
  return fc.record({ kind: fc.constant("clock" as const), byMs: fc.integer(range) });
}
