import { CodedError } from "../../domain/core/coded-error.ts";
import { isSeen, seen, unseen } from "../../domain/core/fact.ts";
import { instantOfMillis } from "../../domain/core/instant.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { audits, chooseMode, withAudit } from "../../domain/snapshot/choose-mode.ts";
import type { Manifest } from "../../domain/snapshot/manifest.ts";
import { countedUnknowns } from "../../domain/snapshot/unknown-facts.ts";
import type { CollectAsk, CollectDeps, CollectOutcome } from "./collect/collect-ask.ts";
import { collectOrganization, collectOrganizationRest, firstOrganization } from "./collect/collect-organization.ts";
import { collectPolicies } from "./collect/collect-policies.ts";
import { collectUnitNames } from "./collect/collect-unit-names.ts";
import { collectErrors } from "./collect/errors.ts";
import { findPlace, type FoundPlace } from "./collect/find-place.ts";
import { firstManifest } from "./collect/first-manifest.ts";
import { makeGate } from "./collect/gate.ts";
import { isInScope, listScope } from "./collect/list-scope.ts";
import { priorFacts } from "./collect/prior-facts.ts";
import { type ReadAccounts, readAccounts } from "./collect/read-accounts.ts";
import { canAudit, type Run } from "./collect/run.ts";

const detailsAtOnce = 24;

/**
 * Collects a snapshot. What AWS refuses becomes an unknown fact; an abort and the end of the caller's credentials end the
 * run early with everything collected on disk; a disk that cannot be written throws a coded error, and what was written
 * before stays.
 */
export const collect =
  (deps: CollectDeps) =>
  async (ask: CollectAsk): Promise<CollectOutcome> => {
    refuseOtherCaller(deps);
    const found = await findPlace(deps.aws.session);
    const run = begin(deps, ask, found);
    await deps.store.putManifest(run.manifest);
    try {
      await collectAll(run);
    } catch (thrown) {
      if (deps.signal?.aborted === true) return interrupted(run, "interrupted");
      await end(run, { ...run.manifest, stopped: "failed" }).catch(() => undefined);
      throw thrown;
    }
    if (run.credentialsEnded) return interrupted(run, "credentials-expired");
    const finishedAt = instantOfMillis(deps.now());
    return {
      status: "finished",
      manifest: await end(run, { ...run.manifest, finishedAt, complete: await isComplete(run) }),
    };
  };

function begin(deps: CollectDeps, ask: CollectAsk, found: FoundPlace): Run {
  const prior = deps.store.prior?.manifest;
  const choice = chooseMode(found.place, ask.mode ?? prior?.mode ?? null, ask.assumeRoot);
  if (choice.status === "impossible") {
    throw new CodedError(collectErrors.COLLECT_MODE_IMPOSSIBLE, { detail: choice.why });
  }
  return {
    ask,
    deps,
    session: deps.aws.session,
    place: found.place,
    mode: choice.mode,
    organization: firstOrganization(found, choice.mode),
    manifest: firstManifest(deps, ask, choice.mode),
    keepSince: deps.store.prior === null ? "" : instantOfMillis(deps.now() - ask.ageLimitSeconds * 1000),
    detailsGate: makeGate(detailsAtOnce),
    credentialsEnded: false,
  };
}

async function collectAll(run: Run): Promise<void> {
  if (run.mode === "account") {
    const account = await singleAccount(run);
    if (!isInScope(run.ask.scope, account)) {
      const detail = `this run reads ${account.id} alone`;
      throw new CodedError(collectErrors.COLLECT_SCOPE_EMPTY, { detail });
    }
    const read = await readAccounts(run, async (onAccount) => {
      await run.deps.store.putAccount(account);
      onAccount(account);
      return 1;
    });
    run.manifest = { ...run.manifest, accounts: read.asked };
    await run.deps.store.putOrganization(run.organization);
    return;
  }
  await collectOrganization(run);
  await run.deps.store.putOrganization(run.organization);
  const [read] = await allOrFirst([readListed(run), organizationRest(run)]);
  if (run.credentialsEnded) return;
  run.organization.units = await collectUnitNames(run, read.paths);
  await offerAudit(run, read.withoutFlags);
  await run.deps.store.putOrganization(run.organization);
}

/** Lists and reads the accounts. Without a list there is still the caller's own account. */
async function readListed(run: Run): Promise<ReadAccounts> {
  const read = await readAccounts(run, async (onAccount) => {
    const asked = await listScope(run, onAccount);
    run.manifest = { ...run.manifest, accounts: asked };
    await run.deps.store.putManifest(run.manifest);
    await run.deps.store.putOrganization(run.organization);
    if (asked === null && !run.deps.store.accountIds().includes(run.session.account)) {
      onAccount(await singleAccount(run));
    }
    return asked;
  });
  return read;
}

async function organizationRest(run: Run): Promise<void> {
  await collectPolicies(run);
  await collectOrganizationRest(run);
}

/** The line of the caller's own account where no list of accounts tells about it. */
async function singleAccount(run: Run): Promise<AccountFacts> {
  const { organization } = run.organization;
  const id = run.session.account;
  const inOrganization = isSeen(organization) && organization.value !== null;
  const isManagement = inOrganization && organization.value?.managementAccount === id;
  const email = isManagement ? organization.value?.managementEmail : undefined;
  const kind = isManagement ? "management" : inOrganization ? "member" : "standalone";
  const start: AccountFacts = {
    id,
    kind,
    ...(typeof email === "string" && isSeen(organization)
      ? { email: seen(email, organization.source, organization.at) }
      : kind === "standalone"
        ? { email: unseen("not-observable", undefined, "AWS shows the root e-mail of a single account to root alone") }
        : {}),
  };
  const prior = await run.deps.store.account(id);
  return prior === null ? start : priorFacts(run, prior, start);
}

/** Asks once, and only a person who is there, whether members whose root facts are missing may log an AssumeRoot. */
async function offerAudit(run: Run, withoutFlags: readonly string[]): Promise<void> {
  const { askForAudit, store } = run.deps;
  if (audits(run.mode) || withoutFlags.length === 0 || !canAudit(run) || askForAudit === undefined) return;
  if (!(await askForAudit(withoutFlags.length))) return;
  run.mode = withAudit(run.mode);
  const { asked } = run.manifest;
  run.manifest = { ...run.manifest, mode: run.mode, asked: { ...asked, assumeRoot: true } };
  await readAccounts(run, async (onAccount) => {
    for (const id of withoutFlags) {
      const line = await store.account(id);
      if (line !== null) onAccount(priorFacts(run, line, null));
    }
    return withoutFlags.length;
  });
}

function refuseOtherCaller({ store, aws }: CollectDeps): void {
  const prior = store.prior?.manifest.caller.account;
  if (prior === undefined || prior === aws.caller.account) return;
  throw new CodedError(collectErrors.COLLECT_OTHER_CALLER, { detail: `${prior}, now ${aws.caller.account}` });
}

async function interrupted(run: Run, why: "interrupted" | "credentials-expired"): Promise<CollectOutcome> {
  return { status: "interrupted", manifest: await end(run, { ...run.manifest, stopped: why }), why };
}

async function end(run: Run, manifest: Manifest): Promise<Manifest> {
  await run.deps.store.putOrganization(run.organization);
  await run.deps.store.finish(manifest);
  return manifest;
}

/** Complete means: no fact, of the organization or of any account, carries a reason that counts. */
async function isComplete(run: Run): Promise<boolean> {
  if (countedUnknowns(run.organization).length > 0) return false;
  for (const id of run.deps.store.accountIds()) {
    if (countedUnknowns(await run.deps.store.account(id)).length > 0) return false;
  }
  return true;
}

/** Waits until both have ended, then throws what the first one threw: nothing may write after the end. */
async function allOrFirst<A, B>(tasks: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
