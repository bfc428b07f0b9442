import type { ErrorRow } from "../../core/error-row.ts";
import type { OpenedCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { verifyInclusion } from "../merkle/verify-inclusion.ts";
import { openTrusted } from "../trust/open-trusted.ts";
import type { Trust } from "../trust/trust-file.ts";
import { parseProofFile } from "./proof-file.ts";

/** What a proof file shows about an entry. */
export type ProofVerdict =
  | { readonly status: "proven"; readonly index: number; readonly opened: OpenedCheckpoint }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/**
 * Whether the file shows that this entry stands in a log of the trust file and that its quorum of witnesses saw it. Needs
 * no network. Throws `LEDGER_PROOF_FOREIGN`, `LEDGER_NOTE_FOREIGN`, `LEDGER_CHECKPOINT_FOREIGN`, `LEDGER_ENTRY_TOO_LARGE`.
 */
export function verifyProofFile(bytes: Uint8Array, entry: Uint8Array, trust: Trust): ProofVerdict {
  const { index, proof, note } = parseProofFile(bytes);
  const opened = openTrusted(note, trust);
  if (opened.status === "refused") return opened;
  const { origin, size, root } = opened.checkpoint;
  const isThere = verifyInclusion({ leaf: leafHash(entry), index, size, root, proof });
  if (isThere) return { status: "proven", index, opened };
  return {
    status: "refused",
    row: ledgerErrors.LEDGER_PROOF_BAD,
    detail: `entry ${index} of ${origin} at size ${size}`,
  };
}
