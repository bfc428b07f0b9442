/** The error of a request whose answer was not whole in time; named as the SDK names its own timeouts. */
export class DeadlineError extends Error {
  constructor(millis: number) {
    super(`the answer was not complete after ${millis} ms`);
    this.name = "TimeoutError";
  }
}

/**
 * Runs one request under a deadline for its whole answer. The timeouts of the HTTP handler end when headers arrive or
 * watch for idle sockets: an endpoint that drips bytes for ever passes both. The request's signal aborts with the run's
 * or at the deadline, which closes the connection.
 */
export async function withinDeadline<T>(
  millis: number,
  runSignal: AbortSignal | undefined,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let stop: (reason: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (reason) => {
      controller.abort(reason);
      reject(reason);
    };
  });
  // Nobody may be left to hear it when the request has ended first.
  stopped.catch(() => undefined);
  const onAbort = () => stop(runSignal?.reason);
  const timer = setTimeout(() => stop(new DeadlineError(millis)), millis);
  runSignal?.addEventListener("abort", onAbort, { once: true });
  if (runSignal?.aborted === true) onAbort();
  try {
    return await Promise.race([send(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    runSignal?.removeEventListener("abort", onAbort);
  }
}
