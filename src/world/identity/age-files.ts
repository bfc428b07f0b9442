import type { Secret } from "../../domain/core/secret.ts";

/** What an identity needs of age. */
export interface AgeFiles {
  newHybrid(): Promise<{ readonly identity: Secret<Uint8Array>; readonly recipient: string }>;
  encryptWithPassphrase(plain: Secret<Uint8Array>, passphrase: Secret<Uint8Array>): Promise<Uint8Array>;
  /** Throws a coded error for a wrong passphrase or a damaged file. */
  decryptWithPassphrase(file: Uint8Array, passphrase: Secret<Uint8Array>): Promise<Secret<Uint8Array>>;
}
