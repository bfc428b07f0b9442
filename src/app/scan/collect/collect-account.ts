import { isSeen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { audits } from "../../../domain/snapshot/choose-mode.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import { collectAudit } from "./collect-audit.ts";
import {
  collectContacts,
  collectContactsThrough,
  collectCreation,
  contactWay,
  hasContacts,
} from "./collect-contacts.ts";
import { collectInside } from "./collect-inside.ts";
import { fillQuietReasons } from "./quiet-reasons.ts";
import { type Draft, isOwn, type Run } from "./run.ts";

/**
 * Collects one account into a line of the snapshot. Facts of an earlier run that are young enough are kept. When the run
 * is stopped in the middle, the line with what was read so far is written before the stop goes on.
 */
export async function collectAccount(run: Run, start: AccountFacts): Promise<AccountFacts> {
  const draft: Draft<AccountFacts> = { ...start };
  if (!isActive(draft)) {
    await run.deps.store.putAccount(draft);
    return draft;
  }
  try {
    await read(run, draft);
    fillQuietReasons(run, draft);
  } finally {
    await run.deps.store.putAccount(draft);
  }
  return draft;
}

async function read(run: Run, draft: Draft<AccountFacts>): Promise<void> {
  const way = contactWay(run, draft);
  const central = async () => {
    await collectContacts(run, draft, way);
    if (!isSeen(draft.createdAt)) await collectCreation(run, draft, way);
  };
  const [, inside] = await settled([central(), collectInside(run, draft)]);
  if (inside !== null && !(hasContacts(draft) && isSeen(draft.createdAt))) {
    await collectContactsThrough(run, draft, inside);
  }
  if (audits(run.mode) && draft.kind === "member" && !isOwn(run, draft)) await collectAudit(run, draft);
}

/** Waits for both, so that the draft no longer changes, and then throws what the first one threw. */
async function settled<A, B>(tasks: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
