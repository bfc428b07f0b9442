import { CodedError } from "../../../domain/core/coded-error.ts";
import { instantOfMillis } from "../../../domain/core/instant.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { AwsError } from "../../../domain/snapshot/calls/aws-error.ts";
import { type CallName, callSpec, type RateGroup } from "../../../domain/snapshot/calls/call-table.ts";
import { explainFailure } from "../../../domain/snapshot/calls/explain-failure.ts";
import { nextTry } from "../../../domain/snapshot/calls/next-try.ts";
import { awsErrors } from "../errors.ts";
import { backoffMillis } from "../pace/backoff-millis.ts";
import { startRates } from "../pace/rates.ts";
import { TokenBucket } from "../pace/token-bucket.ts";
import { type Clients, makeClients } from "./clients.ts";
import type { Credentials } from "./credentials.ts";
import type { Runtime } from "./runtime.ts";
import { sendOnce } from "./send-once.ts";

/** Options of one request that every SDK client understands. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** Who a session is, and how it gets new credentials when AWS says that the old ones expired. */
export interface SessionInit {
  readonly account: string;
  readonly partition: string;
  readonly credentials: Credentials;
  readonly renew: () => Promise<Credentials>;
}

/** Tries in all; a service that has answered before is worth more than one that may not exist. */
const tries = { throttled: 8, serverError: 4, silent: 8, silentFromTheStart: 3 } as const;

/**
 * Credentials of one principal in one account, with the buckets of that account. All calls go through `call`, which
 * paces, retries, renews once and says what a failure means. It throws only the abort reason, and a coded error where
 * no call can ever work.
 */
export class Session {
  readonly account: string;
  readonly partition: string;
  readonly runtime: Runtime;
  /** Where the credentials come from, for calls that go through other clients; functions, so that nothing prints them. */
  readonly source: Pick<SessionInit, "credentials" | "renew">;
  readonly #renew: () => Promise<Credentials>;
  readonly #buckets = new Map<RateGroup, TokenBucket>();
  #clients: Clients;
  #generation = 0;
  #renewing: Promise<void> = Promise.resolve();

  constructor(runtime: Runtime, init: SessionInit) {
    this.runtime = runtime;
    this.account = init.account;
    this.partition = init.partition;
    this.source = { credentials: init.credentials, renew: init.renew };
    this.#renew = init.renew;
    this.#clients = makeClients(runtime, init.partition, init.credentials);
  }

  /** Sends one request, as often as it is sensible, and returns plain data or what the failure means. */
  async call<T>(name: CallName, send: Send<T>): Promise<Answer<T>> {
    const { timing } = this.runtime.options;
    const outcome = await this.#untilAnswered(name, send);
    const at = instantOfMillis(timing.now());
    if (outcome.status === "ok") return { status: "ok", call: name, value: outcome.value, at };
    const failure = explainFailure(name, outcome.error);
    if (failure.meaning === "misconfigured") throw new CodedError(awsErrors.AWS_STS_GLOBAL, { detail: failure.detail });
    return { status: "failed", call: name, failure, at };
  }

  async #untilAnswered<T>(name: CallName, send: Send<T>): Promise<Tried<T>> {
    const { timing, signal } = this.runtime.options;
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.#tryOnce(name, send, attempt > 1);
      if (tried.status === "ok" || tried.blocked) return tried;
      const next = nextTry(tried.error);
      if (next === "no" || next === "skewed") return tried;
      if (next === "renew") {
        if (renewed) return tried;
        renewed = true;
        await this.#renewSince(tried.generation);
        continue;
      }
      if (next === "throttled") this.runtime.tally.throttled += 1;
      if (attempt >= this.#allowedTries(name, tried.error, next)) return tried;
      await timing.sleep(backoffMillis(attempt, timing.random), signal);
    }
  }

  #allowedTries(name: CallName, error: AwsError, next: "throttled" | "again"): number {
    if (next === "throttled") return tries.throttled;
    if (error.network === null) return tries.serverError;
    return this.runtime.reach.hasAnswered(serviceOf(name)) ? tries.silent : tries.silentFromTheStart;
  }

  async #tryOnce<T>(name: CallName, send: Send<T>, again: boolean): Promise<Tried<T>> {
    const generation = this.#generation;
    const request = { service: serviceOf(name), bucket: this.#bucket(callSpec(name).group), again };
    const sent = await sendOnce(this.runtime, request, (abortSignal) => send(this.#clients, { abortSignal }));
    return sent.status === "answered" ? { status: "ok", value: sent.value } : { ...sent, generation };
  }

  /** Many requests find out at once that the credentials expired: the first renews them, the others wait for it. */
  #renewSince(generation: number): Promise<void> {
    if (generation === this.#generation) {
      this.#generation += 1;
      this.#renewing = this.#takeNewCredentials();
    }
    return this.#renewing;
  }

  async #takeNewCredentials(): Promise<void> {
    this.#clients = makeClients(this.runtime, this.partition, await this.#renew());
  }

  #bucket(group: RateGroup): TokenBucket {
    const known = this.#buckets.get(group);
    if (known !== undefined) return known;
    const made = new TokenBucket(startRates[group], this.runtime.options.timing);
    this.#buckets.set(group, made);
    return made;
  }
}

function serviceOf(name: CallName): string {
  return name.slice(0, name.indexOf(":"));
}

type Send<T> = (clients: Clients, options: SendOptions) => Promise<T>;

type Tried<T> =
  | { readonly status: "ok"; readonly value: T }
  | { readonly status: "failed"; readonly error: AwsError; readonly generation: number; readonly blocked: boolean };
