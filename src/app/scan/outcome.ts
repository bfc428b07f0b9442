import type { Finding } from "../../domain/core/finding.ts";
import type { Reason } from "../../domain/core/reason.ts";
import type { Severity } from "../../domain/core/verdict.ts";
import type { ScanMode } from "../../domain/snapshot/manifest.ts";
import type { Cut, PathsAnswer } from "../../domain/takeover/answer.ts";

/** An account that was asked for and not, or not wholly, evaluated. */
export interface NotEvaluated {
  readonly account: string;
  /** `too-many`: the bound of attack sets was passed, so its path checks have no verdict. */
  readonly reason: Reason | "too-many";
  /** The missing call, role or fact. */
  readonly needs: string;
}

/** Something this run did not look at, by its mode, its flags, AWS's silence or the inventory's. */
export interface NotLookedAt {
  readonly reason: Reason;
  readonly what: string;
  /** The flag, mode or declaration that would show it. */
  readonly step: string;
}

/** How a run came about and how much it saw. */
export interface Run {
  readonly id: string;
  readonly startedAt: string;
  /** Null: collection was interrupted. Such a run never ends with exit code 0. */
  readonly finishedAt: string | null;
  readonly version: string;
  /** Null: a stand-alone account. */
  readonly organization: string | null;
  /** `sha256:<hex>`, the hash of the snapshot. */
  readonly snapshot: string;
  readonly mode: ScanMode;
  readonly scope: {
    readonly requested: number;
    readonly evaluated: number;
    readonly notEvaluated: readonly NotEvaluated[];
  };
  readonly notLookedAt: readonly NotLookedAt[];
  /** Finished, and nothing that was asked for stayed unseen. */
  readonly complete: boolean;
}

/** Process exit codes of a run. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Counts over everything that was judged, not only over what is shown. */
export interface Summary {
  /** Failed and not waived. */
  readonly fail: Readonly<Record<Exclude<Severity, "info">, number>>;
  readonly unknown: number;
  readonly waived: number;
  readonly notApplicable: number;
  /** Certain paths to a full root session, over all accounts. */
  readonly paths: number;
  readonly exit: ExitCode;
}

/** The first line of every answer. */
export interface Coverage {
  readonly line: string;
  /** The one step that completes it; null when nothing is missing. */
  readonly step: string | null;
}

/** A change ranked by certain session paths removed over all accounts. */
export type TopChange = Cut & { readonly accounts: number };

/** The second question: can we become root when we must? `known` once custody is connected. */
export type CustodyAnswer =
  | { readonly status: "unknown"; readonly line: string; readonly steps: readonly string[] }
  | {
      readonly status: "known";
      readonly isReady: boolean;
      readonly line: string;
      readonly items: readonly { readonly text: string; readonly isMet: boolean | null }[];
    };

/** One fact of an account's state line. */
export interface StateCell {
  readonly label: string;
  readonly value: string;
  readonly mark: "good" | "bad" | "neutral" | "unknown";
  readonly note: string | null;
  readonly source: string | null;
  /** ISO 8601 UTC. */
  readonly at: string | null;
}

/** What the root of one account is, in one line. */
export interface AccountState {
  readonly id: string;
  readonly name: string | null;
  readonly ou: string | null;
  readonly kind: "standalone" | "management" | "member";
  readonly cells: readonly StateCell[];
}

/** One finding of an earlier run. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly id: string;
  readonly account: string;
  readonly resource: string;
  readonly verdict: "fail" | "unknown";
  readonly severity: Severity;
}

/** What became of the findings of the baseline. */
export interface BaselineDiff {
  /** Looked at again and gone. */
  readonly fixed: readonly BaselineEntry[];
  /** Failed then; now unknown, or not looked at. Neither fixed nor the same. */
  readonly lostSight: readonly BaselineEntry[];
}

/** Mail addresses and phone numbers of a snapshot and its inventory, whole: what masking must find. */
export interface KnownContacts {
  readonly mails: readonly string[];
  readonly phones: readonly string[];
}

/** The answer of a scan: the envelope `rootward.findings/v1`, and what the faces for people need beside it. */
export interface ScanOutcome {
  readonly run: Run;
  readonly summary: Summary;
  /** Failed and unknown; with `--all` also passed and not applicable. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  /** Null: a stored run that holds findings alone. */
  readonly paths: PathsAnswer | null;
  readonly topChanges: readonly TopChange[];
  readonly custody: CustodyAnswer;
  /** Sorted by id. */
  readonly accounts: readonly AccountState[];
  /** Null: no baseline was given. */
  readonly baseline: BaselineDiff | null;
  /** For standard error: waivers that match nothing or end soon, a baseline of another organization. */
  readonly warnings: readonly string[];
  /** Empty once masked. */
  readonly contacts: KnownContacts;
}
