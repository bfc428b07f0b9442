import type { ErrorRow } from "../../core/error-row.ts";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { isTreeSize } from "../merkle/subtree.ts";
import { emptyRoot } from "../merkle/tree-hash.ts";
import { printSignedNote } from "../note/signed-note.ts";
import type { VerifierKey } from "../note/verifier-key.ts";
import { printCheckpoint } from "./checkpoint.ts";
import { type OpenedCheckpoint, openCheckpoint, type VerifiedCheckpoint } from "./open-checkpoint.ts";

/** A checkpoint as a document carries it: what its signer had last seen of a log. */
export interface CarriedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64, as in the note. */
  readonly root: string;
  /** Base64 of the log's own signature line: key id and signature; empty before the log signed anything. */
  readonly sig: string;
}

/** What a carried checkpoint shows. */
export type CarriedVerdict =
  | { readonly status: "signed"; readonly checkpoint: VerifiedCheckpoint }
  /** Size 0 without a signature: its signer had seen no checkpoint. It shows nothing. */
  | { readonly status: "unseen" }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/** The form in which an opened checkpoint is carried. */
export function carry({ checkpoint, signed }: OpenedCheckpoint): CarriedCheckpoint {
  const { origin, size, root } = checkpoint;
  return { origin, size, root: toBase64(root), sig: toBase64(concat(signed.line.id, signed.line.signature)) };
}

/** What is carried of a log that has not signed anything yet. */
export function carryUnseen(origin: string): CarriedCheckpoint {
  return { origin, size: 0, root: toBase64(emptyRoot()), sig: "" };
}

/**
 * Verifies a carried checkpoint against the log's keys. Only what is `signed` counts for or against a log: anybody can
 * write a size. Never throws.
 */
export function openCarried(carried: CarriedCheckpoint, keys: readonly VerifierKey[]): CarriedVerdict {
  const { origin, size, sig } = carried;
  const root = fromBase64(carried.root);
  const line = fromBase64(sig);
  if (root?.length !== 32 || line === null || !isTreeSize(size)) return foreign(`${origin}, size ${size}`);
  if (sig === "") return size === 0 ? { status: "unseen" } : unsigned(carried);
  if (line.length !== 68) return foreign(`a signature of ${line.length} bytes`);
  const key = keys.find((each) => each.kind === "log" && each.name === origin);
  if (key === undefined) return unsigned(carried);
  const text = printCheckpoint({ origin, size, root });
  const signatures = [{ name: origin, id: line.slice(0, 4), signature: line.slice(4) }];
  const opened = openCheckpoint(printSignedNote({ text, signatures }), keys);
  return opened.status === "refused" ? opened : { status: "signed", checkpoint: opened.checkpoint };
}

function unsigned({ origin, size }: CarriedCheckpoint): CarriedVerdict {
  return { status: "refused", row: ledgerErrors.LEDGER_UNSIGNED, detail: `${origin}, size ${size}` };
}

function foreign(detail: string): CarriedVerdict {
  return { status: "refused", row: ledgerErrors.LEDGER_CHECKPOINT_FOREIGN, detail };
}
