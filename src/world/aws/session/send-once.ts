import type { AwsError } from "../../../domain/snapshot/calls/aws-error.ts";
import { nextTry } from "../../../domain/snapshot/calls/next-try.ts";
import type { TokenBucket } from "../pace/token-bucket.ts";
import { readAwsError } from "./read-aws-error.ts";
import type { Runtime } from "./runtime.ts";
import { withinDeadline } from "./within-deadline.ts";

/** Where one request goes and what paces it. */
export interface OneRequest {
  /** The name under which it is remembered whether the service answers. */
  readonly service: string;
  readonly bucket: TokenBucket;
  /** Whether it is not the first try. */
  readonly again: boolean;
}

/** What came of one request. `blocked`: nothing was sent, as the service has not answered for a while. */
export type SentOnce<T> =
  | { readonly status: "answered"; readonly value: T }
  | { readonly status: "failed"; readonly error: AwsError; readonly blocked: boolean };

/** Sends one request when its bucket lets it, and keeps what that tells of the service. Throws only the abort reason. */
export async function sendOnce<T>(
  runtime: Runtime,
  { service, bucket, again }: OneRequest,
  send: (abortSignal: AbortSignal) => Promise<T>,
): Promise<SentOnce<T>> {
  const { reach, answerMillis, tally } = runtime;
  const { signal } = runtime.options;
  const dead = reach.blocked(service);
  if (dead !== null) return { status: "failed", error: dead, blocked: true };
  const ticket = await bucket.acquire(signal, again);
  tally.requests += 1;
  try {
    const value = await withinDeadline(answerMillis, signal, send);
    ticket.done("ok");
    reach.answered(service);
    return { status: "answered", value };
  } catch (thrown) {
    const error = readAwsError(thrown);
    ticket.done(nextTry(error) === "throttled" ? "throttled" : "ok");
    signal?.throwIfAborted();
    if (error.network === null) reach.answered(service);
    else reach.failed(service, error);
    return { status: "failed", error, blocked: false };
  }
}
