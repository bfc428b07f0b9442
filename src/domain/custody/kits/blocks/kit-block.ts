// RWK1, one block of a sealed kit on paper:
//   0 `RWK1` · 4 vault · 5 kit id (8) · 13 number from 1 (2) · 15 count (2) · 17 up to 600 bytes · SHA-256 of all before (4)
// The kit is ciphertext: nothing here is secret. The checksum is against damage, not against people.
import { fromBase32, toBase32 } from "../../../crypto/base32.ts";
import { concat, equalBytes, fromUtf8, utf8 } from "../../../crypto/bytes.ts";
import { fromHex, toHex } from "../../../crypto/hex.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import type { Vault } from "../../envelope/place.ts";

/** Which kit a page or block is of. */
export interface KitName {
  readonly vault: Vault;
  /** 8 random bytes as 16 hexadecimal digits, as printed. */
  readonly kitId: string;
}

/** One block of a kit. */
export interface KitBlock extends KitName {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** Bytes of the kit in one block, at most: with them the QR text has 999 characters. */
export const mostBlockBytes = 600;

/** A block, or what is known of one that is damaged: its number where its head can still be read. */
export type ReadKitBlock =
  | { readonly status: "read"; readonly block: KitBlock }
  | { readonly status: "damaged"; readonly claims: number | null };

/** The text of a block's QR code. */
export function writeKitBlock({ vault, kitId, number, count, data }: KitBlock): string {
  const counts = Uint8Array.of(number >> 8, number & 255, count >> 8, count & 255);
  const body = concat(utf8(`RWK1${vault}`), fromHex(kitId) ?? new Uint8Array(), counts, data);
  return `RWK1:${toBase32(concat(body, sha256(body).subarray(0, 4)))}`;
}

/** Reads a block's QR text; spaces, line ends and lower case are tolerated. */
export function readKitBlock(text: string): ReadKitBlock {
  const bare = text.replaceAll(/\s/g, "").toUpperCase();
  if (!bare.startsWith("RWK1:") || bare.length > 1000) return { status: "damaged", claims: null };
  const bytes = fromBase32(bare.slice(5));
  if (bytes === null) return { status: "damaged", claims: claimOf(bare.slice(5)) };
  const body = bytes.subarray(0, -4);
  const block = blockOf(body);
  if (block === null || !equalBytes(sha256(body).subarray(0, 4), bytes.subarray(body.length))) {
    return { status: "damaged", claims: claimOf(bare.slice(5)) };
  }
  return { status: "read", block };
}

function blockOf(body: Uint8Array): KitBlock | null {
  const vault = body[4] === 0x50 ? "P" : body[4] === 0x53 ? "S" : null;
  if (body.length < 18 || body.length > 17 + mostBlockBytes || vault === null) return null;
  if (fromUtf8(body.subarray(0, 4)) !== "RWK1") return null;
  const number = pair(body, 13);
  const count = pair(body, 15);
  if (number < 1 || number > count) return null;
  return { vault, kitId: toHex(body.subarray(5, 13)), number, count, data: body.slice(17) };
}

/** The number that a damaged block says it has: its head is the first 17 bytes, 28 characters. */
function claimOf(text: string): number | null {
  const head = fromBase32(text.slice(0, 28), { tail: "any" });
  if (head === null || head.length < 17 || fromUtf8(head.subarray(0, 4)) !== "RWK1") return null;
  const number = pair(head, 13);
  return number >= 1 && number <= pair(head, 15) ? number : null;
}

function pair(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
