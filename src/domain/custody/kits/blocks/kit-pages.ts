import { toHex } from "../../../crypto/hex.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import { type KitName, writeKitBlock } from "./kit-block.ts";
import { splitKit } from "./split-kit.ts";

/** QR codes on one page. */
export const blocksPerPage = 6;

/** What one page of a printed kit says. */
export interface KitPage extends KitName {
  readonly page: number;
  readonly pages: number;
  /** First and last block on it, and how many there are in all. */
  readonly from: number;
  readonly to: number;
  readonly blocks: number;
  /** SHA-256 of the whole kit, 64 hexadecimal digits. */
  readonly sha256: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** How many sheets open the kit. */
  readonly notice: string;
  /** The texts of the QR codes, in order. */
  readonly qr: readonly string[];
}

/** What is printed, besides the kit itself. */
export interface KitPrint extends KitName {
  readonly date: string;
  readonly threshold: number;
}

/** The pages of a whole kit on paper; they hold no share. Throws `CUSTODY_KIT_IMPOSSIBLE`. */
export function kitPages(kit: Uint8Array, { vault, kitId, date, threshold }: KitPrint): readonly KitPage[] {
  const texts = splitKit(kit, { vault, kitId }).map((block) => writeKitBlock(block));
  const hash = toHex(sha256(kit));
  const pages = Math.ceil(texts.length / blocksPerPage);
  return Array.from({ length: pages }, (_, at) => {
    const qr = texts.slice(at * blocksPerPage, (at + 1) * blocksPerPage);
    const from = at * blocksPerPage + 1;
    return {
      vault,
      kitId,
      page: at + 1,
      pages,
      from,
      to: from + qr.length - 1,
      blocks: texts.length,
      sha256: hash,
      date,
      notice: `Sealed: useless without ${threshold} sheets.`,
      qr,
    };
  });
}
