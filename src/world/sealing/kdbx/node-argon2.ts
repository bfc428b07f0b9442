import { argon2Sync } from "node:crypto";
import { CryptoEngine, KdbxError, Consts } from "kdbxweb";

/** Argon2 by Node's own crypto, for the database library; version 1.3 alone, which every program writes. */
export const nodeArgon2: CryptoEngine.Argon2Fn = (
  password,
  salt,
  memory,
  passes,
  tagLength,
  parallelism,
  type,
  version,
) => {
  if (version !== 0x13)
    return Promise.reject(new KdbxError(Consts.ErrorCodes.Unsupported, "Argon2 of another version"));
  const tag = argon2Sync(type === CryptoEngine.Argon2TypeArgon2id ? "argon2id" : "argon2d", {
    message: new Uint8Array(password),
    nonce: new Uint8Array(salt),
    memory,
    passes,
    parallelism,
    tagLength,
  });
  // A buffer of its own: the library takes the whole of what is behind it.
  return Promise.resolve(Uint8Array.from(tag).buffer);
};
