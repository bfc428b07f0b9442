import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/**
 * Opens the snapshot of `--from DIR`, or collects one: into `--save DIR`, or into a private folder that is removed once
 * `use` is done. What an interrupted run collected is used, and kept in either case.
 */
export async function withSnapshot<T>(invocation: Invocation, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const { io, options } = invocation;
  const from = options["from"];
  const save = options["save"];
  const resume = options["resume"] === true;
  if (typeof from === "string") {
    if (typeof save === "string" || resume) throw usageError("--from reads a snapshot; --save and --resume write one");
    refuseReadingFlags(invocation);
    const { readSnapshot } = await import("../../../world/files/read-snapshot.ts");
    return use(await readSnapshot(resolve(io.cwd, from)));
  }
  if (resume && typeof save !== "string") throw usageError("--resume needs --save DIR: the directory to go on with");
  const { collectSnapshot } = await import("./collect-snapshot.ts");
  const { collectedSnapshot } = await import("./collected-snapshot.ts");
  const isKept = typeof save === "string";
  const directory = isKept ? resolve(io.cwd, save) : await mkdtemp(join(tmpdir(), "rootward-"));
  let isInterrupted = false;
  try {
    const outcome = await collectSnapshot(invocation, directory, resume);
    isInterrupted = outcome.status === "interrupted";
    if (outcome.status === "interrupted") {
      const place = isKept ? save : directory;
      io.err(
        `interrupted (${outcome.why}); what was collected stands in ${place}, go on with --save ${place} --resume\n`,
      );
    }
    return await use(await collectedSnapshot(invocation, directory));
  } finally {
    // INVARIANT: what was collected before an interruption is never lost.
    if (!isKept && !isInterrupted) await rm(directory, { recursive: true, force: true });
  }
}

/** What decides what AWS is asked says nothing about a snapshot: ignored, it would make an answer look narrower or wider. */
function refuseReadingFlags({ settings }: Invocation): void {
  for (const key of ["mode", "assumeRoot", "credentialReport", "accounts", "ou", "allAccounts", "excludeAccounts"]) {
    if (settings.origin(key) !== "flag") continue;
    const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw usageError(`${flag} chooses what is read from AWS; with --from the whole snapshot is analysed`);
  }
}
