// A backup says on its first lines what it is, so that a person and a program see which vault it belongs to before anything
// is read from it. Nothing in it is proof: the log's signed checkpoint is, and a restored process is held against it.
import { z } from "zod";
import { equalBytes, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { fromBase64url, toBase64url } from "../../crypto/base64url.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { deploymentField, hashField, someBytesField, vaultField } from "../documents/fields.ts";
import { type Refused, refused } from "../refused.ts";
import { backupErrors } from "./errors.ts";

/** The first line. */
export const backupMagic = "rootward-backup/1\n";
/** No head is longer. */
export const maxHeadBytes = 128 * 1024;

const partField = z.strictObject({ bytes: z.int().min(0), sha256: hashField });

const headSchema = z.strictObject({
  v: z.literal(1),
  vault: vaultField,
  deployment: deploymentField,
  createdMs: z.int().min(0),
  /** The vault's log. */
  origin: z.string().min(1).max(255),
  /** The newest checkpoint note when the backup was made; empty before the log's first entry. */
  checkpoint: z.union([z.literal(""), someBytesField(64 * 1024)]),
  /** The copy of the store, which follows the head. */
  store: partField,
  /** The log's journal, which follows the store. */
  journal: partField,
});

/** What a backup says about itself. */
export type BackupHead = Readonly<z.infer<typeof headSchema>>;

/** The bytes of a head: the first line, one line of JSON, and one with the hash of both. */
export function backupHeadBytes(head: BackupHead): Uint8Array {
  const lines = utf8(`${backupMagic}${fromUtf8(canonicalBytes(head)) ?? ""}\n`);
  return utf8(`${fromUtf8(lines) ?? ""}${toBase64url(sha256(lines))}\n`);
}

/** Reads the head at the front of a file's first bytes. Refused by `CUSTODY_BACKUP_FOREIGN` and `_CHANGED`. */
export function readBackupHead(
  bytes: Uint8Array,
): { readonly status: "read"; readonly head: BackupHead; readonly headBytes: number } | Refused {
  const magic = utf8(backupMagic);
  if (!equalBytes(bytes.subarray(0, magic.length), magic)) return foreign("its first line is another's");
  const jsonEnd = bytes.subarray(0, maxHeadBytes).indexOf(0x0a, magic.length) + 1;
  const headBytes = jsonEnd + 44;
  if (jsonEnd === 0 || bytes.length < headBytes) return foreign("its head has no end");
  const sum = fromUtf8(bytes.subarray(jsonEnd, headBytes));
  const expected = `${toBase64url(sha256(bytes.subarray(0, jsonEnd)))}\n`;
  if (sum !== expected) return refused(backupErrors.CUSTODY_BACKUP_CHANGED, "its head");
  const head = parsed(bytes.subarray(magic.length, jsonEnd - 1));
  return head === null ? foreign("its head says what this version does not know") : { status: "read", head, headBytes };
}

/** The checkpoint note of a head; `null` before the log's first entry. */
export function noteOf({ checkpoint }: BackupHead): Uint8Array | null {
  return checkpoint === "" ? null : fromBase64url(checkpoint);
}

function parsed(bytes: Uint8Array): BackupHead | null {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes) ?? "");
    const read = headSchema.safeParse(value);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function foreign(detail: string): Refused {
  return refused(backupErrors.CUSTODY_BACKUP_FOREIGN, detail);
}
