// An anchor that anybody with a git server has: each checkpoint is a commit on the branch `checkpoints`, pushed without
// force, so that the server keeps the history even when this host is taken over and later pushes others. The repository
// here is a cache: it is bare, without index and working tree, and takes over whatever the remote has.
import { mkdir } from "node:fs/promises";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { witnessCheckpointPath } from "../../../domain/ledger/witness/witness-answer.ts";
import { anchorErrors } from "../errors.ts";
import { type FoundCheckpoint, foundIn } from "../witness/read-witnessed.ts";
import { type Environment, type Git, mustGit, runGit } from "./run-git.ts";

/** Where a git anchor lies. */
export interface GitAnchorPlace {
  /** The local repository; made bare when there is none. */
  readonly directory: string;
  /** Anything that `git push` takes. */
  readonly remote: string;
  readonly environment: Environment;
  /** For each git command; 20 seconds by default. */
  readonly timeoutMs?: number;
}

/** What came of anchoring a checkpoint. */
export type Anchored =
  | { readonly status: "anchored"; readonly commit: string }
  /** The remote went on without this host: read it back and compare before another try. */
  | { readonly status: "rejected"; readonly detail: string }
  | { readonly status: "unreachable"; readonly row: ErrorRow; readonly detail: string };

const branch = "refs/heads/checkpoints";

/** Checkpoints in a git repository elsewhere. */
export class GitAnchor {
  readonly #git: Git;
  readonly #remote: string;

  /** Throws `ANCHOR_ADDRESS_FOREIGN`. */
  constructor({ directory, remote, environment, timeoutMs = 20_000 }: GitAnchorPlace) {
    // SECURITY: git would take it for a flag, e.g. --receive-pack=<program>.
    if (remote === "" || remote.startsWith("-")) {
      throw new CodedError(anchorErrors.ANCHOR_ADDRESS_FOREIGN, { detail: `remote ${JSON.stringify(remote)}` });
    }
    this.#git = { directory, environment, timeoutMs };
    this.#remote = remote;
  }

  /** Commits a log's note and pushes. */
  async anchor(origin: string, note: Uint8Array): Promise<Anchored> {
    return this.#attempt(async () => {
      const commit = await this.#commit(origin, note);
      const pushed = await runGit(this.#git, ["push", "--quiet", this.#remote, `${branch}:${branch}`]);
      if (pushed.code === 0) return { status: "anchored", commit };
      if (/rejected|non-fast-forward|fetch first/.test(pushed.err)) return { status: "rejected", detail: pushed.err };
      return { status: "unreachable", row: anchorErrors.ANCHOR_GIT_FAILED, detail: `git push: ${pushed.err}` };
    });
  }

  /** Reads back what the remote has of a log, and takes over the remote's history. */
  async read(log: VerifierKey): Promise<FoundCheckpoint> {
    return this.#attempt<FoundCheckpoint>(async () => {
      const listed = fromUtf8(await mustGit(this.#git, ["ls-remote", this.#remote, branch]));
      if (listed === "") return { status: "none" };
      await mustGit(this.#git, ["fetch", "--quiet", "--no-tags", this.#remote, `+${branch}:${branch}`]);
      const path = `${branch}:${witnessCheckpointPath(log.name)}`;
      const blob = await runGit(this.#git, ["cat-file", "blob", path]);
      return blob.code === 0 ? foundIn(blob.out, log) : { status: "none" };
    });
  }

  async #attempt<T>(
    work: () => Promise<T>,
  ): Promise<T | { readonly status: "unreachable"; readonly row: ErrorRow; readonly detail: string }> {
    try {
      await this.#prepare();
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      return { status: "unreachable", row: thrown.row, detail: thrown.detail ?? "" };
    }
  }

  async #prepare(): Promise<void> {
    const { directory } = this.#git;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new CodedError(anchorErrors.ANCHOR_GIT_FAILED, { detail: directory, cause });
    }
    // Only a repository of its own: one further up must not be written to.
    const found = await runGit(this.#git, ["rev-parse", "--is-bare-repository", "--git-dir"]);
    const text = fromUtf8(found.out)?.trim() ?? "";
    if (found.code === 0 && (text === "true\n." || text === "false\n.git")) return;
    await mustGit(this.#git, ["init", "--quiet", "--bare", "."]);
  }

  /** A commit of the branch's tree with this note in it; the branch's own commit where the note is there already. */
  async #commit(origin: string, note: Uint8Array): Promise<string> {
    const [folder = "", file = ""] = witnessCheckpointPath(origin).split("/");
    const head = await runGit(this.#git, ["rev-parse", "--quiet", "--verify", `${branch}^{commit}`]);
    const parent = head.code === 0 ? lineOf(head.out) : null;
    const blob = lineOf(await mustGit(this.#git, ["hash-object", "-w", "--stdin"], note));
    const others = parent === null ? "" : (fromUtf8(await mustGit(this.#git, ["ls-tree", parent])) ?? "");
    const inner = lineOf(await mustGit(this.#git, ["mktree"], utf8(`100644 blob ${blob}\t${file}\n`)));
    const kept = others.split("\n").filter((line) => line !== "" && !line.endsWith(`\t${folder}`));
    const lines = [...kept, `040000 tree ${inner}\t${folder}`].map((line) => `${line}\n`).join("");
    const tree = lineOf(await mustGit(this.#git, ["mktree"], utf8(lines)));
    if (parent !== null) {
      const before = lineOf(await mustGit(this.#git, ["rev-parse", `${parent}^{tree}`]));
      if (before === tree) return parent;
    }
    const parents = parent === null ? [] : ["-p", parent];
    const message = ["-m", `checkpoint of ${origin}`];
    const commit = lineOf(await mustGit(this.#git, ["commit-tree", tree, ...parents, ...message]));
    await mustGit(this.#git, ["update-ref", branch, commit, ...(parent === null ? [] : [parent])]);
    return commit;
  }
}

function lineOf(out: Uint8Array): string {
  return fromUtf8(out)?.trim() ?? "";
}
