import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { readDecimal } from "../note/decimal.ts";
import type { Frontier } from "./frontier.ts";
import { subtreesOf } from "./subtree.ts";
import type { TreeHash } from "./tree-hash.ts";

/** The frontier as a small file: the size, then one base64 hash a line. */
export function printFrontier(frontier: Frontier): Uint8Array {
  return utf8([frontier.size.toString(), ...frontier.peaks.map((peak) => toBase64(peak)), ""].join("\n"));
}

/**
 * Reads such a file. Throws `LEDGER_STATE_FOREIGN`. It is a cache: compare its root with the signed checkpoint before use.
 */
export function readFrontier(bytes: Uint8Array): Frontier {
  // 53 lines of 45 bytes are the most that a size can ask for.
  const text = bytes.length > 4096 ? null : fromUtf8(bytes);
  if (text === null || !text.endsWith("\n")) throw foreign("no lines of text");
  const [first = "", ...rest] = text.slice(0, -1).split("\n");
  const size = readDecimal(first);
  if (size === null) throw foreign("the size");
  if (rest.length !== subtreesOf(0, size).length) throw foreign(`${rest.length} hashes for size ${size}`);
  return { size, peaks: rest.map((line) => readHash(line)) };
}

function readHash(line: string): TreeHash {
  const hash = fromBase64(line);
  if (hash?.length !== 32) throw foreign("a hash");
  return hash;
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_STATE_FOREIGN, { detail });
}
