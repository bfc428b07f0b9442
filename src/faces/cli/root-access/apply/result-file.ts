// What running a plan did, in a file beside it. It is written before and after every call, so that a run that is stopped
// or killed leaves where it was; an old policy is on disk before the new one is written. Nothing of a session is in it.
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { z } from "zod";
import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { ToldCall } from "../../../../app/root-access/run/told-call.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../../domain/crypto/sha256.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { writeNewFile } from "../../../../world/files/write-new-file.ts";
import { readBytes, writeBytes } from "../../byte-files.ts";
import { rootAccessCliErrors } from "../errors.ts";

const text = z.string().max(4096);
const callSchema = z.strictObject({
  at: text,
  action: text,
  target: text.nullable(),
  isWrite: z.boolean(),
  outcome: z.enum(["done", "absent", "refused"]),
  code: text.nullable(),
});
const runSchema = z.strictObject({
  /** Id of the request, or hash of the document, that the session was asked under. */
  under: text,
  startedAt: text,
  /** AWS ends the session then. */
  sessionEndsAt: text,
  /** `running` in a file that nobody is writing any more: the program was killed. */
  state: z.enum(["running", "stopped", "ended"]),
  calls: z.array(callSchema).max(10_000),
  /** A change that was asked for and not answered yet: whether AWS made it is not known. */
  underWay: z.strictObject({ action: text, target: text.nullable() }).nullable(),
  /** See `RunOutcome`; `null` where the run was stopped. */
  outcome: z.looseObject({ status: text }).nullable(),
});
/** The file of results, as it is read again. */
export const resultSchema = z.strictObject({
  schema: z.literal("rootward.root-access-result/v1"),
  task: text,
  /** SHA-256 of the plan file, base64url. */
  planHash: z.string().length(43),
  runs: z.array(runSchema).max(1000),
  /** Texts that a run replaced or deleted, as AWS gave them; `file` holds the text alone. */
  oldPolicies: z
    .array(z.strictObject({ at: text, policy: z.string().max(100_000).nullable(), file: text.nullable() }))
    .max(1000),
});

/** One run as it stands in the file. */
export type StoredRun = z.infer<typeof runSchema>;

type Stored = z.infer<typeof resultSchema>;

/** A plan whose runs are written down. */
export interface ResultOf {
  readonly cwd: string;
  /** As the person typed it. */
  readonly file: string;
  readonly plan: RootAccessPlan;
  readonly planBytes: Uint8Array;
  readonly nowMs: () => number;
}

/** The result file of a plan; every method leaves it whole on disk. Throws `CLI_OUTPUT_UNWRITABLE`. */
export class ResultFile {
  readonly file: string;
  readonly #cwd: string;
  readonly #nowMs: () => number;
  readonly #stored: Stored;

  private constructor({ cwd, file, nowMs }: ResultOf, stored: Stored) {
    this.file = file;
    this.#cwd = cwd;
    this.#nowMs = nowMs;
    this.#stored = stored;
  }

  /** Opens the file or begins it. Throws `ROOT_ACCESS_RESULT_FOREIGN` for another plan's, and for one that was changed. */
  static open(of: ResultOf): ResultFile {
    const { cwd, file, plan, planBytes } = of;
    const planHash = toBase64url(sha256(planBytes));
    if (existsSync(resolve(cwd, file))) {
      const stored = readStored(readBytes(cwd, file), file);
      if (stored.planHash !== planHash) throw foreign(file, "it is of another plan, or the plan was changed since");
      return new ResultFile(of, stored);
    }
    const { task } = plan;
    const schema = "rootward.root-access-result/v1";
    return new ResultFile(of, { schema, task, planHash, runs: [], oldPolicies: [] });
  }

  /** The number of the next ask under a request or document, from 1. */
  nextNumber(under: string): number {
    return this.runsUnder(under).length + 1;
  }

  /** Proves that the file can be written, before a session is asked for. */
  touch(): void {
    this.#write();
  }

  begin(under: string, sessionEndsAt: number): void {
    this.#stored.runs.push({
      under,
      startedAt: this.#now(),
      sessionEndsAt: new Date(sessionEndsAt * 1000).toISOString(),
      state: "running",
      calls: [],
      underWay: null,
      outcome: null,
    });
    this.#write();
  }

  /** Before a change is asked for. */
  about(action: string, target: string | null): void {
    this.run.underWay = { action, target };
    this.#write();
  }

  called(call: ToldCall): void {
    this.run.calls.push({ at: this.#now(), ...call });
    this.run.underWay = null;
    this.#write();
  }

  /** Keeps the text of a policy that is about to be replaced; returns when it is on disk, in a file of its own too. */
  async keepOldPolicy(policy: string | null): Promise<void> {
    const { oldPolicies } = this.#stored;
    if (oldPolicies.some((each) => each.policy === policy)) return;
    const file = policy === null ? null : await this.#ownFile(policy);
    oldPolicies.push({ at: this.#now(), policy, file });
    this.#write();
  }

  end(outcome: RunOutcome): void {
    this.run.state = "ended";
    this.run.outcome = plainOutcome(outcome);
    this.#write();
  }

  /** The run did not come to its end. */
  stop(): void {
    this.run.state = "stopped";
    this.#write();
  }

  /** Files with the texts of old policies. */
  get oldPolicyFiles(): readonly string[] {
    return this.#stored.oldPolicies.flatMap(({ file }) => (file === null ? [] : [file]));
  }

  /** All runs under a request or document, the oldest first. */
  runsUnder(under: string): readonly StoredRun[] {
    return this.#stored.runs.filter((run) => run.under === under);
  }

  /** The run that is written now. */
  get run(): StoredRun {
    const run = this.#stored.runs.at(-1);
    if (run === undefined) throw new Error("no run was begun");
    return run;
  }

  // INVARIANT: never over another text: it may be the only copy.
  async #ownFile(policy: string): Promise<string> {
    const base = withoutJson(withoutJson(this.file).replace(/\.result$/, ""));
    for (let number = 1; ; number += 1) {
      const file = `${base}.old-policy${number === 1 ? "" : `-${number}`}.json`;
      if (existsSync(resolve(this.#cwd, file))) continue;
      await writeNewFile(resolve(this.#cwd, file), utf8(policy));
      return relative(this.#cwd, resolve(this.#cwd, file));
    }
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }

  #write(): void {
    writeBytes(this.#cwd, this.file, utf8(`${JSON.stringify(this.#stored, null, 2)}\n`));
  }
}

/** `plan` of `plan.json`. */
export function withoutJson(file: string): string {
  return file.replace(/\.json$/, "");
}

function plainOutcome(outcome: RunOutcome): Stored["runs"][number]["outcome"] {
  if (outcome.status !== "stale") return { ...outcome };
  const { status, row, detail } = outcome;
  return { status, code: row.code, detail };
}

function readStored(bytes: Uint8Array, file: string): Stored {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw foreign(file, "no JSON");
  }
  const read = resultSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = ["$", ...(issue?.path ?? []).map(String)].join(".").slice(0, 200);
  throw foreign(file, issue?.message ?? "unfit", path);
}

function foreign(file: string, detail: string, path?: string): CodedError {
  const position = { file, ...(path === undefined ? {} : { path }) };
  return new CodedError(rootAccessCliErrors.ROOT_ACCESS_RESULT_FOREIGN, { detail, position });
}
