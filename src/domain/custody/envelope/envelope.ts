// RWE1, the envelope around everything a vault stores:
//   0  4    "RWE1"
//   4  1    suite, 0x01 = AES-256-GCM
//   5  16   key check value
//   21 12   random nonce
//   33 n+16 ciphertext and tag
// The associated data is rebuilt from the row's key columns. A row swapped with another, of another account, version,
// vault or deployment, therefore fails its key check value just as with a wrong key: both mean "this key does not open
// this row". An older row put back with its own version does fit; only the ledger tells which version is current.
import { CodedError } from "../../core/coded-error.ts";
import { Secret } from "../../core/secret.ts";
import { aesGcmTagBytes, openAesGcm, sealAesGcm } from "../../crypto/aes-gcm.ts";
import { concat, equalBytes, utf8 } from "../../crypto/bytes.ts";
import { envelopeAad, type EnvelopePlace } from "./envelope-place.ts";
import { envelopeErrors } from "./errors.ts";
import { keyCheckValue } from "./key-check-value.ts";

const magic = utf8("RWE1");
const suite = 1;
const headBytes = 33;

/** What is to be sealed, where, and with which fresh nonce (12 random bytes). */
export interface Sealing {
  readonly key: Secret<Uint8Array>;
  readonly place: EnvelopePlace;
  readonly nonce: Uint8Array;
  readonly plaintext: Secret<Uint8Array>;
}

/** An envelope, and where its row stands. */
export interface Opening {
  readonly key: Secret<Uint8Array>;
  readonly place: EnvelopePlace;
  readonly envelope: Uint8Array;
}

/** What came of opening an envelope. */
export type Opened =
  | { readonly status: "opened"; readonly plaintext: Secret<Uint8Array> }
  /** Another key, or a row that was moved here from another place. */
  | { readonly status: "wrong-key" }
  /** The right key and place, but other bytes than were sealed. */
  | { readonly status: "tampered" }
  | { readonly status: "not-an-envelope"; readonly why: "too-short" | "other-magic" | "unknown-suite" };

/** Seals a secret to its place. Throws `CUSTODY_PLACE_IMPOSSIBLE`, `CUSTODY_KEY_LENGTH`. */
export function sealEnvelope({ key, place, nonce, plaintext }: Sealing): Uint8Array {
  const bytes = checkedKey(key);
  if (nonce.length !== 12) throw wrongLength("a nonce", nonce.length, 12);
  const sealed = sealAesGcm({ key: bytes, nonce, aad: envelopeAad(place) }, plaintext.reveal());
  return concat(magic, Uint8Array.of(suite), keyCheckValue(key, place), nonce, sealed);
}

/** Opens the envelope of the row at this place. Throws `CUSTODY_PLACE_IMPOSSIBLE`, `CUSTODY_KEY_LENGTH`. */
export function openEnvelope({ key, place, envelope }: Opening): Opened {
  const bytes = checkedKey(key);
  const aad = envelopeAad(place);
  if (envelope.length < headBytes + aesGcmTagBytes) return { status: "not-an-envelope", why: "too-short" };
  if (!equalBytes(envelope.subarray(0, 4), magic)) return { status: "not-an-envelope", why: "other-magic" };
  if (envelope[4] !== suite) return { status: "not-an-envelope", why: "unknown-suite" };
  if (!equalBytes(envelope.subarray(5, 21), keyCheckValue(key, place))) return { status: "wrong-key" };
  const use = { key: bytes, nonce: envelope.subarray(21, headBytes), aad };
  const plaintext = openAesGcm(use, envelope.subarray(headBytes));
  return plaintext === null ? { status: "tampered" } : { status: "opened", plaintext: new Secret(plaintext) };
}

function checkedKey(key: Secret<Uint8Array>): Uint8Array {
  const bytes = key.reveal();
  if (bytes.length !== 32) throw wrongLength("an envelope key", bytes.length, 32);
  return bytes;
}

function wrongLength(what: string, is: number, must: number): CodedError {
  return new CodedError(envelopeErrors.CUSTODY_KEY_LENGTH, { detail: `${what} of ${is} bytes, not ${must}` });
}
