import { p256 } from "@noble/curves/nist.js";

/** Whether this P-256 point (65 bytes) signed this message with ECDSA and SHA-256; the signature is DER as passkeys give it. */
export function verifyEs256(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // The package refuses a high S by default, which about half of all passkey signatures have.
    return p256.verify(signature, message, point, { prehash: true, lowS: false, format: "der" });
  } catch {
    // A point off the curve or bytes that are no DER signature.
    return false;
  }
}
