import { createHash } from "node:crypto";
import { join } from "node:path";
import type { StoredDocument } from "../../domain/snapshot/authorization-details.ts";
import type { FileSystem } from "./file-system.ts";
import { RepeatFilter } from "./repeat-filter.ts";
import { writeAtomically } from "./write-atomically.ts";

const remembered = 50_000;

/** Keeps each policy document once under `policies/`, named by the SHA-256 of its text as AWS served it. */
export class DocumentStore {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #repeats = new RepeatFilter();
  readonly #written = new Map<string, Promise<void>>();

  constructor(fs: FileSystem, directory: string) {
    this.#fs = fs;
    this.#directory = directory;
  }

  /** Writes the document unless it is there, and returns its hash. */
  async put(text: string): Promise<string> {
    const hash = hashOf(text);
    await this.#putHashed(hash, text);
    return hash;
  }

  /** See `SnapshotStore.storeDocument`. */
  async store(text: string, shared: boolean): Promise<StoredDocument> {
    const hash = hashOf(text);
    const repeated = this.#repeats.addAndTest(hash);
    const parsed = shared || repeated ? null : objectOf(text);
    if (parsed !== null) return parsed;
    await this.#putHashed(hash, text);
    return { sha256: hash };
  }

  #putHashed(hash: string, text: string): Promise<void> {
    const known = this.#written.get(hash);
    if (known !== undefined) return known;
    // Forgetting costs a look at the disk, and keeps memory flat.
    if (this.#written.size >= remembered) this.#written.clear();
    const written = this.#write(hash, text);
    this.#written.set(hash, written);
    written.catch(() => this.#written.delete(hash));
    return written;
  }

  async #write(hash: string, text: string): Promise<void> {
    const path = `policies/${hash}.json`;
    const there = await this.#fs.stat(join(this.#directory, path)).then(
      () => true,
      () => false,
    );
    if (!there) await writeAtomically(this.#fs, this.#directory, path, text);
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The document when it is a JSON object; everything else is kept as text, so that nothing is lost or guessed. */
function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}
