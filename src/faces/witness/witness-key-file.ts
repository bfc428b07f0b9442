import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromBase64, toBase64 } from "../../domain/crypto/base64.ts";
import { concat, utf8 } from "../../domain/crypto/bytes.ts";
import { toHex } from "../../domain/crypto/hex.ts";
import { isKeyName } from "../../domain/ledger/note/key-name.ts";
import { type SigningKey, verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { witnessErrors } from "./errors.ts";

const prefix = "PRIVATE+KEY+";
const cosignature = 0x04;

/**
 * Makes a key and writes it to a file that only its owner reads (0400): one line, `PRIVATE+KEY+<name>+<id>+<base64>`.
 * Throws `WITNESS_KEY_EXISTS`, `WITNESS_KEY_FOREIGN`.
 */
export function writeNewWitnessKey(file: string, name: string): VerifierKey {
  if (!isKeyName(name)) throw foreign(`the name ${JSON.stringify(name.slice(0, 100))}`);
  const seed = randomBytes(32);
  const key = verifierKeyOf("cosignature", { name, seed: new Secret(Uint8Array.from(seed)) });
  const line = `${prefix}${name}+${toHex(key.id)}+${toBase64(concat(Uint8Array.of(cosignature), seed))}\n`;
  let handle: number;
  try {
    handle = openSync(file, "wx", 0o400);
  } catch (cause) {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const row = isThere ? witnessErrors.WITNESS_KEY_EXISTS : witnessErrors.WITNESS_KEY_FOREIGN;
    throw new CodedError(row, { detail: `${file}${codeOf(cause)}`, cause });
  }
  try {
    writeSync(handle, utf8(line));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(file, 0o400);
  seed.fill(0);
  return key;
}

/** Reads such a file. Throws `WITNESS_KEY_FOREIGN`; what it says holds no part of the key. */
export function readWitnessKey(file: string): SigningKey {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new CodedError(witnessErrors.WITNESS_KEY_FOREIGN, { detail: `${file}${codeOf(cause)}`, cause });
  }
  const [line = "", end, ...more] = text.split("\n");
  const [name = "", id = "", ...rest] = line.startsWith(prefix) ? line.slice(prefix.length).split("+") : [];
  // Base64 has plus signs too.
  const bytes = fromBase64(rest.join("+"));
  if (end !== "" || more.length > 0 || !isKeyName(name)) throw foreign(file);
  if (bytes?.length !== 33 || bytes[0] !== cosignature) throw foreign(`${file}: its base64`);
  const key: SigningKey = { name, seed: new Secret(bytes.slice(1)) };
  if (toHex(verifierKeyOf("cosignature", key).id) !== id) throw foreign(`${file}: its id is of another name or key`);
  return key;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}

function foreign(detail: string): CodedError {
  return new CodedError(witnessErrors.WITNESS_KEY_FOREIGN, { detail });
}
