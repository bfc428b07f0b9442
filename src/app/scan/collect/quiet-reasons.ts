import { unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { audits } from "../../../domain/snapshot/choose-mode.ts";
import { fillInside, notInMode, wantsReport } from "./collect-inside.ts";
import { canAudit, type Draft, type Run } from "./run.ts";

/**
 * Gives every fact that this run had no call for its reason, so that nothing is silent: `not-asked` where a flag would
 * show it, `not-in-mode` where another mode would, `not-observable` where AWS shows it to nobody.
 */
export function fillQuietReasons(run: Run, draft: Draft<AccountFacts>): void {
  const auditable = draft.kind === "member" && !audits(run.mode) && canAudit(run);
  const byAudit = unseen("not-asked", "--assume-root");
  fillInside(run, draft, notInMode);
  const rest = auditable ? byAudit : restReason(run, draft);
  draft.keys ??= rest;
  draft.certificates ??= rest;
  draft.loginProfile ??= rest;
  const ofReport = wantsReport(run, draft) ? notInMode : unseen("not-asked", "--credential-report");
  draft.report ??= ofReport;
  draft.users ??= ofReport;
  draft.email ??= unseen("not-in-mode", "organizations:ListAccounts");
  draft.path ??= unseen("not-in-mode", "organizations:ListAccounts");
}

/** Root's own lists are shown to root and to AssumeRoot alone. */
function restReason(run: Run, draft: AccountFacts): ReturnType<typeof unseen> {
  if (draft.kind !== "member") return unseen("not-observable", undefined, "AWS shows it to root alone");
  if (run.mode === "account") return unseen("not-in-mode", "a scan from the management account with --assume-root");
  return unseen("not-asked", "--assume-root", "needs the organization feature RootCredentialsManagement");
}
