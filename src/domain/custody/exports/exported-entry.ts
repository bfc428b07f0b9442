import { Secret } from "../../core/secret.ts";
import { utf8 } from "../../crypto/bytes.ts";

/** One field of an entry of a password database. */
export interface ExportedField {
  readonly name: string;
  readonly value: Secret<Uint8Array>;
  /** Whether the database keeps it encrypted in memory and hides it on screens. */
  readonly isProtected: boolean;
}

/** One entry: an account's item of one vault. */
export interface ExportedEntry {
  readonly account: string;
  readonly fields: readonly ExportedField[];
}

/** A field that everybody may see. */
export function openField(name: string, text: string): ExportedField {
  return { name, value: new Secret(utf8(text)), isProtected: false };
}

/** A field that holds a secret. */
export function protectedField(name: string, value: Uint8Array): ExportedField {
  return { name, value: new Secret(value), isProtected: true };
}

/** What the key of an exported database is made with: Argon2id, memory in bytes. */
export const exportKdf = {
  name: "Argon2id",
  memoryBytes: 64 * 1024 * 1024,
  rounds: 10,
  parallelism: 2,
} as const;
