import type { Evidence, Standards } from "../core/finding.ts";
import type { Reason } from "../core/reason.ts";
import type { Severity } from "../core/verdict.ts";
import type { AccountView } from "./account-view.ts";

/** What a check says about one resource of one account. */
export type Judgement = {
  /** What it is about: `root`, `root-mailbox`, `contact`, an ARN. Part of the fingerprint. */
  readonly resource: string;
  /** Tells several judgements of one check on one resource apart; part of the fingerprint. */
  readonly discriminator?: string | undefined;
  readonly evidence: readonly Evidence[];
  /** Replaces the check's own severity (a name alone is only `low`, management is `high` …). */
  readonly severity?: Severity | undefined;
  /** One sentence on this very case, added to the check's `why`. */
  readonly note?: string | undefined;
} & (
  | { readonly verdict: "pass" | "fail" | "not-applicable" }
  | { readonly verdict: "unknown"; readonly reason: Reason; readonly needs: string }
);

/** A worked case: ships with the product, shown by `explain`, run by `selftest`. */
export interface Case {
  /** A sentence of behaviour. */
  readonly name: string;
  readonly view: AccountView;
  readonly expect: "pass" | "fail" | "unknown" | "not-applicable" | "no-verdict";
  /** For `unknown`: the expected reason word. */
  readonly reason?: Reason;
}

/** One question about the root user of an account. One file each; the id is the file name and lives for ever. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** `organization`: asked once, of the management account (and of each stand-alone account, as not applicable). */
  readonly scope: "account" | "organization";
  /** IAM actions it rests on, e.g. `iam:GetAccountSummary`; the reader policy names them. */
  readonly needs: readonly string[];
  /** Why it is dangerous: how it is abused, in our own words. */
  readonly why: string;
  readonly fix: string;
  /** AWS page names or RFC sections. */
  readonly references: readonly string[];
  readonly standards: Standards;
  /** Null: no verdict (the account counts as not evaluated for this check). */
  readonly judge: (view: AccountView) => Judgement | null;
  readonly cases: readonly Case[];
}
