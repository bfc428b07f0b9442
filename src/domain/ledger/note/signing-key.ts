import type { Secret } from "../../core/secret.ts";
import { concat, utf8 } from "../../crypto/bytes.ts";
import { publicKeyOf, signEd25519 } from "../../crypto/ed25519.ts";
import type { NoteSignature } from "./signed-note.ts";
import { type KeyKind, verifierKey, type VerifierKey } from "./verifier-key.ts";

/** A private Ed25519 key of signed notes. */
export interface SigningKey {
  /** For a log: its origin. */
  readonly name: string;
  /** 32 bytes. */
  readonly seed: Secret<Uint8Array>;
}

/** The public half. */
export function verifierKeyOf(kind: KeyKind, key: SigningKey): VerifierKey {
  return verifierKey(kind, key.name, publicKeyOf(key.seed.reveal()));
}

/**
 * Signs a note's text as a log does.
 * SECURITY: only `CheckpointSigner` may call it; it is what keeps a log from signing two histories.
 */
export function signNoteText(key: SigningKey, text: string): NoteSignature {
  const { name, id } = verifierKeyOf("log", key);
  return { name, id, signature: signEd25519(key.seed.reveal(), utf8(text)) };
}

/**
 * Signs a checkpoint's text as a witness does, at a time in Unix seconds.
 * SECURITY: only `decideAddCheckpoint` may call it, after it saw a consistency proof.
 */
export function cosignNoteText(key: SigningKey, text: string, timeSeconds: number): NoteSignature {
  const { name, id } = verifierKeyOf("cosignature", key);
  const signature = signEd25519(key.seed.reveal(), cosignedMessage(text, timeSeconds));
  return { name, id, signature: concat(bigEndian64(timeSeconds), signature) };
}

/** What a cosignature (C2SP tlog-cosignature, type 04) is made over. */
export function cosignedMessage(text: string, timeSeconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timeSeconds}\n${text}`);
}

function bigEndian64(number: number): Uint8Array {
  const bytes = new Uint8Array(8);
  let rest = number;
  for (let at = 7; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}
