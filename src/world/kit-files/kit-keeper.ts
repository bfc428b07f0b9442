// A vault's kit as a file beside its store: to be copied to paper, sticks and safes, and useless without the sheets. It is
// written whole or not at all, and not again while its items are the same: registered copies keep their SHA-256.
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A kit that can be written. */
export interface KitSource {
  /** Changes with the kit's items. */
  readonly signature: string;
  readonly count: number;
  readonly seal: () => Promise<Uint8Array>;
}

/** What a look at the kit came to. */
export interface KeptKit {
  readonly status: "same" | "written";
  /** Of the file, hex. */
  readonly sha256: string;
}

/** Keeps `kit-p.age` or `kit-s.age` of one directory. */
export class KitKeeper {
  readonly #directory: string;
  readonly #name: string;

  constructor(directory: string, vault: "P" | "S") {
    this.#directory = directory;
    this.#name = `kit-${vault.toLowerCase()}`;
  }

  /** Writes the kit when the file is missing, damaged or of other items. Throws what the disk throws; nothing is half-written then. */
  async keep({ signature, count, seal }: KitSource): Promise<KeptKit> {
    const there = this.#read();
    if (there?.signature === signature) return { status: "same", sha256: there.sha256 };
    // Nothing is in custody yet; what was and no longer is leaves the kit all the same.
    if (count === 0 && there === null) return { status: "same", sha256: "" };
    const bytes = await seal();
    const sha256 = hashOf(bytes);
    mkdirSync(this.#directory, { recursive: true, mode: 0o750 });
    this.#replace(`${this.#name}.age`, bytes);
    this.#replace(`${this.#name}.json`, `${JSON.stringify({ v: 1, signature, count, sha256 }, null, 2)}\n`);
    return { status: "written", sha256 };
  }

  /** What the file beside the kit says, when it fits the kit. */
  #read(): { readonly signature: string; readonly sha256: string } | null {
    try {
      const told: unknown = JSON.parse(readFileSync(join(this.#directory, `${this.#name}.json`), "utf8"));
      if (typeof told !== "object" || told === null || !("signature" in told) || !("sha256" in told)) return null;
      const { signature, sha256 } = told;
      if (typeof signature !== "string" || typeof sha256 !== "string") return null;
      const isWhole = hashOf(readFileSync(join(this.#directory, `${this.#name}.age`))) === sha256;
      return isWhole ? { signature, sha256 } : null;
    } catch {
      return null;
    }
  }

  #replace(name: string, bytes: Uint8Array | string): void {
    const temporary = join(this.#directory, `.new-${randomBytes(6).toString("hex")}`);
    try {
      writeFileSync(temporary, bytes, { mode: 0o640, flag: "wx", flush: true });
      // The process's umask keeps the group out; a kit is for whoever carries copies away.
      chmodSync(temporary, 0o640);
      renameSync(temporary, join(this.#directory, name));
      const folder = openSync(this.#directory, "r");
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
