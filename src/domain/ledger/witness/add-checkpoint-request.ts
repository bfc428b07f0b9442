import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "../checkpoint/checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import type { TreeHash } from "../merkle/tree-hash.ts";
import { readDecimal } from "../note/decimal.ts";
import { maxNoteBytes, parseSignedNote } from "../note/signed-note.ts";

/** What a log asks a witness: to cosign a checkpoint that extends the one of the old size. */
export interface AddCheckpointRequest {
  readonly oldSize: number;
  /** Consistency proof from the old size; empty from size 0. */
  readonly proof: readonly TreeHash[];
  /** The checkpoint's note, byte for byte. */
  readonly note: Uint8Array;
  /** What the note says; its signatures are not verified yet. */
  readonly claimed: Checkpoint;
}

const maxProofLines = 63;
// `old `, 16 digits, 63 lines of 44 characters, their newlines and the empty line.
const maxHeadBytes = 4 + 16 + 2 + maxProofLines * 45;

/** The request's body (C2SP tlog-witness). */
export function printAddCheckpointRequest(oldSize: number, proof: readonly TreeHash[], note: Uint8Array): Uint8Array {
  return concat(utf8(`old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n`), note);
}

/** Reads such a body. Throws `LEDGER_REQUEST_FOREIGN` for everything that does not have its form. */
export function parseAddCheckpointRequest(body: Uint8Array): AddCheckpointRequest {
  if (body.length > maxHeadBytes + maxNoteBytes) throw foreign(`${body.length} bytes`);
  const end = emptyLine(body.subarray(0, maxHeadBytes));
  const head = end === null ? null : fromUtf8(body.subarray(0, end));
  if (end === null || head === null) throw foreign("no empty line after the proof");
  const [first = "", ...lines] = head.split("\n");
  const oldSize = first.startsWith("old ") ? readDecimal(first.slice(4)) : null;
  if (oldSize === null) throw foreign("the old size");
  if (lines.length > maxProofLines) throw foreign(`${lines.length} proof lines`);
  const proof = lines.map((line) => readHash(line));
  const note = body.slice(end + 2);
  return { oldSize, proof, note, claimed: claimedIn(note) };
}

function claimedIn(note: Uint8Array): Checkpoint {
  try {
    return parseCheckpoint(parseSignedNote(note).text);
  } catch (cause) {
    if (cause instanceof CodedError) throw foreign(cause.message, cause);
    throw cause;
  }
}

/** Where the first empty line's two newlines start. */
function emptyLine(bytes: Uint8Array): number | null {
  let before = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === 10 && before === 10) return at - 1;
    before = byte;
  }
  return null;
}

function readHash(line: string): TreeHash {
  const hash = fromBase64(line);
  if (hash?.length !== 32) throw foreign("a proof line");
  return hash;
}

function foreign(detail: string, cause?: unknown): CodedError {
  return new CodedError(ledgerErrors.LEDGER_REQUEST_FOREIGN, { detail, cause });
}
