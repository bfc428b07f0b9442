import { CodedError } from "../../core/coded-error.ts";
import { ledgerErrors } from "../errors.ts";

/** How many hashes or entries a full tile holds. */
export const tileWidth = 256;

/** A file of a tiled log: 256 hashes of a level (0 to 63), or 256 entries; a partial one has the width 1 to 255. */
export interface TileAddress {
  readonly level: number | "entries";
  readonly index: number;
  readonly width: number;
}

const fullPath = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The tile's path (C2SP tlog-tiles), e.g. `tile/0/x001/x234/067.p/12`. */
export function tilePath({ level, index, width }: TileAddress): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/[0-9]{3}/g) ?? [];
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
  return `tile/${level}/${path}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** Reads such a path; each address has one path. Throws `LEDGER_TILE_FOREIGN`. */
export function parseTilePath(path: string): TileAddress {
  const [, kind = "", groups = "", width] = path.length > 100 ? [] : (fullPath.exec(path) ?? []);
  const address: TileAddress = {
    level: kind === "entries" ? kind : Number(kind),
    index: Number(groups.replaceAll(/[x/]/g, "")),
    width: width === undefined ? tileWidth : Number(width),
  };
  // A second spelling (x000/001, 01, .p/256) does not print back to itself.
  const isKnown = kind !== "" && Number.isSafeInteger(address.index) && tilePath(address) === path;
  if (!isKnown || (address.level !== "entries" && address.level > 63) || address.width > tileWidth) {
    throw new CodedError(ledgerErrors.LEDGER_TILE_FOREIGN, { detail: `path ${JSON.stringify(path.slice(0, 100))}` });
  }
  return address;
}
