// The only way out of quarantine. People who can see every copy decide together which history is the true one.
import type { ReadCustodyDocument, DocumentOf } from "../documents/read-custody-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { quorumMissing, type VerifiedDecision } from "../roster/quorum-missing.ts";
import type { RosterView } from "../roster/roster-view.ts";

/** What the process that is to be resynchronised knows. */
export interface ResyncFacts {
  readonly log: "gate" | "broker";
  /** The id of this host, base64url; the document names the one that may go on. */
  readonly hostId: string;
  /** Entries of its own log that are whole. */
  readonly ownSize: number;
  /** SHA-256 of the entries that came along, each with its length before it, base64url. */
  readonly entriesHash: string;
  /** How many entries came along. */
  readonly entryCount: number;
  /** The largest size that this log's key signed, by any copy that was met. */
  readonly largestSigned: number;
}

/** Whether the entries lead the old log on, or a new log begins. */
export type ResyncVerdict =
  | { readonly status: "replay"; readonly fromSize: number }
  | { readonly status: "new-epoch" }
  | Refused;

/**
 * Judges a `rw.resync/v1`. The signatures are judged by `view`, which must be of the newest roster that it carries: a member
 * whom the restored copy does not know to be removed does not count. Whether the entries replay to the checkpoint is for
 * `replayEntries` to say.
 */
export function judgeResync(
  read: ReadCustodyDocument<DocumentOf<"rw.resync/v1">>,
  approvals: readonly VerifiedDecision[],
  facts: ResyncFacts,
  view: RosterView,
  nowSeconds: number,
): ResyncVerdict {
  const { document } = read;
  if (document.log !== facts.log) return refused(custodyErrors.CUSTODY_NOT_ASKED, `the log of the ${document.log}`);
  if (document.hostId !== facts.hostId) return refused(custodyErrors.CUSTODY_NOT_ASKED, "another host is to go on");
  if (document.entriesHash !== facts.entriesHash) return refused(custodyErrors.CUSTODY_NOT_ASKED, "other entries");
  const missing = quorumMissing(read, approvals, view, nowSeconds);
  if (missing !== null) return missing;
  const { size } = document.checkpoint;
  if (size < facts.largestSigned) {
    return refused(
      custodyErrors.CUSTODY_NOT_ASKED,
      `a checkpoint of size ${facts.largestSigned} was signed, not ${size}`,
    );
  }
  if (document.lost) return { status: "new-epoch" };
  if (document.fromSize > facts.ownSize || document.fromSize + facts.entryCount !== size) {
    return refused(
      custodyErrors.CUSTODY_NOT_ASKED,
      `${facts.entryCount} entries from ${document.fromSize} do not lead from ${facts.ownSize} to ${size}`,
    );
  }
  return { status: "replay", fromSize: document.fromSize };
}
