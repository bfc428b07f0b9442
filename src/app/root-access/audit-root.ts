import { type Fact, isSeen, type Unseen, unseen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { isExpired } from "../../domain/snapshot/calls/answer.ts";
import type { Session } from "../../world/aws/session/session.ts";
import { getCallerIdentity } from "../../world/aws/sts/get-caller-identity.ts";
import { collectAudit } from "../scan/collect/collect-audit.ts";
import type { FoundPlace } from "../scan/collect/find-place.ts";
import { sawExpiry } from "../scan/collect/progress.ts";
import type { AuditRun, Draft } from "../scan/collect/run.ts";
import type { AuditedMember, NamedAccount } from "./audit/audited-member.ts";
import { chosenMembers, notReached } from "./audit/chosen-members.ts";
import { managementOf, type OrganizationReads } from "./organization/organization-reads.ts";

/** What is to be audited. */
export interface AuditAsk {
  /** Twelve digits each; `null`: all members. */
  readonly accounts: readonly string[] | null;
  /** Accounts in flight. */
  readonly concurrency: number;
}

/** What an audit needs. */
export interface AuditDeps {
  /** The person's own session, in the management account or IAM's delegated administrator. */
  readonly session: Session;
  readonly reads: Pick<OrganizationReads, "place" | "features" | "accounts">;
  /** Asks whether so many accounts may log an AssumeRoot. SECURITY: nothing is assumed before the answer is yes. */
  readonly askForAudit: (accounts: number) => Promise<boolean>;
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How an audit ended; members in the order asked, those left out at the end. */
export type AuditOutcome =
  | { readonly status: "audited"; readonly members: readonly AuditedMember[] }
  /** Somebody said no; nothing was assumed. */
  | { readonly status: "declined"; readonly accounts: number }
  /** Which accounts there are could not be read. */
  | { readonly status: "unknown"; readonly why: Unseen };

/** Reads what root of chosen members has, by the same audit session as a scan with `--assume-root`. */
export const auditRoot =
  (deps: AuditDeps) =>
  async ({ accounts: asked, concurrency }: AuditAsk): Promise<AuditOutcome> => {
    const { session, reads } = deps;
    const found = await reads.place();
    const management = managementOf(found);
    const [features, accounts] = await Promise.all([reads.features(), accountsOf(reads, found)]);
    const chosen = chosenMembers({ asked, accounts, features, management, caller: session.account });
    if (chosen.status === "unknown") return chosen;
    const { toAudit, leftOut } = chosen;
    if (toAudit.length === 0) return { status: "audited", members: leftOut };
    if (!(await deps.askForAudit(toAudit.length))) return { status: "declined", accounts: toAudit.length };
    const rootFeatures = isSeen(features) ? { ...features, value: [...features.value] } : features;
    const run: AuditRun = { session, keepSince: "", organization: { rootFeatures } };
    return { status: "audited", members: [...(await auditAll(deps, run, toAudit, concurrency)), ...leftOut] };
  };

/** An account in no organization has no members: nothing may be assumed, whatever was asked for. */
function accountsOf(reads: AuditDeps["reads"], found: FoundPlace): Promise<Fact<readonly AccountFacts[]>> {
  const { organization } = found;
  if (isSeen(organization) && organization.value === null) return Promise.resolve({ ...organization, value: [] });
  return reads.accounts(managementOf(found));
}

async function auditAll(
  { session, onProgress, signal }: AuditDeps,
  run: AuditRun,
  toAudit: readonly NamedAccount[],
  concurrency: number,
): Promise<readonly AuditedMember[]> {
  const members: AuditedMember[] = toAudit.map((named) => ({ ...named, status: "not-read", why: notReached }));
  const total = toAudit.length;
  let next = 0;
  let done = 0;
  let ended = false;
  const work = async () => {
    for (;;) {
      const at = next;
      const named = toAudit[at];
      if (named === undefined || ended) return;
      next += 1;
      signal?.throwIfAborted();
      const draft: Draft<AccountFacts> = { id: named.account, kind: "member" };
      await collectAudit(run, draft);
      members[at] = audited(named, draft);
      // A member's session may end alone; only the end of the caller's own credentials ends the audit.
      if (sawExpiry(draft) && isExpired(await getCallerIdentity(session))) ended = true;
      onProgress?.({ done: (done += 1), total });
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(Math.max(1, concurrency), total) }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return members;
}

function audited(named: NamedAccount, draft: AccountFacts): AuditedMember {
  const { loginProfile = unseen("not-asked"), keys = unseen("not-asked") } = draft;
  const { certificates = unseen("not-asked"), devices = unseen("not-asked") } = draft;
  // Where no session could be had every fact carries the one reason.
  if (!isSeen(keys) && [loginProfile, certificates, devices].every((fact) => fact === keys)) {
    return { ...named, status: "not-read", why: keys };
  }
  const password = isSeen(loginProfile) ? { ...loginProfile, value: loginProfile.value !== null } : loginProfile;
  return { ...named, status: "audited", password, keys, certificates, devices };
}
