// Signed notes (C2SP signed-note): text, an empty line, signature lines. The text means nothing until a known key's
// signature over it was verified; `openNote` does that.
import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { isKeyName } from "./key-name.ts";

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly id: Uint8Array;
  /** What the key made; its form depends on the key's kind. */
  readonly signature: Uint8Array;
}

/** A note whose signatures nobody has verified. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The largest note in bytes, enough for a hundred post-quantum cosignatures. */
export const maxNoteBytes = 512 * 1024;
const maxSignatures = 100;
const dash = "\u2014 ";

/** Reads a note. Throws `LEDGER_NOTE_FOREIGN`. */
export function parseSignedNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > maxNoteBytes) throw foreign(`${bytes.length} bytes`);
  const whole = fromUtf8(bytes);
  if (whole === null) throw foreign("not UTF-8");
  if (/[^\P{Cc}\n]/u.test(whole)) throw foreign("a control character");
  const end = whole.lastIndexOf("\n\n");
  if (end < 1 || !whole.endsWith("\n")) throw foreign("no empty line before the signatures");
  return { text: whole.slice(0, end + 1), signatures: parseSignatureLines(whole.slice(end + 2)) };
}

/** Reads lines `— name base64`, at least one and at most 100, each with its newline. Throws `LEDGER_NOTE_FOREIGN`. */
export function parseSignatureLines(text: string): readonly NoteSignature[] {
  if (text === "" || !text.endsWith("\n")) throw foreign("no whole signature line");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > maxSignatures) throw foreign(`${lines.length} signatures`);
  return lines.map((line) => parseLine(line));
}

/** A signature line with its newline. */
export function printSignatureLine({ name, id, signature }: NoteSignature): string {
  return `${dash}${name} ${toBase64(concat(id, signature))}\n`;
}

/** The note's bytes. */
export function printSignedNote({ text, signatures }: SignedNote): Uint8Array {
  return utf8(`${text}\n${signatures.map((each) => printSignatureLine(each)).join("")}`);
}

function parseLine(line: string): NoteSignature {
  const [name = "", base64 = "", ...more] = line.startsWith(dash) ? line.slice(dash.length).split(" ") : [];
  const bytes = isKeyName(name) && more.length === 0 ? fromBase64(base64) : null;
  if (bytes === null || bytes.length < 5) throw foreign(`the signature line ${JSON.stringify(line.slice(0, 80))}`);
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_NOTE_FOREIGN, { detail });
}
