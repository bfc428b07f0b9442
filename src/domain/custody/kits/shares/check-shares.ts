import { equalBytes } from "../../../crypto/bytes.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { shareCommitment } from "./share-commitment.ts";
import { type Share, shareX } from "./share.ts";
import type { SplitCommitments } from "./split-manifest.ts";

/** What can be said of shares before they are combined. */
export type CheckedShares =
  | {
      readonly status: "ready";
      /** Whether each share is known to be the one that was made; without commitments only the MACs will tell. */
      readonly isCommitted: boolean;
    }
  /** All are good, and more are needed. */
  | { readonly status: "missing"; readonly have: number; readonly need: number; readonly missing: number }
  /** These sheets are not the ones that were made; the others are, and count on. */
  | (Refused & { readonly sheets: readonly number[] });

/**
 * Whether these shares may be combined. Refuses mixed splits, one x twice, a threshold below two, and every share that
 * its commitment does not fit: `CUSTODY_SHARES_MIXED`, `_SHARE_TWICE`, `_SHARE_THRESHOLD`, `_SHARE_WRONG`,
 * `_MANIFEST_UNFIT`. Combining is for `ready` alone: anything else would give a wrong key without a word.
 */
export function checkShares(shares: readonly Share[], commitments: SplitCommitments | null): CheckedShares {
  const wrong = belongTogether(shares, commitments) ?? eachOnce(shares);
  if (wrong !== null) return wrong;
  const strangers = commitments === null ? [] : shares.filter((share) => !isCommitted(share, commitments));
  if (strangers.length > 0) {
    return no(kitErrors.CUSTODY_SHARE_WRONG, `${named(strangers)} does not fit its commitment`, strangers);
  }
  const have = shares.length;
  const need = shares[0]?.threshold ?? commitments?.threshold ?? 2;
  if (have < need) return { status: "missing", have, need, missing: need - have };
  return { status: "ready", isCommitted: commitments !== null };
}

/** Whether a share is the one that was committed to; a commitment of under four bytes says nothing and is never met. */
export function isCommitted(share: Share, { commits }: SplitCommitments): boolean {
  const commit = commits[share.index - 1];
  if (commit === undefined || commit.length < 4) return false;
  return equalBytes(shareCommitment(share).subarray(0, commit.length), commit);
}

function belongTogether(shares: readonly Share[], commitments: SplitCommitments | null): CheckedShares | null {
  if (commitments !== null && commitments.commits.length !== commitments.total) {
    return no(
      kitErrors.CUSTODY_MANIFEST_UNFIT,
      `${commitments.commits.length} commitments for ${commitments.total}`,
      [],
    );
  }
  const single = shares.filter((share) => share.threshold < 2);
  if (single.length > 0 || (commitments !== null && commitments.threshold < 2)) {
    return no(kitErrors.CUSTODY_SHARE_THRESHOLD, named(single), single);
  }
  const head = commitments ?? shares[0];
  for (const field of ["splitId", "vault", "threshold", "total"] as const) {
    const others = shares.filter((share) => share[field] !== head?.[field]);
    if (others.length > 0)
      return no(kitErrors.CUSTODY_SHARES_MIXED, `${named(others)}: another ${words[field]}`, others);
  }
  return null;
}

const words = { splitId: "split id", vault: "vault", threshold: "threshold", total: "number of shares" } as const;

function eachOnce(shares: readonly Share[]): CheckedShares | null {
  for (const [at, share] of shares.entries()) {
    const twin = shares.slice(0, at).find((each) => shareX(each) === shareX(share));
    if (twin === undefined) continue;
    const detail = twin.index === share.index ? named([share]) : `${named([twin, share])} have one x`;
    return no(kitErrors.CUSTODY_SHARE_TWICE, detail, [twin, share]);
  }
  return null;
}

function named(shares: readonly Share[]): string {
  return shares.map((share) => `sheet ${share.index}`).join(", ");
}

function no(row: Refused["row"], detail: string, shares: readonly Share[]): CheckedShares {
  return { ...refused(row, detail), sheets: [...new Set(shares.map((share) => share.index))] };
}
