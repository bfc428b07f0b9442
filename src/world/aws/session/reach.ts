import type { AwsError } from "../../../domain/snapshot/calls/aws-error.ts";

const patience = 4;
const pauseMillis = 15_000;

/**
 * Remembers which services do not answer at all. After four failures in a row a service is left alone for 15 s, so that
 * a hanging endpoint costs a run seconds and not a timeout per account.
 */
export class Reach {
  readonly #now: () => number;
  readonly #down = new Map<string, { failures: number; until: number; error: AwsError }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The last failure of a service that is left alone at the moment; null when it may be asked. */
  blocked(service: string): AwsError | null {
    const state = this.#down.get(service);
    if (state === undefined || state.failures < patience) return null;
    if (this.#now() < state.until) return state.error;
    // One request may probe; the next ones wait for its answer.
    state.until = this.#now() + pauseMillis;
    return null;
  }

  /** A request was answered, well or badly. */
  answered(service: string): void {
    this.#down.delete(service);
  }

  /** A request got no answer. */
  failed(service: string, error: AwsError): void {
    const failures = (this.#down.get(service)?.failures ?? 0) + 1;
    this.#down.set(service, { failures, until: this.#now() + pauseMillis, error });
  }
}
