import { dirname, join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { concat } from "../../domain/crypto/bytes.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import type { TileGrowth } from "../../domain/ledger/tiles/tile-growth.ts";
import { type TileAddress, tilePath, tileWidth } from "../../domain/ledger/tiles/tile-path.ts";
import { tileAt, widthOfLevel } from "../../domain/ledger/tiles/tiles-of-size.ts";
import { readFailure } from "./disk-failure.ts";
import type { LogDisk } from "./log-disk.ts";
import { readWhole, syncDirectory, writeSynced } from "./whole-file.ts";

/** The tiles and entry bundles of a log in its directory, with the unfinished ones kept in memory too. */
export class TileFiles {
  readonly #disk: LogDisk;
  readonly #directory: string;
  /** Partial tiles at the right edge of the tree, by path: what an append continues, never read again. */
  readonly #edge = new Map<string, Uint8Array>();
  readonly #known = new Set<string>();

  constructor(disk: LogDisk, directory: string) {
    this.#disk = disk;
    this.#directory = directory;
  }

  /** A tile's bytes, or those of the full tile that took its place. Throws `LEDGER_TILE_MISSING`, `LEDGER_FILES_UNREADABLE`. */
  readonly read = (tile: TileAddress): Uint8Array => {
    const path = tilePath(tile);
    const bytes = this.#edge.get(path) ?? this.file(path);
    if (bytes !== null) return bytes;
    const full = tile.width === tileWidth ? null : this.file(tilePath({ ...tile, width: tileWidth }));
    if (full !== null) return full;
    throw new CodedError(ledgerErrors.LEDGER_TILE_MISSING, { detail: path });
  };

  /** A file's bytes; `null` when there is none. Throws `LEDGER_FILES_UNREADABLE`. */
  file(path: string): Uint8Array | null {
    try {
      return readWhole(this.#disk, join(this.#directory, path));
    } catch (thrown) {
      throw readFailure(thrown, path);
    }
  }

  /** How many bytes a tile has on disk; `null` when it is not there. */
  sizeOf(tile: TileAddress): number | null {
    return this.#disk.sizeOf(join(this.#directory, tilePath(tile)));
  }

  /** Takes the unfinished tiles of a tree of this size into memory. Throws as `read` does. */
  loadEdge(size: number): void {
    this.#edge.clear();
    for (const tile of edgeOf(size)) this.#edge.set(tilePath(tile), this.read(tile));
  }

  /** Writes tiles that grew and syncs them and their names. */
  write(growths: readonly TileGrowth[]): void {
    const directories = new Set<string>();
    for (const { tile, before, added } of growths) {
      const path = tilePath(tile);
      const there = before === null ? new Uint8Array(0) : this.#edge.get(tilePath(before));
      // INVARIANT: what is continued was loaded or written by this process.
      if (there === undefined) throw new CodedError(ledgerErrors.LEDGER_TILE_MISSING, { detail: path });
      const bytes = concat(there, added);
      this.put(path, bytes, directories);
      if (before !== null) this.#edge.delete(tilePath(before));
      if (tile.width < tileWidth) this.#edge.set(path, bytes);
    }
    this.syncNames(directories);
  }

  /** Writes one tile, synced; adds the directories of which the names are still to be synced. */
  put(path: string, bytes: Uint8Array, directories: Set<string>): void {
    this.#makeDirectories(dirname(path), directories);
    writeSynced(this.#disk, join(this.#directory, path), bytes);
    directories.add(dirname(path));
  }

  /** Syncs the names in these directories. */
  syncNames(directories: ReadonlySet<string>): void {
    for (const path of directories) syncDirectory(this.#disk, join(this.#directory, path));
  }

  /** Removes the partial tiles that a full one took the place of; only after the checkpoint over it is durable. */
  dropPartials(growths: readonly TileGrowth[]): void {
    for (const { tile, before } of growths) {
      if (tile.width < tileWidth || before === null) continue;
      const path = `${tilePath(tile)}.p`;
      this.#known.delete(path);
      this.#disk.remove(join(this.#directory, path));
    }
  }

  #makeDirectories(path: string, directories: Set<string>): void {
    if (path === "." || this.#known.has(path)) return;
    this.#makeDirectories(dirname(path), directories);
    this.#disk.makeDirectory(join(this.#directory, path));
    directories.add(dirname(path));
    this.#known.add(path);
  }
}

/** The partial tiles and the partial entry bundle of a tree of this size. */
export function edgeOf(size: number): readonly TileAddress[] {
  const edge: TileAddress[] = [];
  const levels: TileAddress["level"][] = ["entries"];
  for (let level = 0; widthOfLevel(level, size) > 0; level++) levels.push(level);
  for (const level of levels) {
    const tile = tileAt(level, Math.floor(widthOfLevel(level, size) / tileWidth), size);
    if (tile !== null) edge.push(tile);
  }
  return edge;
}
