import { readBitGroups, writeBitGroups } from "./bit-groups.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 (RFC 4648 section 4) with padding: how signed notes hold bytes. */
export function toBase64(bytes: Uint8Array): string {
  const text = writeBitGroups(bytes, alphabet, 6);
  return text + "=".repeat(paddingOf(text.length));
}

/** Reads base64 with its padding; `null` without it, for spaces, other alphabets, and a second spelling of the same bytes. */
export function fromBase64(text: string): Uint8Array | null {
  const bare = text.endsWith("==") ? text.slice(0, -2) : text.endsWith("=") ? text.slice(0, -1) : text;
  if (text.length - bare.length !== paddingOf(bare.length)) return null;
  return readBitGroups(bare, alphabet, 6, "zero");
}

function paddingOf(length: number): number {
  return (4 - (length % 4)) % 4;
}
