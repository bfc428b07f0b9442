// Carries out what a plan says of one account. The order is the safeguard: everything is read before anything is written,
// each write follows a reading that shows the planned old record, and is read back. What AWS took is kept before the next
// call, so that a run that was stopped sends no acknowledged write again.
import type { ContactChange, PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import { standingOf } from "../../domain/custody/contacts/records/standing-of.ts";
import { type AccountOutcome, accountOutcome, type ChangeOutcome } from "./change-outcome.ts";
import { type ApplyDeps, type ChangeRun, changeRun } from "./change-run.ts";
import { emptyRow, type JournalRow } from "./contacts-journal.ts";
import { moveMailbox, moveUnderWay } from "./move-mailbox.ts";
import { readNow } from "./read-now.ts";
import { writeContact } from "./write-contact.ts";

/** One account of a plan, with what an earlier run kept of it. */
export interface ApplyAsk {
  readonly planned: PlannedAccount;
  readonly row?: JournalRow | undefined;
}

/**
 * Carries out one account's changes. `stale` (`CONTACTS_PLAN_STALE`): a record is neither the planned old nor the new one,
 * so nothing more of the account is written. Running it again goes on where it was.
 */
export function applyContacts(deps: ApplyDeps) {
  return async ({ planned, row = emptyRow(planned) }: ApplyAsk): Promise<AccountOutcome> => {
    const run = changeRun(deps, planned, row);
    const before: Before[] = [];
    for (const change of planned.changes) before.push(await look(run, change));
    const outcome = accountOutcome(
      planned.account,
      before.some(stops) ? before.map((each) => (each === "ready" ? notBegun : each)) : await carriedOut(run, before),
    );
    if (outcome.status === "changed" || outcome.status === "already") await run.finish();
    return outcome;
  };
}

/** `ready`: as planned, to be written now. */
type Before = "ready" | ChangeOutcome;

const notBegun: ChangeOutcome = { status: "not-begun" };

async function carriedOut(run: ChangeRun, before: readonly Before[]): Promise<readonly ChangeOutcome[]> {
  const outcomes: ChangeOutcome[] = [];
  let hasWritten = false;
  for (const [at, change] of run.planned.changes.entries()) {
    if (outcomes.some(stops)) {
      outcomes.push(before[at] === "ready" ? notBegun : (before[at] ?? notBegun));
      continue;
    }
    // Whatever was written since the first look took time in which somebody else may have changed this record.
    const now = before[at] === "ready" && hasWritten ? await look(run, change) : (before[at] ?? notBegun);
    if (now !== "ready") {
      outcomes.push(now);
      continue;
    }
    hasWritten = true;
    outcomes.push(change.kind === "mailbox" ? await moveMailbox(run, change) : await writeContact(run, change));
  }
  return outcomes;
}

/** After these a person has to look before anything else of the account is written. */
function stops(each: Before): boolean {
  return each !== "ready" && ["refused", "stale", "unconfirmed"].includes(each.status);
}

async function look(run: ChangeRun, change: ContactChange): Promise<Before> {
  const now = await readNow(run.deeds, run.planned.account, change);
  if ("status" in now) return { status: "refused", deed: now };
  const standing = standingOf(change, now);
  switch (standing.status) {
    case "new":
      return { status: run.stepOf(change) === undefined ? "already" : "changed" };
    case "other":
      return { status: "stale", fields: standing.fields };
    case "old":
  }
  if (change.kind === "mailbox") return (await moveUnderWay(run, change)) ?? "ready";
  // INVARIANT: what AWS acknowledged is never sent again; that the old record is back is for a person to look into.
  return run.stepOf(change) === undefined ? "ready" : { status: "unconfirmed", fields: ["the old record is back"] };
}
