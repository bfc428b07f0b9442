import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/**
 * Opens the snapshot of `--from DIR`, or collects one: into `--save DIR`, or into a private folder that is removed once
 * `use` is done. An interrupted collection without `--save` throws CLI_INTERRUPTED; with it, what was collected is used.
 */
export async function withSnapshot<T>(invocation: Invocation, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const { io, options } = invocation;
  const { readSnapshot } = await import("../../../world/files/read-snapshot.ts");
  const from = options["from"];
  const save = options["save"];
  const resume = options["resume"] === true;
  if (typeof from === "string") {
    if (typeof save === "string" || resume) throw usageError("--from reads a snapshot; --save and --resume write one");
    return use(await readSnapshot(resolve(io.cwd, from)));
  }
  if (resume && typeof save !== "string") throw usageError("--resume needs --save DIR: the directory to go on with");
  const { collectSnapshot } = await import("./collect-snapshot.ts");
  const directory = typeof save === "string" ? resolve(io.cwd, save) : await mkdtemp(join(tmpdir(), "rootward-"));
  try {
    const outcome = await collectSnapshot(invocation, directory, resume);
    if (outcome.status === "interrupted" && typeof save !== "string") {
      throw new CodedError(cliErrors.CLI_INTERRUPTED, {
        detail: outcome.why,
        hint: "Nothing was kept. Run again with --save DIR: an interrupted run then goes on with --resume.",
      });
    }
    if (outcome.status === "interrupted") {
      io.err(`interrupted (${outcome.why}); what was collected stands in ${String(save)}, go on with --resume\n`);
    }
    return await use(await readSnapshot(directory));
  } finally {
    if (typeof save !== "string") await rm(directory, { recursive: true, force: true });
  }
}
