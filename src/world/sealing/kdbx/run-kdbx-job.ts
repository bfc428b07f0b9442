import { Worker } from "node:worker_threads";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { kdbxErrors } from "./errors.ts";
import { type KdbxJob, type KdbxReply, kdbxReplySchema } from "./kdbx-job.ts";
import { kdbxLimits } from "./kdbx-limits.ts";

/** How long a job may take, and what ends it before. */
export interface JobLimits {
  readonly signal?: AbortSignal | undefined;
  /** 120 s where left out. */
  readonly timeMs?: number | undefined;
}

/** Node runs the sources as they are; the published package holds JavaScript. */
const workerFile = new URL(import.meta.url.endsWith(".ts") ? "./kdbx-worker.ts" : "./kdbx-worker.js", import.meta.url);

/**
 * Runs a job in a thread of its own, so that a hostile file can neither stop this process nor fill its heap. The job's bytes
 * move there and are gone here. Throws `SEALING_KDBX_*`, `SEALING_CANCELLED`.
 */
export async function runKdbxJob(job: KdbxJob, { signal, timeMs = kdbxLimits.timeMs }: JobLimits): Promise<KdbxReply> {
  if (signal?.aborted === true) throw new CodedError(kdbxErrors.SEALING_CANCELLED);
  const worker = new Worker(workerFile, {
    workerData: job,
    transferList: buffersOf(job),
    resourceLimits: { maxOldGenerationSizeMb: kdbxLimits.heapMegabytes },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<KdbxReply>();
  const fail = (code: keyof typeof kdbxErrors, detail?: string) => reject(new CodedError(kdbxErrors[code], { detail }));
  const timer = setTimeout(() => fail("SEALING_KDBX_TIMEOUT", `${timeMs} ms`), timeMs);
  const abort = () => fail("SEALING_CANCELLED");
  signal?.addEventListener("abort", abort, { once: true });
  worker.on("message", (message: unknown) => {
    const reply = kdbxReplySchema.parse(message);
    if (reply.status === "failed") fail(reply.code, reply.detail);
    else resolve(reply);
  });
  // Deep nesting and a full heap end the thread; nothing else of it is told, the words could hold a piece of the file.
  worker.on("error", (error) => {
    const isFull = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    fail(isFull ? "SEALING_KDBX_TOO_LARGE" : "SEALING_KDBX_DAMAGED");
  });
  worker.on("exit", () => fail("SEALING_KDBX_DAMAGED"));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    // Not waited for: a key derivation under way ends first, in native code that nothing interrupts.
    void worker.terminate();
  }
}

/** The memory of every secret of a job; each must be a buffer of its own. */
function buffersOf(job: KdbxJob): ArrayBuffer[] {
  const parts =
    job.kind === "read"
      ? [job.file, job.password, job.keyFile]
      : [job.password, ...job.entries.flatMap((entry) => entry.map(({ value }) => value))];
  return parts.flatMap((part) => (part?.buffer instanceof ArrayBuffer ? [part.buffer] : []));
}
