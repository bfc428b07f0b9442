import { CodedError } from "../../../domain/core/coded-error.ts";
import { type Fact, isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts, AccountKind } from "../../../domain/snapshot/account-facts.ts";
import { unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { type ListedAccount, listedFacts } from "../../../domain/snapshot/listed-account.ts";
import { listAccounts } from "../../../world/aws/organizations/list-accounts.ts";
import { listParents } from "../../../world/aws/organizations/list-parents.ts";
import type { Scope } from "./collect-ask.ts";
import { collectErrors } from "./errors.ts";
import { priorFacts } from "./prior-facts.ts";
import { isOwn, kept, type Run } from "./run.ts";

/**
 * Lists the accounts in scope; each gets its line at once, so that an interrupted run knows of all of them, and then
 * `onAccount`. A resumed run whose list is young reads it from its own lines. Returns the number of accounts asked for.
 */
export async function listScope(run: Run, onAccount: (account: AccountFacts) => void): Promise<number | null> {
  const listed = kept(run, run.deps.store.prior?.organization?.accountList);
  if (listed !== undefined && run.deps.store.prior?.manifest.accounts !== null) {
    run.organization.accountList = listed;
    return fromLines(run, onAccount);
  }
  let asked = 0;
  const absent = new Set(run.ask.scope.accounts ?? []);
  const parents = new Map<string, string | null>();
  const answer = await listAccounts(run.session, async (accounts, at) => {
    for (const each of accounts) {
      absent.delete(each.id);
      const facts = await placed(run, listedFacts(each, kindOf(run, each), at), parents);
      const account = withContext(run, facts);
      if (account === null) continue;
      if (account.context !== true) asked += 1;
      const prior = await run.deps.store.account(account.id);
      const start = prior === null ? account : priorFacts(run, prior, account);
      await run.deps.store.putAccount(start);
      onAccount(start);
    }
  });
  if (answer.status === "failed") {
    run.organization.accountList = unseenOf(answer.call, answer.failure);
    return null;
  }
  run.organization.accountList = seen(answer.value, answer.call, answer.at);
  if (asked === 0) throw new CodedError(collectErrors.COLLECT_SCOPE_EMPTY);
  // Left out silently, an account with a typing error would count as looked at.
  if (absent.size > 0) {
    throw new CodedError(collectErrors.COLLECT_ACCOUNT_UNKNOWN, { detail: [...absent].join(", ") });
  }
  return asked;
}

/** True when an account is asked for. */
export function isInScope(scope: Scope, account: AccountFacts): boolean {
  if (scope.excluded.includes(account.id)) return false;
  if (scope.accounts === null && scope.units === null) return true;
  if (scope.accounts?.includes(account.id) === true) return true;
  const path = isSeen(account.path) ? account.path.value : [];
  return scope.units?.some((unit) => path.includes(unit)) === true;
}

/** The caller's own account is always read in an organization: everybody's paths depend on who may act there. */
function withContext(run: Run, account: AccountFacts): AccountFacts | null {
  if (isInScope(run.ask.scope, account)) return account;
  return isOwn(run, account) ? { ...account, context: true } : null;
}

async function fromLines(run: Run, onAccount: (account: AccountFacts) => void): Promise<number> {
  let asked = 0;
  for (const id of run.deps.store.accountIds()) {
    const line = await run.deps.store.account(id);
    if (line === null) continue;
    if (line.context !== true) asked += 1;
    onAccount(priorFacts(run, line, null));
  }
  return asked;
}

function kindOf(run: Run, listed: ListedAccount): AccountKind {
  const { organization } = run.organization;
  const management = isSeen(organization) ? organization.value?.managementAccount : undefined;
  return listed.id === management ? "management" : "member";
}

/** Where the list had no path, the parents are asked one by one; units that were asked before are remembered. */
async function placed(run: Run, account: AccountFacts, known: Map<string, string | null>): Promise<AccountFacts> {
  if (isSeen(account.path)) return account;
  return { ...account, path: await pathByParents(run, account.id, known) };
}

async function pathByParents(run: Run, id: string, known: Map<string, string | null>): Promise<Fact<string[]>> {
  const path: string[] = [];
  let at = run.manifest.startedAt;
  for (let child = id; !child.startsWith("r-");) {
    let parent = known.get(child);
    if (parent === undefined) {
      const answer = await listParents(run.session, child);
      if (answer.status === "failed") return unseenOf(answer.call, answer.failure);
      at = answer.at;
      parent = answer.value;
      known.set(child, parent);
    }
    if (parent === null || path.includes(parent)) return unseen("not-observable", "organizations:ListParents");
    path.unshift(parent);
    child = parent;
  }
  return seen(path, "organizations:ListParents", at);
}
