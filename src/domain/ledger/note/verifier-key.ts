import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat, equalBytes, utf8 } from "../../crypto/bytes.ts";
import { fromHex, toHex } from "../../crypto/hex.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { ledgerErrors } from "../errors.ts";
import { isKeyName } from "./key-name.ts";

/** What a key signs: a log its checkpoints, a witness its timestamped cosignatures. */
export type KeyKind = "log" | "cosignature";

/** A public Ed25519 key of signed notes. Its name and id together say which signature lines are its own. */
export interface VerifierKey {
  readonly kind: KeyKind;
  readonly name: string;
  /** Four bytes, made from name, kind and key. */
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

const typeBytes: Readonly<Record<KeyKind, number>> = { log: 0x01, cosignature: 0x04 };

/** The key with its id: SHA-256(name || 0A || type || key), first four bytes. Throws `LEDGER_KEY_FOREIGN`. */
export function verifierKey(kind: KeyKind, name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw foreign(`the name ${JSON.stringify(name.slice(0, 100))}`);
  if (publicKey.length !== 32) throw foreign(`${publicKey.length} bytes for an Ed25519 key`);
  const id = sha256(concat(utf8(`${name}\n`), Uint8Array.of(typeBytes[kind]), publicKey)).subarray(0, 4);
  return { kind, name, id, publicKey };
}

/** The key in one line, `<name>+<hex id>+<base64 of type and key>`. */
export function printVerifierKey({ kind, name, id, publicKey }: VerifierKey): string {
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(typeBytes[kind]), publicKey))}`;
}

/** Reads such a line. Throws `LEDGER_KEY_FOREIGN`, and `LEDGER_KEY_UNSUPPORTED` for kinds other than 01 and 04. */
export function parseVerifierKey(text: string): VerifierKey {
  // A name has no plus; base64 may have several.
  const nameEnd = text.length > 4096 ? -1 : text.indexOf("+");
  const idEnd = nameEnd + 9;
  if (nameEnd < 1 || text.charAt(idEnd) !== "+") throw foreign("its three parts");
  const name = text.slice(0, nameEnd);
  const id = fromHex(text.slice(nameEnd + 1, idEnd));
  const [type, ...key] = fromBase64(text.slice(idEnd + 1)) ?? [];
  if (id === null || type === undefined) throw foreign("its id or base64");
  const kind = type === typeBytes.log ? "log" : type === typeBytes.cosignature ? "cosignature" : null;
  if (kind === null) {
    throw new CodedError(ledgerErrors.LEDGER_KEY_UNSUPPORTED, {
      detail: `${name}, type ${toHex(Uint8Array.of(type))}`,
    });
  }
  const made = verifierKey(kind, name, Uint8Array.from(key));
  if (!equalBytes(made.id, id)) throw foreign(`the id of ${name} is of another name, kind or key`);
  return made;
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_KEY_FOREIGN, { detail });
}
