import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { type AwsError, hasCode } from "../../../../domain/snapshot/calls/aws-error.ts";
import { type NextTry, nextTry } from "../../../../domain/snapshot/calls/next-try.ts";
import { backoffMillis } from "../../pace/backoff-millis.ts";
import { TokenBucket } from "../../pace/token-bucket.ts";
import type { Credentials, Identity } from "../../session/credentials.ts";
import type { Runtime } from "../../session/runtime.ts";
import type { SendOptions } from "../../session/session.ts";
import { type SentOnce, sendOnce } from "../../session/send-once.ts";
import { type DeedClients, deedClients } from "./deed-clients.ts";
import { type DeedAction, type DeedGroup, deedRates, deedSpec } from "./deed-table.ts";
import { refusedDeed } from "./refused-deed.ts";

/** Whose credentials they are. */
export interface DeedsInit {
  /** Twelve digits of the account that the session acts in; null where nobody said (the courier's own credentials). */
  readonly account: string | null;
  readonly partition: string;
  readonly credentials: Credentials;
  /** New credentials when the old ones have ended; null for a session that was handed out, which cannot be renewed. */
  readonly renew: (() => Promise<Credentials>) | null;
  /** True where only reading is allowed: every other deed is refused with `ReadOnly` before anything is sent. */
  readonly readOnly?: boolean;
}

/** How one call differs from the plain one. */
export interface DeedOptions {
  /** Where the call goes; the session's region where none is given. */
  readonly region?: string | undefined;
  /** Values of the input that must not come back in AWS's words. */
  readonly secrets?: readonly string[];
}

/** Sends one request and reads its answer to plain data; throws what the SDK throws. */
export type SendDeed<T> = (clients: DeedClients, options: SendOptions) => Promise<T>;

/** Tries in all, as for readings; a service that has answered before is worth more than one that may not exist. */
const tries = { throttled: 8, serverError: 4, silent: 8, silentFromTheStart: 3 } as const;

/**
 * Calls at AWS with the credentials of one session under approvals, paced and tried again only where that cannot do a
 * thing twice. Every outcome is a `Deed`; only the abort reason of a stopped run is thrown.
 */
export class Deeds {
  readonly account: string | null;
  readonly region: string;
  readonly runtime: Runtime;
  readonly #init: DeedsInit;
  readonly #buckets = new Map<DeedGroup, TokenBucket>();
  // SECURITY: kept only so that AWS's words can be searched for them; a private field, never printed.
  readonly #known: string[] = [];
  #clients: DeedClients;

  constructor(runtime: Runtime, init: DeedsInit) {
    this.runtime = runtime;
    this.account = init.account;
    this.region = runtime.region;
    this.#init = init;
    this.#clients = deedClients(runtime, init.partition, this.#remembering(init.credentials));
  }

  /** Makes one call. */
  async run<T>(action: DeedAction, send: SendDeed<T>, options: DeedOptions = {}): Promise<Deed<T>> {
    if (this.#init.readOnly === true && deedSpec(action).effect !== "reads") {
      const message = "These credentials are for reading. Changes need a session that was handed out under approvals.";
      return { status: "refused", action, code: "ReadOnly", message };
    }
    const tried = await this.#untilAnswered(action, send, options);
    if (tried.status === "answered") return { status: "done", value: tried.value };
    if (isAbsent(action, tried.error)) return { status: "absent" };
    return refusedDeed(action, tried.error, [...this.#known, ...(options.secrets ?? [])]);
  }

  async #untilAnswered<T>(action: DeedAction, send: SendDeed<T>, options: DeedOptions): Promise<SentOnce<T>> {
    const { timing, signal } = this.runtime.options;
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.#tryOnce(action, send, options, attempt > 1);
      if (tried.status === "answered" || tried.blocked) return tried;
      const next = nextTry(tried.error);
      if (next === "renew" && !renewed && (await this.#renew())) {
        renewed = true;
        continue;
      }
      if (next === "throttled") this.runtime.tally.throttled += 1;
      if (attempt >= this.#allowedTries(action, options, tried.error, next)) return tried;
      await timing.sleep(backoffMillis(attempt, timing.random), signal);
    }
  }

  #allowedTries(action: DeedAction, options: DeedOptions, error: AwsError, next: NextTry): number {
    if (next === "throttled") return tries.throttled;
    if (next !== "again") return 1;
    // INVARIANT: a call that must happen once is not sent again unless the first request certainly never arrived.
    if (deedSpec(action).effect === "once" && !neverSent(error)) return 1;
    if (error.network === null) return tries.serverError;
    return this.runtime.reach.hasAnswered(reachKey(action, options)) ? tries.silent : tries.silentFromTheStart;
  }

  #tryOnce<T>(action: DeedAction, send: SendDeed<T>, options: DeedOptions, again: boolean): Promise<SentOnce<T>> {
    const request = { service: reachKey(action, options), bucket: this.#bucket(deedSpec(action).group), again };
    return sendOnce(this.runtime, request, (abortSignal) => send(this.#clients, { abortSignal }));
  }

  async #renew(): Promise<boolean> {
    const { renew, partition } = this.#init;
    if (renew === null) return false;
    this.#clients = deedClients(this.runtime, partition, this.#remembering(await renew()));
    return true;
  }

  #remembering(credentials: Credentials): Credentials {
    return async () => {
      const identity = await credentials();
      for (const text of secretsOf(identity)) if (!this.#known.includes(text)) this.#known.push(text);
      return identity;
    };
  }

  #bucket(group: DeedGroup): TokenBucket {
    const known = this.#buckets.get(group);
    if (known !== undefined) return known;
    const made = new TokenBucket(deedRates[group], this.runtime.options.timing);
    this.#buckets.set(group, made);
    return made;
  }
}

function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: Identity): readonly string[] {
  return [secretAccessKey, accessKeyId, ...(sessionToken === undefined ? [] : [sessionToken])];
}

/** A missing region's host must not make the service's other hosts look dead. */
function reachKey(action: DeedAction, { region }: DeedOptions): string {
  const service = action.slice(0, action.indexOf(":"));
  return region === undefined ? service : `${service} ${region}`;
}

/** True only where no connection was made; a broken-off one may have carried the request. */
function neverSent(error: AwsError): boolean {
  return error.network === "dns" || (error.network === "refused" && /\bconnect E/.test(error.message));
}

function isAbsent(action: DeedAction, error: AwsError): boolean {
  const { absent, absentText } = deedSpec(action);
  if (error.network !== null || absent === undefined || !hasCode(error, absent)) return false;
  return absentText === undefined || absentText.test(error.message);
}
