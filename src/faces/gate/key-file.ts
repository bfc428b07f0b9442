import { readFileSync, statSync } from "node:fs";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { readBase64urlBytes } from "../../domain/custody/frame/base64url-bytes.ts";
import { gateStartErrors } from "./errors.ts";

/** A key of 32 bytes, one line of base64url, that nobody else can read. Throws `GATE_KEY_*`, `GATE_SECRET_WEAK`. */
export function readKeyFile(path: string): Secret<Uint8Array> {
  const text = readPrivate(path);
  const key = readBase64urlBytes(trimmed(text));
  text.fill(0);
  if (key?.length !== 32) throw new CodedError(gateStartErrors.GATE_KEY_UNREADABLE, { detail: path });
  // Random bytes repeat a little; a key typed by hand or left at zero repeats a lot.
  if (new Set(key).size < 12) throw new CodedError(gateStartErrors.GATE_SECRET_WEAK, { detail: path });
  return new Secret(key);
}

/** A secret of a route: the file's one line, that nobody else can read. Throws `GATE_KEY_*`, `GATE_SECRET_WEAK`. */
export function readSecretFile(path: string, fewest: number): Secret {
  const text = trimmed(readPrivate(path)).toString("utf8");
  const isWeak = text.length < fewest || /change.?me|example|secret123|password|x{8}/i.test(text);
  if (isWeak || /\p{Cc}/u.test(text)) throw new CodedError(gateStartErrors.GATE_SECRET_WEAK, { detail: path });
  return new Secret(text);
}

/** The bytes of a file. Throws `GATE_KEY_UNREADABLE`. */
export function readFileOr(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new CodedError(gateStartErrors.GATE_KEY_UNREADABLE, { detail: `${path} ${code}`, cause });
  }
}

function readPrivate(path: string): Buffer {
  const bytes = readFileOr(path);
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) {
    throw new CodedError(gateStartErrors.GATE_KEY_OPEN, { detail: path });
  }
  return bytes;
}

function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1;
  return bytes.subarray(0, end);
}
