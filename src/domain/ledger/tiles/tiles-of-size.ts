import { type TileAddress, tileWidth } from "./tile-path.ts";

/** The tile at this place in a tree of this size; `null` when the tree does not reach it. */
export function tileAt(level: TileAddress["level"], index: number, size: number): TileAddress | null {
  const width = Math.min(widthOfLevel(level, size) - index * tileWidth, tileWidth);
  return width > 0 ? { level, index, width } : null;
}

/** All tiles of a tree of this size, the entry bundles first, then level by level; `from` leaves out what it had in full. */
export function* tilesOfSize(size: number, from = 0): Generator<TileAddress, void, undefined> {
  for (const level of levelsOf(size)) {
    for (let index = Math.floor(widthOfLevel(level, from) / tileWidth); ; index++) {
      const tile = tileAt(level, index, size);
      if (tile === null) break;
      // Between two sizes a tile is new only when it grew.
      if (tile.width > widthOfLevel(level, from) - index * tileWidth) yield tile;
    }
  }
}

/** How many hashes of this level, or entries, a tree of this size has. */
export function widthOfLevel(level: TileAddress["level"], size: number): number {
  return level === "entries" ? size : Math.floor(size / tileWidth ** level);
}

function levelsOf(size: number): readonly TileAddress["level"][] {
  const levels: TileAddress["level"][] = ["entries"];
  for (let level = 0; widthOfLevel(level, size) > 0; level++) levels.push(level);
  return levels;
}
