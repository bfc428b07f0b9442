import type { Vault } from "../../envelope/place.ts";

/** What is rehearsed: each holder scans their sheet; a kit is opened; a sign-in with the canary account; people alone; both backups restored. */
export type DrillKind = "share" | "kit" | "sign-in" | "people" | "restore";

/** One drill that was held. Times are Unix seconds. */
export interface DrillResult {
  readonly kind: DrillKind;
  /** Which vault's kit or share; `null` for the other kinds. */
  readonly vault: Vault | null;
  readonly at: number;
  readonly outcome: "passed" | "failed";
  /** What shows it: a CloudTrail event id for a sign-in, a hash, a log index; empty is no proof. */
  readonly proof: string;
  /** When the proof expires, where it was agreed to be earlier than the default. */
  readonly expires: number | null;
  /** Seconds that the clocks differed; `null` when it was not measured. */
  readonly skewSeconds: number | null;
}

/** What is known about one kind of drill. */
export type DrillVerdict =
  | { readonly status: "proven"; readonly until: number }
  | { readonly status: "expired"; readonly since: number }
  | { readonly status: "failed"; readonly at: number }
  /** Passed, it is said, but nothing shows it. */
  | { readonly status: "unproven"; readonly at: number }
  /** Not held yet, and not yet due. */
  | { readonly status: "due"; readonly by: number }
  | { readonly status: "never" };

const day = 86_400;

/** For how many seconds a drill proves something: shares quarterly, all else half a year. */
export const drillValidSeconds: Readonly<Record<DrillKind, number>> = {
  share: 92 * day,
  kit: 180 * day,
  "sign-in": 180 * day,
  people: 180 * day,
  restore: 180 * day,
};

/** Which drill is asked about, since when it could be held, and now, in Unix seconds. */
export interface DrillQuestion {
  readonly kind: DrillKind;
  readonly vault: Vault | null;
  /** When the kit was made, or custody began. */
  readonly since: number;
  readonly now: number;
}

/**
 * The newest result alone counts, so a failed drill ends an earlier proof. A result before `since` was about something
 * else, e.g. an older kit; one from the future is none.
 */
export function judgeDrill(results: readonly DrillResult[], { kind, vault, since, now }: DrillQuestion): DrillVerdict {
  const [latest] = results
    .filter((each) => each.kind === kind && each.vault === vault && each.at >= since && each.at <= now)
    .toSorted((one, other) => other.at - one.at || (one.outcome === "failed" ? -1 : 1));
  const valid = drillValidSeconds[kind];
  if (latest === undefined) return since + valid > now ? { status: "due", by: since + valid } : { status: "never" };
  if (latest.outcome === "failed") return { status: "failed", at: latest.at };
  if (!isProof(latest)) return { status: "unproven", at: latest.at };
  const until = Math.min(latest.at + valid, latest.expires ?? Number.POSITIVE_INFINITY);
  return until > now ? { status: "proven", until } : { status: "expired", since: until };
}

/** CloudTrail names events by UUIDs. */
const eventId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function isProof({ kind, proof }: DrillResult): boolean {
  return kind === "sign-in" ? eventId.test(proof) : proof.trim() !== "";
}
