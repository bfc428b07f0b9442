import { CodedError } from "../../domain/core/coded-error.ts";
import { flush, isWritable } from "../../app/gate/core/record.ts";
import { submitWaiting } from "../../app/gate/requests/submit-waiting.ts";
import { followBroker } from "../../app/gate/follow/follow-broker.ts";
import { nowSeconds } from "../../app/gate/core/gate.ts";
import { deliverDue } from "../../app/gate/outbox/deliver-due.ts";
import type { GateServices } from "./handlers/handler.ts";

/** What goes on by itself while the gate runs. */
export interface Loops {
  /** Something may wait in the outbox. */
  readonly wake: () => void;
  /** Ends all, after what is under way. */
  readonly stop: () => Promise<void>;
}

const followMs = 2000;
const slowestMs = 30_000;
/** How often what waits for the broker is submitted again. */
const knockMs = 10_000;

/** Follows the broker's log and delivers notices until it is stopped. `say` takes the id of what went wrong, once each time it changes. */
export function runLoops(
  { gate, routes, send }: GateServices,
  keepShown: () => Promise<void>,
  say: (line: string) => void,
): Loops {
  const byName = new Map(routes.map((route) => [route.name, route]));
  const life = new AbortController();
  const bell = new Bell(life.signal);
  let knockedAt = 0;
  const following = repeat(
    life.signal,
    async (last) => {
      const followed = await followBroker(gate);
      if (isWritable(gate)) flush(gate);
      if (Math.abs(gate.clock.nowMs() - knockedAt) >= knockMs) {
        knockedAt = gate.clock.nowMs();
        await submitWaiting(gate);
      }
      prune(gate);
      if (followed.status === "followed") return { waitMs: followMs, trouble: "" };
      return { waitMs: Math.min(slowestMs, last * 2), trouble: followed.row.code };
    },
    say,
  );
  const delivering = repeat(
    life.signal,
    async () => {
      const next = await deliverDue(gate, byName, send);
      await bell.rings(next === null ? slowestMs : Math.max(50, next - gate.clock.nowMs()));
      return { waitMs: 0, trouble: "" };
    },
    say,
  );
  const showing = repeat(
    life.signal,
    async () => {
      await keepShown();
      return { waitMs: 1000, trouble: "" };
    },
    say,
  );
  return {
    wake: () => bell.ring(),
    stop: async () => {
      life.abort();
      bell.ring();
      await Promise.all([following, delivering, showing]);
    },
  };
}

interface Round {
  readonly waitMs: number;
  readonly trouble: string;
}

/** Does the work again and again; what fails is tried again later and later, and said once. */
async function repeat(
  signal: AbortSignal,
  work: (lastWaitMs: number) => Promise<Round>,
  say: (line: string) => void,
): Promise<void> {
  let waitMs = followMs;
  let said = "";
  while (!signal.aborted) {
    let trouble: string;
    try {
      ({ waitMs, trouble } = await work(waitMs));
    } catch (error) {
      trouble =
        error instanceof CodedError ? error.row.code : `GATE_INTERNAL ${error instanceof Error ? error.message : ""}`;
      waitMs = Math.min(slowestMs, Math.max(followMs, waitMs * 2));
    }
    if (trouble !== said && trouble !== "") say(trouble);
    said = trouble;
    if (waitMs > 0) await pause(waitMs, signal);
  }
}

function prune(gate: GateServices["gate"]): void {
  const now = nowSeconds(gate);
  if (now % 60 >= followMs / 1000) return;
  const { store } = gate;
  store.transaction(() => {
    store.nonces.prune(now);
    store.sessions.prune(now);
    store.receipts.prune(now);
  });
}

/** Wakes one sleeper early. */
class Bell {
  readonly #signal: AbortSignal;
  #wake: (() => void) | null = null;
  #hasRung = false;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  async rings(mostMs: number): Promise<void> {
    if (!this.#hasRung) {
      const early = new AbortController();
      this.#wake = () => early.abort();
      await pause(mostMs, AbortSignal.any([early.signal, this.#signal]));
      this.#wake = null;
    }
    this.#hasRung = false;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) {
      done();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, Math.min(ms, 2_000_000_000));
    signal.addEventListener("abort", end);
  });
}
