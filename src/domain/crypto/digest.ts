// How a document is named and signed. The prefix keeps a signature from being one over anything else (another product,
// another kind of document); passkeys sign the digest as their challenge, Ed25519 keys sign the message itself.
import { CodedError } from "../core/coded-error.ts";
import { concat, utf8 } from "./bytes.ts";
import { canonicalBytes, readCanonical } from "./canonical-json.ts";
import { cryptoErrors } from "./errors.ts";
import { sha256 } from "./sha256.ts";

/** What every signed document has: its type, e.g. `rw.request/v1`. */
export interface TypedDocument {
  readonly type: string;
}

/** A document as it came, with what its signatures are over. */
export interface ReadDocument {
  readonly type: string;
  /** Still foreign: a schema decides what it is. */
  readonly value: unknown;
  readonly message: Uint8Array;
  /** D(doc), 32 bytes. */
  readonly digest: Uint8Array;
}

/**
 * The bytes that an Ed25519 key signs: `rootward/v1`, the type and the canonical bytes, each but the last with a newline
 * behind. Throws `CRYPTO_NOT_A_DOCUMENT`, `CRYPTO_NO_CANONICAL_FORM`.
 */
export function documentMessage(document: TypedDocument): Uint8Array {
  return messageOf(document.type, canonicalBytes(document));
}

/** D(doc), 32 bytes: SHA-256 of the message; what a passkey signs and what other documents name this one by. */
export function documentDigest(document: TypedDocument): Uint8Array {
  return sha256(documentMessage(document));
}

/** Reads a document from the bytes that were signed. Throws `CRYPTO_NOT_CANONICAL`, `CRYPTO_NOT_A_DOCUMENT`. */
export function readDocument(bytes: Uint8Array): ReadDocument {
  const value = readCanonical(bytes);
  const type = typeOf(value);
  if (type === null) throw new CodedError(cryptoErrors.CRYPTO_NOT_A_DOCUMENT, { detail: "no type" });
  const message = messageOf(type, bytes);
  return { type, value, message, digest: sha256(message) };
}

function typeOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "type")) return null;
  return "type" in value && typeof value.type === "string" ? value.type : null;
}

function messageOf(type: string, canonical: Uint8Array): Uint8Array {
  if (!/^rw\.[a-z][a-z0-9-]{0,62}\/v[1-9][0-9]{0,3}$/.test(type)) {
    throw new CodedError(cryptoErrors.CRYPTO_NOT_A_DOCUMENT, { detail: JSON.stringify(type.slice(0, 80)) });
  }
  return concat(utf8(`rootward/v1\n${type}\n`), canonical);
}
