import { readBitGroups, writeBitGroups } from "./bit-groups.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url (RFC 4648 section 5) without padding: how documents hold bytes. */
export function toBase64url(bytes: Uint8Array): string {
  return writeBitGroups(bytes, alphabet, 6);
}

/** Reads base64url without padding; `null` for padding, spaces, other alphabets, and a second spelling of the same bytes. */
export function fromBase64url(text: string): Uint8Array | null {
  return readBitGroups(text, alphabet, 6, "zero");
}
