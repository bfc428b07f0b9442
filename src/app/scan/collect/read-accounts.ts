import { isSeen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isExpired } from "../../../domain/snapshot/calls/answer.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import { getCallerIdentity } from "../../../world/aws/sts/get-caller-identity.ts";
import { collectAccount } from "./collect-account.ts";
import { ProgressMeter, sawExpiry } from "./progress.ts";
import type { Run } from "./run.ts";
import { makeWorkQueue, type WorkQueue } from "./work-queue.ts";

/** What the fan-out leaves behind. */
export interface ReadAccounts {
  /** Accounts asked for; null when the list could not be read. */
  readonly asked: number | null;
  /** Distinct paths of accounts, ids joined by `/`. */
  readonly paths: ReadonlySet<string>;
  /** Members whose root flags are not known. */
  readonly withoutFlags: readonly string[];
}

/**
 * Reads accounts while they are being listed, so many at a time. One failing account never stops the others; only an
 * abort, a disk that cannot be written and the end of the caller's own credentials do.
 */
export async function readAccounts(
  run: Run,
  list: (onAccount: (account: AccountFacts) => void) => Promise<number | null>,
): Promise<ReadAccounts> {
  const queue = makeWorkQueue<AccountFacts>();
  const meter = new ProgressMeter(run.deps);
  const paths = new Set<string>();
  const withoutFlags: string[] = [];
  let listed = 0;
  const producer = list((account) => {
    listed += 1;
    if (isSeen(account.path)) paths.add(account.path.value.join("/"));
    queue.add(account);
  })
    .then((asked) => {
      meter.listed(listed);
      return asked;
    })
    .finally(() => queue.close());
  const onDone = (account: AccountFacts) => {
    meter.account(account);
    const auditable = account.kind === "member" && isActive(account) && account.id !== run.session.account;
    if (auditable && !isSeen(account.flags?.password)) withoutFlags.push(account.id);
  };
  const workers = Array.from({ length: run.ask.concurrency }, () => work(run, queue, onDone));
  const results = await Promise.allSettled([producer, ...workers]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return { asked: await producer, paths, withoutFlags };
}

async function work(run: Run, queue: WorkQueue<AccountFacts>, onDone: (account: AccountFacts) => void): Promise<void> {
  try {
    for (;;) {
      const next = await queue.take();
      if (next === null || run.credentialsEnded) return;
      run.deps.signal?.throwIfAborted();
      const account = await collectAccount(run, next);
      onDone(account);
      if (sawExpiry(account)) await checkOwnCredentials(run);
    }
  } catch (thrown) {
    // The others must not wait for items that nobody will take.
    queue.close();
    throw thrown;
  }
}

/** A role's session may end alone; only the end of the caller's own credentials ends the run. */
async function checkOwnCredentials(run: Run): Promise<void> {
  if (run.credentialsEnded) return;
  if (isExpired(await getCallerIdentity(run.session))) run.credentialsEnded = true;
}
