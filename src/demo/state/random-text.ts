import { createHash, randomBytes } from "node:crypto";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Makes ids, secrets and codes. */
export interface RandomText {
  /** `length` characters of A-Z, 2-7. */
  upper(length: number): string;
  /** `length` decimal digits. */
  digits(length: number): string;
  /** `length` characters of base64url. */
  secret(length: number): string;
}

/** Real randomness; with `seed` the same texts in the same order each time, for tests and screenshots. */
export function randomText(seed?: string): RandomText {
  let count = 0;
  const bytes = (length: number): Uint8Array => {
    if (seed === undefined) return randomBytes(length);
    const chunks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      count += 1;
      chunks.push(createHash("sha256").update(`${seed}:${count}`).digest());
    }
    return Buffer.concat(chunks).subarray(0, length);
  };
  return {
    upper: (length) => [...bytes(length)].map((byte) => base32[byte & 31]).join(""),
    digits: (length) => [...bytes(length)].map((byte) => String(byte % 10)).join(""),
    secret: (length) => Buffer.from(bytes(length)).toString("base64url").slice(0, length),
  };
}

/** A unique id such as `AROA…`, always the same for the same parts. */
export function stableId(prefix: string, ...parts: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const letter of parts.join("|")) {
    const code = letter.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + (a >>> 16)), 0x85ebca6b);
  }
  let text = "";
  for (let index = 0; index < 17; index += 1) {
    a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + index;
    b = Math.imul(b ^ (b >>> 13), 0x297a2d39) ^ a;
    text += base32[(b >>> 7) & 31];
  }
  return prefix + text;
}
