import type { Finding } from "../core/finding.ts";

/** A judgement as a finding, without what only a run knows: when it was first and last seen, waivers, the help page. */
export type CheckResult = Pick<
  Finding,
  | "id"
  | "fingerprint"
  | "account"
  | "resource"
  | "verdict"
  | "severity"
  | "title"
  | "why"
  | "fix"
  | "evidence"
  | "reason"
  | "needs"
  | "standards"
>;
