import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an attacker holds: bytes under names, and passphrases they learned. */
export interface Loot {
  readonly pieces: ReadonlyMap<string, Uint8Array>;
  readonly passphrases: readonly string[];
}

/** Nothing. */
export const nothing: Loot = { pieces: new Map(), passphrases: [] };

/** Every file under a directory, or the file itself; sockets are no files. */
export function filesOf(path: string): Loot {
  const pieces = new Map<string, Uint8Array>();
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.isDirectory()) visit(join(at, entry.name));
      else if (entry.isFile()) pieces.set(join(at, entry.name), new Uint8Array(readFileSync(join(at, entry.name))));
    }
  };
  visit(path);
  return { pieces, passphrases: [] };
}

/** Some bytes under a name. */
export function piece(name: string, bytes: Uint8Array | string): Loot {
  return { pieces: new Map([[name, typeof bytes === "string" ? Buffer.from(bytes) : bytes]]), passphrases: [] };
}

/** A passphrase. */
export function words(passphrase: string): Loot {
  return { pieces: new Map(), passphrases: [passphrase] };
}

/** All of these together. */
export function both(...loots: readonly Loot[]): Loot {
  return {
    pieces: new Map(loots.flatMap(({ pieces }) => [...pieces])),
    passphrases: loots.flatMap(({ passphrases }) => passphrases),
  };
}
