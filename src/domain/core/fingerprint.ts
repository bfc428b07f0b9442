import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

/**
 * The identity of a finding over time and formats: the first 32 hex digits of SHA-256 over the JSON array
 * `["v1", checkId, accountId, resource, discriminator]`. Never text, time, severity or evidence.
 */
export function fingerprint(checkId: string, account: string, resource: string, discriminator: string): string {
  const text = JSON.stringify(["v1", checkId, account, resource, discriminator]);
  return bytesToHex(sha256(encoder.encode(text)).subarray(0, 16));
}
