import { equalBytes, utf8 } from "../../crypto/bytes.ts";
import { verifyEd25519 } from "../../crypto/ed25519.ts";
import type { NoteSignature, SignedNote } from "./signed-note.ts";
import { cosignedMessage } from "./signing-key.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** A signature that was verified. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** When a witness signed, in Unix seconds; `null` for a log's signature, which has no time. */
  readonly timeSeconds: number | null;
  readonly line: NoteSignature;
}

/** What the known keys say of a note. */
export type OpenedNote =
  | {
      readonly status: "opened";
      /** One for each key that signed, in the note's order; may be empty. */
      readonly verified: readonly VerifiedSignature[];
      /** Lines by keys that are not known; they prove nothing. */
      readonly unknown: readonly NoteSignature[];
    }
  | { readonly status: "bad-signature"; readonly key: VerifierKey };

/** Verifies every line by a known key; one that fails refuses the whole note. Lines by other keys are set aside. */
export function openNote(note: SignedNote, keys: readonly VerifierKey[]): OpenedNote {
  const verified: VerifiedSignature[] = [];
  const unknown: NoteSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find((each) => each.name === line.name && equalBytes(each.id, line.id));
    if (key === undefined) {
      unknown.push(line);
      continue;
    }
    const timeSeconds = verifiedTime(note.text, key, line.signature);
    if (timeSeconds === "bad") return { status: "bad-signature", key };
    if (!verified.some((each) => each.key === key)) verified.push({ key, timeSeconds, line });
  }
  return { status: "opened", verified, unknown };
}

function verifiedTime(text: string, key: VerifierKey, signature: Uint8Array): number | null | "bad" {
  if (key.kind === "log") return verifyEd25519(key.publicKey, utf8(text), signature) ? null : "bad";
  const time = signature.length === 72 ? readTime(signature.subarray(0, 8)) : null;
  if (time === null) return "bad";
  return verifyEd25519(key.publicKey, cosignedMessage(text, time), signature.subarray(8)) ? time : "bad";
}

function readTime(bytes: Uint8Array): number | null {
  const time = bytes.reduce((number, byte) => number * 256 + byte, 0);
  return Number.isSafeInteger(time) ? time : null;
}
