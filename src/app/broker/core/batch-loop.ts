// One loop, one line after another, several in a batch so that they share the disk's syncs:
//   open     read, verify, decrypt; changes nothing
//   decide   one transaction: what happens, and the log entries that tell of it
//   append   the entries: journal, tiles, signed checkpoint, each synced; then the witnesses
//   answer   only now is a seed opened and a code computed
// INVARIANT: nothing leaves before its entry is in the log, and no line can come between a line's row and its entry. After a
// crash behind the transaction the entries are found in the store; a code among them never left (`release.lost`).
import { CodedError } from "../../../domain/core/coded-error.ts";
import { logEntryBytes } from "../../../domain/custody/protocol/log-entry.ts";
import { brokerErrors } from "../errors.ts";
import { Refusal } from "../insist.ts";
import { unwitnessedLine } from "../lines/unwitnessed.ts";
import type { BrokerCore } from "./broker-core.ts";
import type { Decision, Line, Logged } from "./line.ts";

interface Queued {
  readonly line: Line;
  readonly reply: (reply: object) => void;
}

interface Decided extends Queued {
  readonly decide: () => Decision;
}

const mostQueued = 1024;
const mostInBatch = 64;

/** The loop of one broker. */
export class BatchLoop {
  readonly #core: BrokerCore;
  readonly #queue: Queued[] = [];
  #running: Promise<void> | null = null;
  /** Step rows whose entry is in the log, to be marked in the next transaction. */
  #logged: { readonly account: string; readonly step: number; readonly index: number }[] = [];
  /** Why the log takes nothing more. */
  #broken: CodedError | null = null;

  constructor(core: BrokerCore) {
    this.#core = core;
  }

  /** Why the log takes nothing more; `null` while it does. */
  get broken(): CodedError | null {
    return this.#broken;
  }

  /** The reply to a line; it never rejects. */
  submit(line: Line): Promise<object> {
    if (this.#queue.length >= mostQueued)
      return Promise.resolve(refusedReply(new CodedError(brokerErrors.BROKER_BUSY)));
    const { promise, resolve } = Promise.withResolvers<object>();
    this.#queue.push({ line, reply: resolve });
    this.#running ??= this.#run();
    return promise;
  }

  /** When everything that was submitted is answered. */
  async drained(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    // Lines that come in the same turn share a batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const alone = this.#queue.findIndex(({ line }) => line.isAlone);
      const count = alone === 0 ? 1 : Math.min(mostInBatch, alone < 0 ? this.#queue.length : alone);
      await this.#take(this.#queue.splice(0, count));
    }
    this.#running = null;
  }

  async #take(batch: readonly Queued[]): Promise<void> {
    const opened = await Promise.all(
      batch.map(async (queued): Promise<Decided | null> => {
        try {
          return { ...queued, decide: await queued.line.open() };
        } catch (error) {
          queued.reply(refusedReply(error));
          return null;
        }
      }),
    );
    this.#keepQuarantine();
    await this.#perform(opened.filter((each) => each !== null));
  }

  async #perform(lines: readonly Decided[]): Promise<void> {
    if (lines.length === 0) return;
    let decisions: readonly Decision[];
    try {
      decisions = this.#commit(lines);
    } catch (error) {
      // One line's failure undoes the transaction; the others are tried by themselves.
      if (lines.length > 1) for (const line of lines) await this.#perform([line]);
      else lines[0]?.reply(refusedReply(error));
      return;
    }
    let index: number;
    try {
      index = await this.#append(decisions);
    } catch (error) {
      for (const { reply } of lines) reply(refusedReply(error));
      return;
    }
    const placed = decisions.map((decision) => {
      const logged: Logged = { index };
      index += decision.events.length;
      if (decision.spent !== undefined) this.#logged.push({ ...decision.spent, index: logged.index });
      return logged;
    });
    for (const [at, logged] of placed.entries()) decisions[at]?.kept?.(logged);
    await Promise.all(lines.map(({ reply }, at) => answered(decisions[at], placed[at]).then(reply)));
  }

  #commit(lines: readonly Decided[]): readonly Decision[] {
    const { store, deployment } = this.#core.deps;
    const decisions = store.transaction(() => {
      for (const { account, step, index } of this.#logged) store.steps.logged(account, step, index);
      const decided = lines.map(({ decide }) => {
        const decision = decidedOrRefused(decide);
        decision.write?.();
        return decision;
      });
      const events = decided.flatMap((each) => each.events);
      const isEnding = decided.some(({ endsQuarantine }) => endsQuarantine === true);
      if (!isEnding) this.#writeQuarantine();
      if (events.length > 0) {
        // INVARIANT: a log in quarantine grows by nothing but the resync. Where a line of this batch has just brought it
        // about, the others are decided again.
        const isStopped = this.#core.quarantine !== null && !isEnding;
        if (isStopped) throw new CodedError(brokerErrors.BROKER_QUARANTINED);
        if (this.#broken !== null) throw this.#broken;
        const scene = { src: "broker" as const, deployment, atMs: this.#core.nowMs() };
        store.pending.clear();
        store.pending.add(events.map((event) => logEntryBytes(event, scene)));
        store.facts.set("log-head", this.#core.checkpoint());
      }
      return decided;
    });
    this.#logged = [];
    return decisions;
  }

  /** Opening a line may have brought a quarantine about. */
  #keepQuarantine(): void {
    const { store } = this.#core.deps;
    if (this.#core.quarantine === null) return;
    try {
      store.transaction(() => this.#writeQuarantine());
    } catch {
      // It holds in memory; the next transaction tries again.
    }
  }

  #writeQuarantine(): void {
    const { quarantine, largestSeen, deps } = this.#core;
    if (quarantine === null || deps.store.facts.get("quarantine") !== null) return;
    deps.store.facts.set("quarantine", quarantine);
    deps.store.facts.set("largest-seen", largestSeen);
  }

  /** The index of the first new entry. */
  async #append(decisions: readonly Decision[]): Promise<number> {
    const { log, store, witness } = this.#core.deps;
    const count = decisions.reduce((sum, { events }) => sum + events.length, 0);
    if (count === 0) return log.head.size;
    const entries = store.pending.all();
    try {
      const { first, note } = log.append(entries);
      for (const entry of entries) this.#core.told.take(entry);
      const { min, vkeys } = this.#core.chains.roster.inForce.read.document.witnesses;
      if (witness !== undefined || min > 0) {
        const wasWitnessed = this.#core.isWitnessed;
        const cosigned = (await witness?.(note).catch(() => [])) ?? [];
        // Without a rule of the roster anybody's word will do; with one, only that of those it names.
        const counted = min === 0 ? cosigned : cosigned.filter((vkey) => vkeys.includes(vkey));
        this.#core.isWitnessed = new Set(counted).size >= Math.max(1, min);
        if (wasWitnessed && !this.#core.isWitnessed) this.#core.later(unwitnessedLine());
      }
      return first;
    } catch (error) {
      const why = error instanceof CodedError ? error.row.code : "";
      this.#broken = new CodedError(brokerErrors.BROKER_LOG_STOPPED, { detail: why, cause: error });
      this.#core.isLogBroken = true;
      this.#core.forget();
      throw this.#broken;
    }
  }
}

/** The line that refuses, by the error's row; what has none shows nothing of itself. */
export function refusedReply(error: unknown): {
  readonly status: "refused";
  readonly error: string;
  readonly detail: string;
} {
  const known = error instanceof CodedError ? error : new CodedError(brokerErrors.BROKER_INTERNAL);
  return { status: "refused", error: known.row.code, detail: (known.detail ?? "").slice(0, 500) };
}

function decidedOrRefused(decide: () => Decision): Decision {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { events: [], answer: () => refusedReply(error) };
  }
}

async function answered(decision: Decision | undefined, logged: Logged | undefined): Promise<object> {
  try {
    return (await decision?.answer(logged ?? { index: 0 })) ?? refusedReply(null);
  } catch (error) {
    return refusedReply(error);
  }
}
