import type { StartRate } from "./rates.ts";
import type { Timing } from "./timing.ts";

const slowest = 0.5;
const cut = 0.9;
const step = 0.02;
const windowMillis = 1000;

/** A request that may leave now; `done` must be called once when its answer is there. */
export interface Ticket {
  readonly done: (outcome: "ok" | "throttled") => void;
}

interface Waiter {
  readonly resolve: (ticket: Ticket) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * The request rate to one group of operations of one paying account. The rate doubles each clean second until the first
 * throttle; after it, a throttle cuts it to nine tenths and each clean second adds 2 % of the rate at that throttle.
 * Halving on a throttle would leave about a quarter of what AWS allows unused.
 */
export class TokenBucket {
  readonly #timing: Timing;
  readonly #start: StartRate;
  #rate: number;
  #tokens: number;
  #filledAt: number;
  #inFlight = 0;
  #waiters: Waiter[] = [];
  #pumping = false;
  #throttledRate: number | null = null;
  #lastCutAt = Number.NEGATIVE_INFINITY;
  #windowStart: number;
  #windowClean = true;
  #windowFull = false;

  constructor(start: StartRate, timing: Timing) {
    this.#start = start;
    this.#timing = timing;
    this.#rate = start.rate;
    this.#tokens = start.burst;
    this.#filledAt = timing.now();
    this.#windowStart = this.#filledAt;
  }

  /** Requests per second that may leave at present. */
  get rate(): number {
    return this.#rate;
  }

  /** Waits for a turn; a request that was throttled before goes to the front. Rejects when the signal aborts. */
  acquire(signal?: AbortSignal, front = false): Promise<Ticket> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject, signal };
      if (front) this.#waiters.unshift(waiter);
      else this.#waiters.push(waiter);
      void this.#pump();
    });
  }

  /** One loop serves all waiters; it sleeps until the next token, and ends when nobody can go. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#waiters.length > 0) {
      this.#dropAborted();
      this.#refill();
      if (this.#inFlight >= this.#start.concurrent) break;
      if (this.#tokens < 1) {
        this.#windowFull = true;
        await this.#nextToken();
        continue;
      }
      this.#letGo();
    }
    this.#pumping = false;
  }

  #letGo(): void {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) return;
    this.#tokens -= 1;
    this.#inFlight += 1;
    const sentAt = this.#timing.now();
    waiter.resolve({ done: (outcome) => this.#done(outcome, sentAt) });
  }

  #done(outcome: "ok" | "throttled", sentAt: number): void {
    this.#inFlight -= 1;
    this.#refill();
    if (outcome === "throttled") this.#throttled(sentAt);
    void this.#pump();
  }

  /** Many requests may be refused at the same moment: only one sent after the last cut cuts again. */
  #throttled(sentAt: number): void {
    this.#windowClean = false;
    if (sentAt < this.#lastCutAt) return;
    this.#throttledRate = this.#rate;
    this.#rate = Math.max(slowest, this.#rate * cut);
    this.#lastCutAt = this.#timing.now();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  #refill(): void {
    const now = this.#timing.now();
    const elapsed = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#tokens = Math.min(Math.max(this.#start.burst, this.#rate / 4), this.#tokens + (elapsed * this.#rate) / 1000);
    if (now - this.#windowStart >= windowMillis) this.#closeWindow(now);
  }

  /** The rate grows only where it was the limit: an idle second says nothing about what AWS allows. */
  #closeWindow(now: number): void {
    if (this.#windowClean && this.#windowFull) {
      this.#rate = this.#throttledRate === null ? this.#rate * 2 : this.#rate + step * this.#throttledRate;
    }
    this.#windowStart = now;
    this.#windowClean = true;
    this.#windowFull = false;
  }

  async #nextToken(): Promise<void> {
    const millis = Math.max(1, Math.ceil(((1 - this.#tokens) * 1000) / this.#rate));
    // A long wait is cut into pieces, so that an abort is noticed without a listener per waiter.
    await this.#timing.sleep(Math.min(millis, 500));
  }

  #dropAborted(): void {
    const gone = this.#waiters.filter((waiter) => waiter.signal?.aborted === true);
    if (gone.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => waiter.signal?.aborted !== true);
    for (const waiter of gone) waiter.reject(waiter.signal?.reason);
  }
}
