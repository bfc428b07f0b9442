import type { Secret } from "../../core/secret.ts";
import { toHex } from "../../crypto/hex.ts";
import { hmacSha256 } from "../../crypto/hmac.ts";
import { utf8 } from "../../crypto/bytes.ts";
import type { Vault } from "../envelope/place.ts";
import { type Refused, refused } from "../refused.ts";
import { exportErrors } from "./errors.ts";

/** Where an export lies or will lie. */
export interface ExportPlace {
  /** Names the machine; devices and directories are compared on one machine only. */
  readonly host: string;
  /** The device's own id, e.g. a disk's UUID, the same on every machine; `null` where it cannot be told. */
  readonly device: string | null;
  /** The real path, absolute, links resolved, without a slash at its end. */
  readonly directory: string;
}

/** One run of an export: a vault, a place, and its key's tag. */
export interface ExportRun {
  readonly vault: Vault;
  readonly place: ExportPlace;
  /** By `exportKeyTag`; kept after the run so that the next can be held against it. */
  readonly keyTag: string;
}

const label = utf8("rootward/v1/export-key");

/** Names an export's generated 32-byte key without telling it, 32 hexadecimal digits. */
export function exportKeyTag(key: Secret<Uint8Array>): string {
  return toHex(hmacSha256(key.reveal(), label).subarray(0, 16));
}

/**
 * Whether a run may be written beside the earlier ones of the other vault. Refused by `CUSTODY_EXPORT_TOGETHER`,
 * `_PLACE_UNKNOWN`, `_ONE_KEY`.
 */
export function checkExportRun(run: ExportRun, earlier: readonly ExportRun[]): { readonly status: "fit" } | Refused {
  if (run.place.device === null || run.place.device === "") {
    return refused(exportErrors.CUSTODY_EXPORT_PLACE_UNKNOWN, run.place.directory);
  }
  for (const other of earlier) {
    // Two runs of one vault may share a place, but no two runs share a key.
    if (other.keyTag === run.keyTag) return refused(exportErrors.CUSTODY_EXPORT_ONE_KEY, `vault ${other.vault}`);
    if (other.vault === run.vault) continue;
    if (other.place.device === run.place.device) {
      return refused(exportErrors.CUSTODY_EXPORT_TOGETHER, `device ${run.place.device}`);
    }
    if (other.place.host === run.place.host && isSameOrInside(other.place.directory, run.place.directory)) {
      return refused(exportErrors.CUSTODY_EXPORT_TOGETHER, `directory ${run.place.directory}`);
    }
  }
  return { status: "fit" };
}

/** Whether one directory is the other or holds it; letter case is ignored, as some file systems do. */
function isSameOrInside(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => `${path.toLowerCase().replace(/\/+$/, "")}/`);
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}
