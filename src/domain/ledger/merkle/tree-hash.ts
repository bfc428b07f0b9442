// The hashes of RFC 6962 section 2.1 over SHA-256. Leaves and nodes start with different bytes: without that, the two
// hashes under a node could be passed off as an entry (a second preimage).
import { CodedError } from "../../core/coded-error.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { ledgerErrors } from "../errors.ts";

/** A SHA-256 tree hash, always 32 bytes. */
export type TreeHash = Uint8Array;

/** How a tree hashes; tests hand in one that counts. */
export interface TreeHasher {
  readonly leaf: (entry: Uint8Array) => TreeHash;
  readonly node: (left: TreeHash, right: TreeHash) => TreeHash;
}

/** The largest entry in bytes: its length is a uint16 in entry bundles. */
export const maxEntryBytes = 65_535;

/** The hash of an entry, SHA-256(00 || entry). Throws `LEDGER_ENTRY_TOO_LARGE`. */
export function leafHash(entry: Uint8Array): TreeHash {
  if (entry.length > maxEntryBytes) {
    throw new CodedError(ledgerErrors.LEDGER_ENTRY_TOO_LARGE, { detail: `${entry.length} bytes` });
  }
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** The hash of an inner node, SHA-256(01 || left || right). Throws `LEDGER_HASH_FOREIGN`. */
export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  // SECURITY: 31 and 33 bytes would hash like 32 and 32, and a forged proof could move the seam.
  if (left.length !== 32 || right.length !== 32) throw new CodedError(ledgerErrors.LEDGER_HASH_FOREIGN);
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/** The root of the tree without entries, SHA-256 of nothing. */
export function emptyRoot(): TreeHash {
  return sha256(new Uint8Array(0));
}

/** The hashes of RFC 6962. */
export const rfc6962: TreeHasher = { leaf: leafHash, node: nodeHash };
