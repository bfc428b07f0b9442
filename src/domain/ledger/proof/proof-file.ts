import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import type { TreeHash } from "../merkle/tree-hash.ts";
import { readDecimal } from "../note/decimal.ts";
import { maxNoteBytes } from "../note/signed-note.ts";

/** What a `.tlog-proof` file holds; nothing of it is verified. */
export interface ProofFile {
  /** Not covered by any signature: context, never evidence. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  /** The inclusion proof, from the leaf's sibling up. */
  readonly proof: readonly TreeHash[];
  /** The checkpoint's note, byte for byte. */
  readonly note: Uint8Array;
}

const firstLine = "c2sp.org/tlog-proof@v1";
const maxBytes = maxNoteBytes + 128 * 1024;

/** The file's bytes (C2SP tlog-proof). */
export function printProofFile({ extra, index, proof, note }: ProofFile): Uint8Array {
  const lines = [
    firstLine,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map((hash) => toBase64(hash)),
    "",
    "",
  ];
  return concat(utf8(lines.join("\n")), note);
}

/** Reads such a file. Throws `LEDGER_PROOF_FOREIGN`. */
export function parseProofFile(bytes: Uint8Array): ProofFile {
  const text = bytes.length > maxBytes ? null : fromUtf8(bytes);
  const end = text?.indexOf("\n\n") ?? -1;
  if (text === null || end < 0) throw foreign("no text with an empty line");
  const [first, ...lines] = text.slice(0, end).split("\n");
  if (first !== firstLine) throw foreign("the first line");
  const extraLine = lines[0]?.startsWith("extra ") === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? null : fromBase64(extraLine.slice("extra ".length));
  if (extraLine !== undefined && extra === null) throw foreign("the extra line");
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? readDecimal(indexLine.slice("index ".length)) : null;
  if (index === null) throw foreign("the index line");
  if (lines.length > 63) throw foreign(`${lines.length} proof lines`);
  return { extra, index, proof: lines.map((line) => readHash(line)), note: utf8(text.slice(end + 2)) };
}

function readHash(line: string): TreeHash {
  const hash = fromBase64(line);
  if (hash?.length !== 32) throw foreign("a proof line");
  return hash;
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_PROOF_FOREIGN, { detail });
}
