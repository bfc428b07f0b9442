import { utf8 } from "../../crypto/bytes.ts";
import { toHex } from "../../crypto/hex.ts";
import { sha256 } from "../../crypto/sha256.ts";

/** A short name for a kit's recipient, for log entries: 16 hex characters of its SHA-256. */
export function kitTag(recipient: string): string {
  return toHex(sha256(utf8(recipient)).subarray(0, 8));
}
