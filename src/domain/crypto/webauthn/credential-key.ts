import { concat, equalBytes } from "../bytes.ts";
import { toHex } from "../hex.ts";
import { onlyDer, readDer } from "./der.ts";

/** A public key that a passkey signs with. */
export type CredentialKey =
  | { readonly kind: "ed25519"; readonly key: Uint8Array }
  /** The uncompressed point: 0x04, x, y. */
  | { readonly kind: "p256"; readonly point: Uint8Array }
  | { readonly kind: "rsa"; readonly modulus: bigint; readonly exponent: bigint; readonly bytes: number };

const ed25519Start = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);
const p256Start = Uint8Array.from([
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
  0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
]);
const rsaAlgorithm = Uint8Array.from([
  0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
]);

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280) as `getPublicKey()` gives it: Ed25519, an uncompressed P-256 point, or RSA of
 * 2,048 to 4,096 bits. `null` for every other key or encoding. Whether a point lies on its curve shows when verifying.
 */
export function readCredentialKey(spki: Uint8Array): CredentialKey | null {
  const ed25519 = behind(ed25519Start, spki, 32);
  if (ed25519 !== null) return { kind: "ed25519", key: ed25519 };
  const p256 = behind(p256Start, spki, 64);
  if (p256 !== null) return { kind: "p256", point: concat(Uint8Array.of(4), p256) };
  return rsaKey(spki);
}

function behind(start: Uint8Array, spki: Uint8Array, length: number): Uint8Array | null {
  if (spki.length !== start.length + length) return null;
  return equalBytes(spki.subarray(0, start.length), start) ? spki.slice(start.length) : null;
}

function rsaKey(spki: Uint8Array): CredentialKey | null {
  const info = onlyDer(spki, 0x30);
  if (info === null || !equalBytes(info.subarray(0, rsaAlgorithm.length), rsaAlgorithm)) return null;
  const bits = onlyDer(info.subarray(rsaAlgorithm.length), 0x03);
  if (bits === null || bits[0] !== 0) return null;
  const pair = onlyDer(bits.subarray(1), 0x30);
  const first = pair === null ? null : readDer(pair);
  if (first === null || first.tag !== 0x02) return null;
  const second = onlyDer(first.rest, 0x02);
  const modulus = positive(first.body);
  const exponent = second === null ? null : positive(second);
  if (modulus === null || exponent === null) return null;
  const size = modulus.toString(2).length;
  if (size < 2048 || size > 4096 || modulus % 2n === 0n) return null;
  // SECURITY: with exponent 1 a signature is its own block and anyone can write it; a huge one is work without end.
  if (exponent < 3n || exponent % 2n === 0n || exponent >= 2n ** 32n) return null;
  return { kind: "rsa", modulus, exponent, bytes: Math.ceil(size / 8) };
}

/** A DER integer above zero in its shortest form. */
function positive(body: Uint8Array): bigint | null {
  const [first, second] = body;
  if (first === undefined || first >= 0x80 || body.length > 513) return null;
  if (first === 0 && (second === undefined || second < 0x80)) return null;
  return BigInt(`0x${toHex(body)}`);
}
