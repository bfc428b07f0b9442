import { CodedError } from "../../core/coded-error.ts";
import type { ErrorRow } from "../../core/error-row.ts";
import { ledgerErrors } from "../errors.ts";
import { parseTilePath, type TileAddress, tilePath } from "../tiles/tile-path.ts";
import { tileAt, tilesOfSize } from "../tiles/tiles-of-size.ts";

/** Something in a bundle that does not hold. */
export interface BundleProblem {
  /** Path in the bundle; `null` when it concerns the log as a whole or a checkpoint from elsewhere. */
  readonly file: string | null;
  readonly row: ErrorRow;
  readonly detail: string;
}

/** A tile file with its place in the tree. */
export interface TileFile {
  readonly path: string;
  readonly tile: TileAddress;
  readonly bytes: Uint8Array;
}

/** A bundle's files by what they are. */
export interface BundleFiles {
  readonly newest: Uint8Array | null;
  /** `checkpoints/<anything>`: earlier ones, each a note. */
  readonly earlier: ReadonlyMap<string, Uint8Array>;
  readonly tiles: readonly TileFile[];
  readonly problems: readonly BundleProblem[];
}

const missingTold = 20;

/** Sorts a bundle's files; one that is no file of a log is a problem, so that nothing in a bundle goes unlooked at. */
export function sortBundleFiles(files: ReadonlyMap<string, Uint8Array>): BundleFiles {
  const earlier = new Map<string, Uint8Array>();
  const tiles: TileFile[] = [];
  const problems: BundleProblem[] = [];
  for (const [path, bytes] of files) {
    if (path === "checkpoint") continue;
    if (/^checkpoints\/[0-9A-Za-z._-]{1,100}$/.test(path)) earlier.set(path, bytes);
    else {
      try {
        tiles.push({ path, tile: parseTilePath(path), bytes });
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        problems.push({ file: path.slice(0, 200), row: error.row, detail: "no file of a log has this name" });
      }
    }
  }
  const newest = files.get("checkpoint") ?? null;
  if (newest === null) {
    problems.push({ file: "checkpoint", row: ledgerErrors.LEDGER_TILE_MISSING, detail: "the newest checkpoint" });
  }
  return { newest, earlier, tiles, problems };
}

/** The tiles that a tree of this size must have and the bundle lacks; after 20 it stops, as a size can be any number. */
export function missingTiles(files: BundleFiles, size: number): readonly BundleProblem[] {
  const there = new Set(files.tiles.map(({ path }) => path));
  const problems: BundleProblem[] = [];
  for (const tile of tilesOfSize(size)) {
    const file = tilePath(tile);
    if (there.has(file)) continue;
    if (problems.length === missingTold) {
      return [...problems, { file: null, row: ledgerErrors.LEDGER_TILE_MISSING, detail: "and more" }];
    }
    problems.push({ file, row: ledgerErrors.LEDGER_TILE_MISSING, detail: `a tree of size ${size} has it` });
  }
  return problems;
}

/** Tiles that lie beyond a tree of this size or are wider than it. */
export function foreignTiles(files: BundleFiles, size: number): readonly BundleProblem[] {
  return files.tiles
    .filter(({ tile }) => (tileAt(tile.level, tile.index, size)?.width ?? 0) < tile.width)
    .map(({ path }) => ({ file: path, row: ledgerErrors.LEDGER_TILE_FOREIGN, detail: `beyond size ${size}` }));
}
