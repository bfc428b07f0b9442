import type { ErrorRow } from "../../core/error-row.ts";
import { equalBytes } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import type { TreeHash } from "../merkle/tree-hash.ts";
import { verifyConsistency } from "../merkle/verify-consistency.ts";
import type { VerifiedCheckpoint } from "./open-checkpoint.ts";

/** What a client that remembers a log's last checkpoint makes of the next one. */
export type Followed =
  /** To remember instead of the last one. */
  | { readonly status: "accepted"; readonly remember: VerifiedCheckpoint }
  /** `LEDGER_BEHIND`, `LEDGER_FORKED`, `LEDGER_OTHER_ORIGIN`, or `LEDGER_PROOF_BAD` while it may just be a wrong proof. */
  | { readonly status: "refused"; readonly row: ErrorRow; readonly remember: VerifiedCheckpoint };

/**
 * Follows a log from the checkpoint that was remembered (`null` at the first visit) to one that it offers; the proof leads
 * from one size to the other. What is remembered never gets smaller.
 */
export function followCheckpoint(
  last: VerifiedCheckpoint | null,
  offered: VerifiedCheckpoint,
  proof: readonly TreeHash[],
): Followed {
  if (last === null) return { status: "accepted", remember: offered };
  if (offered.origin !== last.origin) return refused(ledgerErrors.LEDGER_OTHER_ORIGIN, last);
  if (offered.size < last.size) return refused(ledgerErrors.LEDGER_BEHIND, last);
  if (offered.size === last.size && !equalBytes(offered.root, last.root))
    return refused(ledgerErrors.LEDGER_FORKED, last);
  if (!verifyConsistency(last, offered, proof)) return refused(ledgerErrors.LEDGER_PROOF_BAD, last);
  return { status: "accepted", remember: offered };
}

function refused(row: ErrorRow, remember: VerifiedCheckpoint): Followed {
  return { status: "refused", row, remember };
}
