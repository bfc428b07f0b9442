import { type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { readsRoles } from "../../../domain/snapshot/choose-mode.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { collectDetails } from "./collect-details.ts";
import { collectReport } from "./collect-report.ts";
import { collectFlags, collectVirtualDevices, flagsKept, settleByFlags } from "./collect-root.ts";
import { collectSignin } from "./collect-signin.ts";
import { memberSession } from "./member-session.ts";
import { type Draft, isOwn, kept, type Run } from "./run.ts";

/**
 * Everything that a principal inside the account can read: the caller in its own, the reader role in members. Returns
 * the role's session, for what could not be read centrally; null when there is none.
 */
export async function collectInside(run: Run, draft: Draft<AccountFacts>): Promise<Session | null> {
  if (isOwn(run, draft)) {
    await readInside(run, draft, run.session);
    return null;
  }
  if (!readsRoles(run.mode) || isRead(run, draft)) return null;
  const assumed = await memberSession(run.session, draft.id, run.ask);
  if (assumed.status === "failed") {
    fillInside(run, draft, unseenOf(assumed.call, assumed.failure));
    return null;
  }
  await readInside(run, draft, assumed.value);
  return assumed.value;
}

/** Reasons for what nobody looked at, once everything that this run asks for has been tried. */
export function fillInside(run: Run, draft: Draft<AccountFacts>, why: Unseen): void {
  draft.flags = { mfa: why, accessKeys: why, password: why, certificates: why, ...draft.flags };
  draft.devices ??= why;
  draft.userDevices ??= why;
  draft.iam ??= why;
  draft.signin ??= { configuration: why, policy: why, statements: why };
  if (!wantsReport(run, draft)) return;
  draft.report ??= why;
  draft.users ??= why;
}

/** True when the credential report of the account is asked for: always in a single account. */
export function wantsReport(run: Run, draft: AccountFacts): boolean {
  if (run.mode === "account") return true;
  return run.ask.credentialReport && (isOwn(run, draft) || readsRoles(run.mode));
}

async function readInside(run: Run, draft: Draft<AccountFacts>, session: Session): Promise<void> {
  const { store, sleep, signal } = run.deps;
  await Promise.all([
    (async () => {
      await collectFlags(run, draft, session);
      settleByFlags(draft);
      await collectVirtualDevices(run, draft, session);
    })(),
    (async () => {
      const known = kept(run, draft.iam);
      draft.iam = known ?? (await run.detailsGate.through(() => collectDetails(session, store)));
    })(),
    (async () => {
      draft.signin = await collectSignin(session, draft.signin, (fact) => kept(run, fact));
    })(),
    (async () => {
      if (!wantsReport(run, draft)) return;
      const [report, users] = [kept(run, draft.report), kept(run, draft.users)];
      if (report !== undefined && users !== undefined) return;
      const read = await collectReport(session, (millis) => sleep(millis, signal));
      draft.report = report ?? read.report;
      draft.users = users ?? read.users;
    })(),
  ]);
}

/** True when an earlier run has read all of it, so that no role needs to be assumed. */
function isRead(run: Run, draft: AccountFacts): boolean {
  const { signin, userDevices } = draft;
  const facts = [draft.devices, userDevices, draft.iam, signin?.configuration, signin?.policy, signin?.statements];
  const ofReport = wantsReport(run, draft) ? [draft.report, draft.users] : [];
  return [...facts, ...ofReport].every((fact) => kept<unknown>(run, fact) !== undefined) && flagsKept(run, draft);
}

/** See `fillInside`; the reason of a mode that has no call for it. */
export const notInMode = unseen("not-in-mode", "--mode org+roles");
