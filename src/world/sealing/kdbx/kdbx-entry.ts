import type { Secret } from "../../../domain/core/secret.ts";

/** One entry of a password database, as it stands now; earlier versions of it are left out. */
export interface KdbxEntry {
  /** Base64 of 16 bytes. */
  readonly uuid: string;
  /** The names of the groups above it, the outermost first; the database's own group is left out. */
  readonly group: readonly string[];
  /** Somebody has thrown it away. */
  readonly isRecycled: boolean;
  /** By their exact names; two may differ in case alone. */
  readonly fields: ReadonlyMap<string, Secret<Uint8Array>>;
}

/** What opens a database: a password, a key file, or both. */
export interface KdbxKey {
  readonly password: Secret<Uint8Array> | null;
  /** The bytes of the file, whichever of KeePass's four forms it has. */
  readonly keyFile: Secret<Uint8Array> | null;
}
