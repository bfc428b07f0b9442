import { ByteUtils, Consts, Int64, type KdbxHeader, type VarDictionary } from "kdbxweb";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { kdbxErrors } from "./errors.ts";
import { kdbxLimits } from "./kdbx-limits.ts";

/**
 * Refuses a header whose key derivation asks for too much (`SEALING_KDBX_COSTLY`) or is unknown (`_UNSUPPORTED`). The header
 * is not authenticated before the key is derived, so anybody can write anything there.
 */
export function checkHeader(header: KdbxHeader): void {
  if (header.versionMajor === 3) {
    atMost(header.keyEncryptionRounds, kdbxLimits.aesRounds, "AES rounds");
    return;
  }
  const kdf = header.kdfParameters;
  const id = kdf?.get("$UUID");
  if (kdf === undefined || !(id instanceof ArrayBuffer)) {
    throw new CodedError(kdbxErrors.SEALING_KDBX_DAMAGED, { detail: "no key derivation" });
  }
  switch (ByteUtils.bytesToBase64(id)) {
    case Consts.KdfId.Argon2d:
    case Consts.KdfId.Argon2id:
      atMost(numberOf(kdf, "M"), kdbxLimits.argon2Bytes, "bytes of Argon2");
      atMost(numberOf(kdf, "I"), kdbxLimits.argon2Rounds, "rounds of Argon2");
      atMost(numberOf(kdf, "P"), kdbxLimits.argon2Lanes, "lanes of Argon2");
      return;
    case Consts.KdfId.Aes:
      atMost(numberOf(kdf, "R"), kdbxLimits.aesRounds, "AES rounds");
      return;
    default:
      throw new CodedError(kdbxErrors.SEALING_KDBX_UNSUPPORTED, { detail: "another key derivation" });
  }
}

function numberOf(kdf: VarDictionary, key: string): number | undefined {
  const value = kdf.get(key);
  if (typeof value === "number") return value;
  // Above 2^53 the library's own conversion throws; two halves say enough.
  return value instanceof Int64 ? value.hi * 2 ** 32 + value.lo : undefined;
}

function atMost(value: number | undefined, most: number, what: string): void {
  if (value === undefined || !Number.isSafeInteger(value) || value < 1) {
    const isHuge = value !== undefined && value > most;
    const row = isHuge ? kdbxErrors.SEALING_KDBX_COSTLY : kdbxErrors.SEALING_KDBX_DAMAGED;
    throw new CodedError(row, { detail: what });
  }
  if (value > most) throw new CodedError(kdbxErrors.SEALING_KDBX_COSTLY, { detail: `${value} ${what}` });
}
