import { ledgerErrors } from "../errors.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { wholeEntries } from "../tiles/entry-bundle.ts";
import { tileHashes } from "../tiles/tile-reader.ts";
import { tileWidth } from "../tiles/tile-path.ts";
import type { BundleFiles, BundleProblem, TileFile } from "./bundle-files.ts";
import type { HashSources } from "./prove-entries.ts";
import { SparseHashes } from "./sparse-hashes.ts";

/** What a bundle's tiles and entry bundles hold. */
export interface BundleContent {
  /** Entries by index, as far as they can be cut out. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  readonly hashes: HashSources;
  readonly problems: readonly BundleProblem[];
}

/** Reads entries and hashes out of the files, widest first, so that an older partial tile adds nothing of its own. */
export function bundleContent(files: BundleFiles): BundleContent {
  const problems: BundleProblem[] = [];
  const entries = new Map<number, Uint8Array>();
  const fromEntries = new SparseHashes();
  const stored = new SparseHashes();
  const made = new SparseHashes();
  for (const file of files.tiles.toSorted((one, other) => other.tile.width - one.tile.width)) {
    const problem = file.tile.level === "entries" ? readEntries(file, entries) : readHashes(file, stored, made);
    if (problem !== null) problems.push(problem);
  }
  for (const [index, entry] of entries) fromEntries.add({ level: 0, index }, leafHash(entry));
  fromEntries.fillUp();
  stored.fillUp();
  made.fillUp();
  return { entries, hashes: { fromEntries, fromTiles: [stored, made] }, problems };
}

function readEntries({ path, tile, bytes }: TileFile, entries: Map<number, Uint8Array>): BundleProblem | null {
  const found = wholeEntries(bytes, tile.width);
  for (const [at, entry] of found.entries.entries()) {
    const index = tile.index * tileWidth + at;
    if (!entries.has(index)) entries.set(index, entry);
  }
  if (found.rest === 0 && found.entries.length === tile.width) return null;
  const detail = `${found.entries.length} whole entries of ${tile.width}, ${found.rest} bytes behind them`;
  return { file: path, row: ledgerErrors.LEDGER_TILE_FOREIGN, detail };
}

/** `stored` takes every level, `made` only the lowest, so that the levels above are hashed anew. */
function readHashes({ path, tile, bytes }: TileFile, stored: SparseHashes, made: SparseHashes): BundleProblem | null {
  if (tile.level === "entries" || bytes.length !== tile.width * 32) {
    const detail = `${bytes.length} bytes for ${tile.width} hashes`;
    return { file: path, row: ledgerErrors.LEDGER_TILE_FOREIGN, detail };
  }
  const level = tile.level * 8;
  // A tree has fewer than 2^53 entries here.
  if (level > 52) return { file: path, row: ledgerErrors.LEDGER_TILE_FOREIGN, detail: "above any tree" };
  for (const [at, hash] of tileHashes(tile, bytes).entries()) {
    const subtree = { level, index: tile.index * tileWidth + at };
    stored.add(subtree, hash);
    if (level === 0) made.add(subtree, hash);
  }
  return null;
}

/** Tiles and entry bundles that say something else than the proven entries do. */
export function contradictingTiles(
  files: BundleFiles,
  content: BundleContent,
  isProven: (from: number, to: number) => boolean,
): readonly BundleProblem[] {
  return files.tiles
    .filter((file) => contradicts(file, content, isProven))
    .map(({ path }) => ({ file: path, row: ledgerErrors.LEDGER_TILE_FOREIGN, detail: "not what the entries give" }));
}

function contradicts(
  { tile, bytes }: TileFile,
  { entries, hashes }: BundleContent,
  isProven: (from: number, to: number) => boolean,
): boolean {
  if (tile.level === "entries") {
    return wholeEntries(bytes, tile.width).entries.some((entry, at) => {
      const index = tile.index * tileWidth + at;
      const known = isProven(index, index + 1) ? entries.get(index) : undefined;
      return known !== undefined && !isSame(known, entry);
    });
  }
  if (bytes.length !== tile.width * 32 || tile.level > 6) return false;
  const level = tile.level * 8;
  return tileHashes(tile, bytes).some((hash, at) => {
    const index = tile.index * tileWidth + at;
    const known = isProven(index * 2 ** level, (index + 1) * 2 ** level)
      ? hashes.fromEntries.get({ level, index })
      : null;
    return known !== null && !isSame(known, hash);
  });
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
