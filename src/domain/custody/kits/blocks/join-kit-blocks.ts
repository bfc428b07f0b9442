import { concat, equalBytes } from "../../../crypto/bytes.ts";
import { toHex } from "../../../crypto/hex.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { type KitBlock, type KitName, readKitBlock } from "./kit-block.ts";

/** A scan that is no sound block. */
export interface DamagedScan {
  /** The how-many-th of what was scanned, from 1. */
  readonly scan: number;
  /** The block it says it is, where that can be read. */
  readonly claims: number | null;
}

/** What came of scanning a printed kit. */
export type JoinedKit =
  | {
      readonly status: "whole";
      readonly name: KitName;
      readonly kit: Uint8Array;
      readonly sha256: string;
      /** Whether the hash was held against the printed one; without it only each block's checksum was. */
      readonly isCompared: boolean;
      readonly damaged: readonly DamagedScan[];
    }
  | (Refused & {
      /** Numbers of blocks that no sound scan holds; `null` while not even one is there. */
      readonly missing: readonly number[] | null;
      readonly damaged: readonly DamagedScan[];
    });

/**
 * Joins scans in any order, repeats ignored. Refuses blocks of two kits or vaults (`CUSTODY_KIT_BLOCKS_MIXED`), an
 * incomplete kit (`CUSTODY_KIT_BLOCKS_MISSING`), and a whole that is not the one printed (`CUSTODY_KIT_CHANGED`).
 */
export function joinKitBlocks(scans: readonly string[], printedSha256: string | null): JoinedKit {
  const blocks: KitBlock[] = [];
  const damaged: DamagedScan[] = [];
  for (const [at, scan] of scans.entries()) {
    const read = readKitBlock(scan);
    if (read.status === "read") blocks.push(read.block);
    else damaged.push({ scan: at + 1, claims: read.claims });
  }
  const [first] = blocks;
  if (first === undefined)
    return no(kitErrors.CUSTODY_KIT_BLOCKS_MISSING, "not one block could be read", null, damaged);
  const stranger = blocks.find((block) => !isOfOneKit(block, first));
  if (stranger !== undefined) {
    const names = `${nameText(first)} and ${nameText(stranger)}`;
    return no(kitErrors.CUSTODY_KIT_BLOCKS_MIXED, names, null, damaged);
  }
  return joined(first, blocks, damaged, printedSha256);
}

function joined(
  first: KitBlock,
  blocks: readonly KitBlock[],
  damaged: readonly DamagedScan[],
  printedSha256: string | null,
): JoinedKit {
  const byNumber = new Map<number, KitBlock>();
  for (const block of blocks) {
    const known = byNumber.get(block.number);
    if (known !== undefined && !equalBytes(known.data, block.data)) {
      return no(kitErrors.CUSTODY_KIT_BLOCKS_MIXED, `two different blocks ${block.number}`, null, damaged);
    }
    byNumber.set(block.number, block);
  }
  const numbers = Array.from({ length: first.count }, (_, at) => at + 1);
  const missing = numbers.filter((number) => !byNumber.has(number));
  if (missing.length > 0) {
    const detail = `of ${first.count} blocks: ${rangesText(missing)}`;
    return no(kitErrors.CUSTODY_KIT_BLOCKS_MISSING, detail, missing, damaged);
  }
  const kit = concat(...numbers.map((number) => byNumber.get(number)?.data ?? new Uint8Array()));
  const hash = toHex(sha256(kit));
  const printed = printedSha256?.replaceAll(/\s/g, "").toLowerCase() ?? null;
  if (printed !== null && printed !== hash) return no(kitErrors.CUSTODY_KIT_CHANGED, `SHA-256 ${hash}`, [], damaged);
  const name = { vault: first.vault, kitId: first.kitId };
  return { status: "whole", name, kit, sha256: hash, isCompared: printed !== null, damaged };
}

function isOfOneKit(one: KitBlock, other: KitBlock): boolean {
  return one.vault === other.vault && one.kitId === other.kitId && one.count === other.count;
}

function nameText({ vault, kitId, count }: KitBlock): string {
  return `kit ${kitId} of vault ${vault} in ${count} blocks`;
}

/** `3, 7-9`, and how many more where there are many. */
function rangesText(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const shown = ranges.slice(0, 20).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return ranges.length > 20 ? `${shown.join(", ")} and more` : shown.join(", ");
}

function no(
  row: Refused["row"],
  detail: string,
  missing: readonly number[] | null,
  damaged: readonly DamagedScan[],
): JoinedKit {
  const claims = damaged.map(({ scan, claims }) => `scan ${scan}${claims === null ? "" : ` (block ${claims})`}`);
  const damage = claims.length === 0 ? "" : `; damaged: ${claims.slice(0, 20).join(", ")}`;
  return { ...refused(row, detail + damage), missing, damaged };
}
