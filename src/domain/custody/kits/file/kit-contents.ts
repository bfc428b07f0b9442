// Which of the stored copies belong into a kit. A copy can be read by the kit alone that it was made for: after a change of
// kits, older copies stay out of the new one, and are named, until their items come in again.
import { toBase64url } from "../../../crypto/base64url.ts";
import { utf8 } from "../../../crypto/bytes.ts";
import { canonicalBytes } from "../../../crypto/canonical-json.ts";
import { toHex } from "../../../crypto/hex.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import { type KitFile, type KitItem, writeKitFile } from "./kit-file.ts";

/** A copy of one item version for a kit, as a vault stores it. */
export interface KitCopyRow {
  readonly account: string;
  readonly name?: string;
  readonly version: number;
  /** The kit that it was made for; `null` when the item has no copy. */
  readonly copy: { readonly recipient: string; readonly file: Uint8Array } | null;
}

/** What a kit of this moment holds. */
export interface KitContents {
  readonly items: readonly KitItem[];
  /** Accounts with no copy for this kit. */
  readonly lacking: readonly string[];
  /** Changes when the items do, and only then; hex. */
  readonly signature: string;
}

/** A kit that can be written: the bytes are only made when they are asked for. */
export interface KitToKeep {
  readonly signature: string;
  readonly count: number;
  readonly seal: () => Promise<Uint8Array>;
}

/** The contents of a kit with this recipient. */
export function kitContents(rows: readonly KitCopyRow[], recipient: string): KitContents {
  const items: KitItem[] = [];
  for (const { account, name, version, copy } of rows) {
    if (copy?.recipient !== recipient) continue;
    items.push({ account, ...(name === undefined ? {} : { name }), version, file: toBase64url(copy.file) });
  }
  items.sort((one, other) => (one.account === other.account ? one.version - other.version : byAccount(one, other)));
  const held = new Set(items.map(({ account }) => account));
  const lacking = [...new Set(rows.map(({ account }) => account))].filter((account) => !held.has(account)).toSorted();
  const named = items.map(({ account, name = "", version, file }) => [account, name, version, hash(file)]);
  return { items, lacking, signature: toHex(sha256(canonicalBytes([recipient, ...named]))) };
}

/** The kit of these rows, sealed by `encrypt` to its recipient when it is written. */
export function kitToKeep(
  rows: readonly KitCopyRow[],
  { deployment, vault, recipient }: Pick<KitFile, "deployment" | "vault"> & { readonly recipient: string },
  { nowMs, encrypt }: { nowMs: () => number; encrypt: (plain: Uint8Array, recipient: string) => Promise<Uint8Array> },
): KitToKeep {
  const { items, signature } = kitContents(rows, recipient);
  const seal = () => encrypt(writeKitFile({ deployment, vault, madeMs: nowMs(), items: [...items] }), recipient);
  return { signature, count: items.length, seal };
}

function byAccount(one: KitItem, other: KitItem): number {
  return one.account < other.account ? -1 : 1;
}

function hash(file: string): string {
  return toHex(sha256(utf8(file)));
}
