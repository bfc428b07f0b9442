import { createHmac } from "node:crypto";
import { base32 } from "./base32.ts";

const stepSeconds = 30;

/** The six-digit code of a seed at a time in milliseconds (RFC 6238 with SHA-1, 30-second steps, RFC 4226 truncation). */
export function totp(seed: Uint8Array, atMillis: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMillis / 1000 / stepSeconds)));
  const mac = createHmac("sha1", seed).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return number.toString().padStart(digits, "0");
}

/** True when the code belongs to a base32 seed now, or one 30-second step before or after. */
export function isTotpOf(seed: string, code: string, atMillis: number): boolean {
  const bytes = base32(seed);
  if (bytes === null || bytes.length === 0) return false;
  return [-1, 0, 1].some((drift) => totp(bytes, atMillis + drift * stepSeconds * 1000) === code);
}
