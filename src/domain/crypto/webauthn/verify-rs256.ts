// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2.2). The whole encoded block is built and compared; parsing the
// padding instead is how forged signatures with small exponents have passed (Bleichenbacher, 2006).
import { concat, equalBytes } from "../bytes.ts";
import { fromHex, toHex } from "../hex.ts";
import { sha256 } from "../sha256.ts";
import type { CredentialKey } from "./credential-key.ts";

/** DigestInfo of SHA-256 up to the hash (RFC 8017 section 9.2, note 1). */
const digestInfo = Uint8Array.from([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
]);

/** Whether this RSA key signed this message. */
export function verifyRs256(
  key: Extract<CredentialKey, { kind: "rsa" }>,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== key.bytes) return false;
  const number = BigInt(`0x${toHex(signature)}`);
  if (number >= key.modulus) return false;
  const hex = power(number, key.exponent, key.modulus)
    .toString(16)
    .padStart(2 * key.bytes, "0");
  const block = fromHex(hex);
  return block !== null && equalBytes(block, encodedMessage(message, key.bytes));
}

function encodedMessage(message: Uint8Array, length: number): Uint8Array {
  const tail = concat(Uint8Array.of(0), digestInfo, sha256(message));
  return concat(Uint8Array.of(0, 1), new Uint8Array(length - 2 - tail.length).fill(0xff), tail);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
