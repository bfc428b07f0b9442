import type { Reason } from "./reason.ts";
import type { Severity, Verdict } from "./verdict.ts";

/** One thing that was observed, with its origin. */
export interface Evidence {
  readonly fact: string;
  readonly value: string;
  readonly source: string;
  /** ISO 8601 UTC; null when it comes from an inventory. */
  readonly observedAt: string | null;
  /** The value is one whole mail address or phone number: faces mask it unless contacts were asked for. */
  readonly contact?: "mail" | "phone" | undefined;
}

/** Standards a check answers to: key `cis-7.0.0` and so on, values control ids. Only verified cells are listed. */
export type Standards = Readonly<Record<string, readonly string[]>>;

/** A waiver that applies to a finding. */
export interface AppliedWaiver {
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string | null;
  readonly expires: string;
}

/** A verdict worth telling (interface: `rootward.findings/v1`). */
export interface Finding {
  readonly id: string;
  readonly fingerprint: string;
  readonly account: { readonly id: string; readonly name: string | null; readonly ou: string | null };
  readonly resource: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly help: string;
  readonly evidence: readonly Evidence[];
  /** Set when the verdict is `unknown`. */
  readonly reason: Reason | null;
  /** What would turn `unknown` into an answer. */
  readonly needs: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly waiver: AppliedWaiver | null;
  readonly standards: Standards;
  /** Only with a baseline. */
  readonly change?: "new" | "same" | "lost-sight" | undefined;
}
