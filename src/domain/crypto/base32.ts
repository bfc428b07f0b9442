import { readBitGroups, type Tail, writeBitGroups } from "./bit-groups.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 (RFC 4648 section 6) in upper case, without padding. */
export function toBase32(bytes: Uint8Array): string {
  return writeBitGroups(bytes, alphabet, 5);
}

/**
 * Reads upper-case base32 without padding; `null` for anything else. Seeds written by other programs may end in bits that
 * belong to no byte: `tail: "any"` drops them, as authenticators do.
 */
export function fromBase32(text: string, options: { readonly tail: Tail } = { tail: "zero" }): Uint8Array | null {
  return readBitGroups(text, alphabet, 5, options.tail);
}
