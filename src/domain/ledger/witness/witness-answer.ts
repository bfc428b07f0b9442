import { CodedError } from "../../core/coded-error.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { toHex } from "../../crypto/hex.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { ledgerErrors } from "../errors.ts";
import { readDecimal } from "../note/decimal.ts";
import { openNote, type VerifiedSignature } from "../note/open-note.ts";
import {
  maxNoteBytes,
  type NoteSignature,
  parseSignatureLines,
  parseSignedNote,
  printSignatureLine,
} from "../note/signed-note.ts";
import type { VerifierKey } from "../note/verifier-key.ts";

/** An HTTP reply to `add-checkpoint`. */
export interface WitnessReply {
  readonly http: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** What a witness's reply means for the log. */
export type WitnessAnswer =
  /** The note with the witness's valid lines behind its own. */
  | { readonly status: "cosigned"; readonly note: Uint8Array; readonly added: readonly VerifiedSignature[] }
  /**
   * The witness has another latest size: send a proof from there. It is not authenticated; a size above the log's own
   * becomes evidence only when the checkpoint fetched from `witnessCheckpointPath` bears the log's signature.
   */
  | { readonly status: "has-size"; readonly size: number }
  | { readonly status: "refused"; readonly http: number };

/**
 * Reads the reply to a note that was sent. Lines by other keys than the given witness keys are dropped. Throws
 * `LEDGER_ANSWER_FOREIGN` for a reply outside the protocol and for 200 without one valid line.
 */
export function readWitnessAnswer(reply: WitnessReply, note: Uint8Array, keys: readonly VerifierKey[]): WitnessAnswer {
  if (reply.http === 409 && reply.contentType?.split(";")[0]?.trim().toLowerCase() === "text/x.tlog.size") {
    const text = reply.body.length > 32 ? null : fromUtf8(reply.body);
    const size = text?.endsWith("\n") === true ? readDecimal(text.slice(0, -1)) : null;
    if (size === null) throw foreign("a conflict without a size");
    return { status: "has-size", size };
  }
  if (reply.http !== 200) return { status: "refused", http: reply.http };
  const text = reply.body.length > maxNoteBytes ? null : fromUtf8(reply.body);
  if (text === null) throw foreign("no text");
  const witnesses = keys.filter((key) => key.kind === "cosignature");
  const opened = openNote({ text: parseSignedNote(note).text, signatures: linesOf(text) }, witnesses);
  if (opened.status === "bad-signature") throw foreign(`the cosignature of ${opened.key.name} does not fit`);
  if (opened.verified.length === 0) throw foreign("no cosignature by a known key");
  const lines = opened.verified.map(({ line }) => line);
  return { status: "cosigned", note: withLines(note, lines), added: opened.verified };
}

/** Where a witness keeps its latest checkpoint of a log: `<sha256 of the origin in hex>/checkpoint`. */
export function witnessCheckpointPath(origin: string): string {
  return `${toHex(sha256(utf8(origin)))}/checkpoint`;
}

function withLines(note: Uint8Array, lines: readonly NoteSignature[]): Uint8Array {
  const there = parseSignedNote(note).signatures.map((line) => printSignatureLine(line));
  const fresh = lines.map((line) => printSignatureLine(line)).filter((line) => !there.includes(line));
  return concat(note, utf8(fresh.join("")));
}

function linesOf(text: string): readonly NoteSignature[] {
  try {
    return parseSignatureLines(text);
  } catch (cause) {
    if (cause instanceof CodedError)
      throw new CodedError(ledgerErrors.LEDGER_ANSWER_FOREIGN, { detail: cause.message, cause });
    throw cause;
  }
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_ANSWER_FOREIGN, { detail });
}
