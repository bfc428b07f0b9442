import type { Secret } from "../../domain/core/secret.ts";

/** A key pair of age, X25519 or hybrid post-quantum. */
export interface AgeKeyPair {
  /** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`, ASCII bytes. */
  readonly identity: Secret<Uint8Array>;
  /** `age1…` or `age1pq1…`. */
  readonly recipient: string;
}

/** age encryption; every failure to open is `SEALING_*`, never a stack of the library. */
export interface Age {
  /** For one boot, one request, a kit: classical and short. */
  newX25519(): Promise<AgeKeyPair>;
  /** For a person's vault. */
  newHybrid(): Promise<AgeKeyPair>;
  /** Throws `SEALING_MIXED_RECIPIENTS` for hybrid and classical ones together. */
  encrypt(plain: Secret<Uint8Array>, recipients: readonly string[]): Promise<Uint8Array>;
  /** Throws `SEALING_NOT_FOR_THIS_KEY`, `SEALING_DAMAGED`. */
  decrypt(file: Uint8Array, identity: Secret<Uint8Array>): Promise<Secret<Uint8Array>>;
  /** Scrypt with work factor 2^16. */
  encryptWithPassphrase(plain: Secret<Uint8Array>, passphrase: Secret<Uint8Array>): Promise<Uint8Array>;
  /** Throws `SEALING_WRONG_PASSPHRASE`, `SEALING_DAMAGED`. */
  decryptWithPassphrase(file: Uint8Array, passphrase: Secret<Uint8Array>): Promise<Secret<Uint8Array>>;
}

/** Shamir's scheme over GF(2^8); values are 32 bytes of y, then x. Says nothing about right or wrong: see `kits/shares`. */
export interface Shamir {
  split(secret: Secret<Uint8Array>, threshold: number, total: number): Promise<readonly Secret<Uint8Array>[]>;
  combine(values: readonly Secret<Uint8Array>[]): Promise<Secret<Uint8Array>>;
}
