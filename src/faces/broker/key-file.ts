import { readFileSync } from "node:fs";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { readBase64urlBytes } from "../../domain/custody/frame/base64url-bytes.ts";
import { brokerStartErrors } from "./errors.ts";

/** A key of 32 bytes, one line of base64url. Throws `BROKER_KEY_UNREADABLE`. */
export function readKeyFile(path: string): Secret<Uint8Array> {
  const text = readFileOr(path);
  const key = readBase64urlBytes(trimmed(text));
  text.fill(0);
  if (key?.length !== 32) throw new CodedError(brokerStartErrors.BROKER_KEY_UNREADABLE, { detail: path });
  return new Secret(key);
}

/** A passphrase: the file's one line. Throws `BROKER_KEY_UNREADABLE`. */
export function readPassphraseFile(path: string | undefined): Secret<Uint8Array> {
  if (path === undefined) {
    throw new CodedError(brokerStartErrors.BROKER_KEY_UNREADABLE, {
      detail: "no passphrase file: ROOTWARD_PASSPHRASE_FILE",
    });
  }
  return new Secret(Uint8Array.from(trimmed(readFileOr(path))));
}

/** The bytes of a file. Throws `BROKER_KEY_UNREADABLE`. */
export function readFileOr(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new CodedError(brokerStartErrors.BROKER_KEY_UNREADABLE, { detail: `${path} ${code}`, cause });
  }
}

function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}
