// Carries out a whole plan, batch by batch: each batch has a session of its own, which can do nothing but that batch.
import { batchesOf } from "../../domain/custody/contacts/contacts-batches.ts";
import type { ContactsPlan, PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import { applyContacts } from "./apply-contacts.ts";
import { type AccountOutcome, accountOutcome, type ChangeOutcome } from "./change-outcome.ts";
import type { ContactDeeds } from "./contact-deeds.ts";
import {
  type ContactsJournal,
  emptyRow,
  journalHead,
  journalLine,
  type JournalRow,
  readContactsJournal,
  stepName,
} from "./contacts-journal.ts";
import type { AskOtp } from "./ask-otp.ts";

/** What came of asking for a batch's session. */
export type OpenedBatch =
  | { readonly status: "open"; readonly deeds: ContactDeeds }
  | { readonly status: "refused"; readonly code: string; readonly detail: string };

/** Where lines are kept; each is on disk when its promise is kept. */
export interface JournalLines {
  readonly lines: readonly string[];
  readonly append: (line: string) => Promise<void>;
}

/** What a run takes. */
export interface ApplyPlanDeps {
  /** Asks for the session of batch `n` (from 1); again when it has ended before its batch was done. */
  readonly openBatch: (n: number, accounts: readonly PlannedAccount[]) => Promise<OpenedBatch>;
  readonly askOtp: AskOtp;
  readonly journal: JournalLines;
  readonly nowSeconds: () => number;
  readonly wait: (millis: number) => Promise<void>;
  /** True once somebody wants the run to stop; it does so between two accounts. */
  readonly shouldStop?: (() => boolean) | undefined;
  readonly onOutcome?: ((outcome: AccountOutcome, planned: PlannedAccount) => void) | undefined;
}

/** What came of a plan: every account once, in the plan's order. */
export interface PlanOutcome {
  readonly outcomes: readonly AccountOutcome[];
  /** Why accounts were skipped; `null` where the run came to its end. */
  readonly stopped: { readonly code: string; readonly detail: string } | null;
}

/**
 * Carries out a plan, or the rest of one that was begun. Accounts that were finished are not touched again. Throws
 * `CONTACTS_JOURNAL_FOREIGN`; everything AWS or the broker says no to is an outcome.
 */
export function applyPlan(deps: ApplyPlanDeps) {
  return async (plan: ContactsPlan): Promise<PlanOutcome> => {
    const journal = new Map(readContactsJournal(deps.journal.lines, plan));
    if (deps.journal.lines.length === 0) await deps.journal.append(journalHead(plan));
    const outcomes: AccountOutcome[] = [];
    let stopped: PlanOutcome["stopped"] = null;
    for (const [at, batch] of batchesOf(plan).entries()) {
      const open = batch.filter(({ account }) => journal.get(account)?.isFinished !== true);
      const done = new Map<string, AccountOutcome>();
      if (open.length > 0 && stopped === null) stopped = await runBatch(deps, { n: at + 1, open, journal, done });
      for (const planned of batch) {
        const outcome = done.get(planned.account) ?? notRun(planned, journal);
        outcomes.push(outcome);
        deps.onOutcome?.(outcome, planned);
      }
    }
    return { outcomes, stopped };
  };
}

interface BatchRun {
  readonly n: number;
  readonly open: readonly PlannedAccount[];
  readonly journal: Map<string, JournalRow>;
  readonly done: Map<string, AccountOutcome>;
}

const interrupted = { code: "Stopped", detail: "asked to stop" };

/** Runs a batch; says why it stopped, if it did. */
async function runBatch(deps: ApplyPlanDeps, run: BatchRun): Promise<PlanOutcome["stopped"]> {
  if (deps.shouldStop?.() === true) return interrupted;
  let session = await deps.openBatch(run.n, run.open);
  if (session.status === "refused") return { code: session.code, detail: session.detail };
  const keep = async (row: JournalRow) => {
    await deps.journal.append(journalLine(row));
    run.journal.set(row.account, row);
  };
  const apply = async (planned: PlannedAccount, askOtp: AskOtp): Promise<PlanOutcome["stopped"]> => {
    for (let tries = 0; tries < 2; tries++) {
      if (session.status === "refused") return { code: session.code, detail: session.detail };
      const { nowSeconds, wait } = deps;
      const row = run.journal.get(planned.account);
      const outcome = await applyContacts({ deeds: session.deeds, askOtp, keep, nowSeconds, wait })({ planned, row });
      run.done.set(planned.account, outcome);
      if (!outcome.changes.some(isExpired)) return null;
      if (tries === 0) session = await deps.openBatch(run.n, run.open);
    }
    return null;
  };
  // Codes are asked for at the end: by then all of them are mailed, and nothing else waits for a person.
  for (const askOtp of [later, deps.askOtp]) {
    for (const planned of run.open) {
      const before = run.done.get(planned.account);
      if (before !== undefined && before.status !== "pending-otp") continue;
      if (deps.shouldStop?.() === true) return interrupted;
      const stopped = await apply(planned, askOtp);
      if (stopped !== null) return stopped;
    }
  }
  return null;
}

const later: AskOtp = () => Promise.resolve({ status: "later" });

function isExpired(change: ChangeOutcome): boolean {
  return (
    change.status === "refused" && /^(?:ExpiredToken|InvalidClientTokenId|TokenRefreshRequired)/.test(change.deed.code)
  );
}

/** The outcome of an account that this run did not touch. */
function notRun(planned: PlannedAccount, journal: ContactsJournal): AccountOutcome {
  const { steps, isFinished } = journal.get(planned.account) ?? emptyRow(planned);
  const changes = planned.changes.map((change): ChangeOutcome => {
    if (!isFinished) return { status: "not-begun" };
    return { status: steps.some((step) => step.change === stepName(change)) ? "changed" : "already" };
  });
  return accountOutcome(planned.account, changes);
}
