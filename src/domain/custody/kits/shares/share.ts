// RWS1, one share of a split key, 61 bytes, on paper and online:
//   0  `RWS1` · 4 vault `P`, `S` or `K` · 5 split id (8) · 13 threshold, total, index · 16 share (32 bytes y, then x)
//   49 MAC (8) · 57 checksum (4)
// The checksum finds typing and scanning errors in one sheet. The MAC can be checked only with the combined secret:
// combining itself never fails, a wrong share silently gives a wrong key.
import { Secret } from "../../../core/secret.ts";
import { fromBase64url, toBase64url } from "../../../crypto/base64url.ts";
import { concat, equalBytes, fromUtf8, utf8 } from "../../../crypto/bytes.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import type { Vault } from "../../envelope/place.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";

/** What a split key opens: a kit or items of a vault, or `K`, the broker's key-encryption key. */
export type ShareVault = Vault | "K";

/** What a share says of itself. */
export interface ShareHead {
  readonly vault: ShareVault;
  /** 8 random bytes as base64url, 11 characters; one per making. */
  readonly splitId: string;
  /** How many shares open it, 2 to `total`. */
  readonly threshold: number;
  /** How many there are, at most 255. */
  readonly total: number;
  /** Which sheet, 1 to `total`: a label, not the x of the share. */
  readonly index: number;
}

/** A share whose checksum is right; whether it is the one that was made is `checkShares`' to say. */
export interface Share extends ShareHead {
  /** The whole form, 61 bytes. */
  readonly bytes: Secret<Uint8Array>;
}

/** Bytes of the whole form. */
export const shareLength = 61;

/** The part that MAC and commitment are over. */
export function shareBody(share: Share): Uint8Array {
  return share.bytes.reveal().subarray(0, 49);
}

/** The 33 bytes that are combined: 32 of y, then x. A copy; wipe it after use. */
export function shareValue(share: Share): Secret<Uint8Array> {
  return new Secret(share.bytes.reveal().slice(16, 49));
}

/** The x of a share, 1 to 255; two shares with one x cannot be combined. */
export function shareX(share: Share): number {
  return share.bytes.reveal()[48] ?? 0;
}

/** The first 49 bytes of a share. */
export function writeShareBody(head: ShareHead, value: Uint8Array): Uint8Array {
  const splitId = fromBase64url(head.splitId) ?? new Uint8Array();
  return concat(utf8(`RWS1${head.vault}`), splitId, Uint8Array.of(head.threshold, head.total, head.index), value);
}

/** The four bytes at a share's end: the start of the SHA-256 of all before. */
export function shareChecksum(bytes: Uint8Array): Uint8Array {
  return sha256(bytes.subarray(0, 57)).slice(0, 4);
}

/** Reads a share. Refused by `CUSTODY_SHARE_UNREADABLE`, and by `CUSTODY_SHARE_THRESHOLD` when one sheet would do. */
export function readShare(bytes: Secret<Uint8Array>): { readonly status: "read"; readonly share: Share } | Refused {
  const held = bytes.reveal();
  if (held.length !== shareLength) return unreadable(`${held.length} bytes; a share has ${shareLength}`);
  if (fromUtf8(held.subarray(0, 4)) !== "RWS1") return unreadable("it does not begin with RWS1");
  if (!equalBytes(shareChecksum(held), held.subarray(57))) return unreadable("its checksum does not fit");
  const vault = vaultOf(held[4]);
  if (vault === null) return unreadable("its vault is none of P, S, K");
  const [threshold = 0, total = 0, index = 0] = held.subarray(13, 16);
  if (threshold < 2) return refused(kitErrors.CUSTODY_SHARE_THRESHOLD, `sheet ${index}, threshold ${threshold}`);
  if (threshold > total) return unreadable(`${threshold} of ${total} shares can never be had`);
  if (index < 1 || index > total) return unreadable(`number ${index} of ${total}`);
  // SECURITY: the value at x = 0 is the secret itself.
  if (held[48] === 0) return unreadable("its x is 0");
  const splitId = toBase64url(held.subarray(5, 13));
  return { status: "read", share: { vault, splitId, threshold, total, index, bytes } };
}

function vaultOf(byte: number | undefined): ShareVault | null {
  switch (byte) {
    case 0x50:
      return "P";
    case 0x53:
      return "S";
    case 0x4b:
      return "K";
    case undefined:
    default:
      return null;
  }
}

function unreadable(detail: string): Refused {
  return refused(kitErrors.CUSTODY_SHARE_UNREADABLE, detail);
}
