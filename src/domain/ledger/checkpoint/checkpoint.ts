import { CodedError } from "../../core/coded-error.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { equalBytes } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { emptyRoot } from "../merkle/tree-hash.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";
import { readDecimal } from "../note/decimal.ts";
import { isKeyName } from "../note/key-name.ts";

/** What a log says about itself: its name, how many entries it has, the root over them. */
export interface Checkpoint extends TreeHead {
  /** `<host>/<deployment>/gate` or `…/broker`; also the name of the log's key. */
  readonly origin: string;
}

/** The text that is signed: origin, size, base64 of the root, a newline after each. */
export function printCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads such a text. Extension lines are refused, as no monitor can audit them. Throws `LEDGER_CHECKPOINT_FOREIGN`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", sizeLine = "", rootLine = "", end, ...more] = text.length > 4096 ? [] : text.split("\n");
  if (end !== "" || more.length > 0) throw foreign("it does not have three lines");
  const size = readDecimal(sizeLine);
  const root = fromBase64(rootLine);
  if (!isKeyName(origin)) throw foreign("the origin");
  if (size === null) throw foreign("the size");
  if (root?.length !== 32) throw foreign("the root");
  if (size === 0 && !equalBytes(root, emptyRoot())) throw foreign("a root over no entries that is not the empty one");
  return { origin, size, root };
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerErrors.LEDGER_CHECKPOINT_FOREIGN, { detail });
}
