import type { SplitManifest } from "../shares/split-manifest.ts";

/** A custodian's verified `rw.liveness/v1`, or a sheet scanned in a `share` drill. */
export interface ShareSeen {
  readonly person: string;
  readonly splitId: string;
  /** The commitment of the share they opened, base64url. */
  readonly commit: string;
  /** Unix seconds. */
  readonly at: number;
}

/** How many holders of a split could still open their share. */
export interface LivenessVerdict {
  /** `alarm` when one more loss leaves no spare; `red` when there is none, or already too few. */
  readonly status: "green" | "alarm" | "red";
  readonly live: readonly string[];
  readonly silent: readonly string[];
  readonly threshold: number;
  /** Who showed a share that is not theirs, or not of this split's making. */
  readonly wrong: readonly string[];
}

const quarterSeconds = 92 * 86_400;

/**
 * Counts holders, not shares: a holder of two is one person. Alarm at one above the threshold, red at the threshold: from
 * there each further loss closes the vault for good. A client that lies can say it has a share; a kit drill is the proof.
 */
export function judgeLiveness(manifest: SplitManifest, seen: readonly ShareSeen[], now: number): LivenessVerdict {
  const holders = [...new Set(manifest.holders)];
  const recent = seen.filter(
    ({ splitId, at }) => splitId === manifest.splitId && at <= now && at > now - quarterSeconds,
  );
  const live = holders.filter((holder) => recent.some((each) => each.person === holder && isOwn(manifest, each)));
  const wrong = new Set(recent.filter((each) => !isOwn(manifest, each)).map(({ person }) => person));
  const status = live.length <= manifest.t ? "red" : live.length === manifest.t + 1 ? "alarm" : "green";
  return {
    status,
    live,
    silent: holders.filter((holder) => !live.includes(holder)),
    threshold: manifest.t,
    wrong: [...wrong],
  };
}

function isOwn({ commits, holders }: SplitManifest, { person, commit }: ShareSeen): boolean {
  return holders.some((holder, at) => holder === person && commits[at] === commit);
}
