import type { AwsError } from "../../../domain/snapshot/calls/aws-error.ts";

const patience = 4;
const pauseMillis = 15_000;
const outageMillis = 120_000;

interface State {
  failures: number;
  /** Until when nobody asks again. */
  until: number;
  /** Null: it has never answered in this run. */
  answeredAt: number | null;
  error: AwsError | null;
}

/**
 * Remembers which services do not answer. One that has never answered is left alone after four failures in a row, so
 * that a missing endpoint costs a run seconds and not a timeout per account. One that did answer is given two minutes
 * before that: an outage of seconds must not run through the list of accounts and call each of them unreachable.
 */
export class Reach {
  readonly #now: () => number;
  readonly #states = new Map<string, State>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The last failure of a service that is left alone at the moment; null when it may be asked. */
  blocked(service: string): AwsError | null {
    const state = this.#states.get(service);
    if (state === undefined || state.failures < patience) return null;
    const now = this.#now();
    if (state.answeredAt !== null && now - state.answeredAt < outageMillis) return null;
    if (now < state.until) return state.error;
    // One request may probe; the next ones wait for its answer.
    state.until = now + pauseMillis;
    return null;
  }

  /** True when the service has answered in this run. */
  hasAnswered(service: string): boolean {
    return (this.#states.get(service)?.answeredAt ?? null) !== null;
  }

  /** A request was answered, well or badly. */
  answered(service: string): void {
    const state = this.#state(service);
    state.failures = 0;
    state.answeredAt = this.#now();
  }

  /** A request got no answer. */
  failed(service: string, error: AwsError): void {
    const state = this.#state(service);
    state.failures += 1;
    state.until = this.#now() + pauseMillis;
    state.error = error;
  }

  #state(service: string): State {
    const known = this.#states.get(service);
    if (known !== undefined) return known;
    const made: State = { failures: 0, until: 0, answeredAt: null, error: null };
    this.#states.set(service, made);
    return made;
  }
}
