// Carries out a plan that is in force. A session's keys are in memory alone, for one batch; what AWS took is in the journal
// before the next call.
import { applyPlan, type PlanOutcome, type OpenedBatch } from "../../../../app/contacts/apply-plan.ts";
import type { DecidedDocument } from "../../../../app/custody/client/session/decided-document.ts";
import { fetchDocumentSession } from "../../../../app/custody/client/session/fetch-session.ts";
import type { Entered } from "../../../../app/custody/client/signing/enter.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type ContactsPlan, planHash } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { openDeeds } from "../../../../world/aws/deeds/open-deeds.ts";
import type { OwnClient } from "../../bg/own-client.ts";
import { type screenTargets, screenText, showAnswer } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { errorText } from "../../print-error.ts";
import { awsOptionsOf, pause } from "../../scan/aws-options-of.ts";
import { bringCodes, type BroughtCodes } from "./brought-codes.ts";
import { contactDeedsOf } from "../contact-deeds-of.ts";
import { openJournal } from "./journal-file.ts";
import { outcomeJson, outcomeRows, summaryRows } from "./outcome-rows.ts";

/** What is carried out. */
export interface Running {
  readonly client: OwnClient;
  readonly entered: Entered;
  readonly under: DecidedDocument;
  readonly plan: ContactsPlan;
  /** The plan's file, as it was named; its journal lies beside it. */
  readonly file: string;
  readonly codes: BroughtCodes;
}

/** Carries out what is left of the plan, and tells of each account; returns the exit code. */
export async function runPlan(
  invocation: Invocation,
  targets: ReturnType<typeof screenTargets>,
  running: Running,
): Promise<number> {
  const { io, settings } = invocation;
  const { entered, under, plan, file, codes } = running;
  const sessions = sessionsOf(invocation, running);
  const journal = openJournal(io.cwd, `${file}.journal`);
  const showContacts = settings.is("showContacts");
  const wish = { file, showContacts };
  // Lines for a person come as things happen; everything else is written whole at the end.
  const isLive = targets.length === 1 && targets[0]?.format === "text" && targets[0].file === null;
  try {
    const outcome = await applyPlan({
      openBatch: sessions.open,
      askOtp: bringCodes(invocation, codes),
      journal,
      nowSeconds: () => Math.floor(io.now() / 1000),
      wait: (millis) => pause(millis),
      shouldStop: () => io.signal.aborted,
      onOutcome: (each, planned) => {
        if (isLive) io.out(screenText(outcomeRows(each, planned, wish), entered, io.columns));
      },
    })(plan);
    const rows = plan.accounts.flatMap((planned, at) => {
      const each = outcome.outcomes[at];
      return each === undefined ? [] : outcomeRows(each, planned, wish);
    });
    showAnswer(invocation, targets, entered, {
      rows: [...(isLive ? [] : rows), ...summaryRows(outcome, wish)],
      json: {
        schema: "rootward.contacts-apply/v1",
        state: "applied",
        hash: under.hash,
        planHash: planHash(plan),
        accounts: plan.accounts.map((planned, at) => outcomeJson(outcome.outcomes[at], planned, wish)),
        stopped: outcome.stopped,
      },
    });
    const failure = sessions.failure();
    if (failure !== null) io.err(errorText(failure, false));
    return exitOf(outcome, failure);
  } finally {
    sessions.close();
    journal.close();
  }
}

/** One session at a time: the one before is forgotten when the next is asked for. */
function sessionsOf(
  invocation: Invocation,
  { client, entered, under }: Running,
): {
  readonly open: (n: number) => Promise<OpenedBatch>;
  readonly failure: () => CodedError | null;
  readonly close: () => void;
} {
  // Without Ctrl-C: a call that is under way is waited for, and the run stops between two accounts.
  const { endpointUrl, timing, onWarning } = awsOptionsOf(invocation);
  let end = (): void => {};
  let failure: CodedError | null = null;
  return {
    open: async (n) => {
      end();
      end = () => {};
      try {
        const session = await fetchDocumentSession(client.deps, entered, under, n);
        const opened = await openDeeds({ endpointUrl, timing, onWarning }, session);
        end = () => {
          opened.close();
          session.keys.wipe();
        };
        return { status: "open", deeds: contactDeedsOf(opened.deeds) };
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        failure = error;
        return { status: "refused", code: error.row.code, detail: error.detail ?? "" };
      }
    },
    failure: () => failure,
    close: () => end(),
  };
}

function exitOf({ outcomes }: PlanOutcome, failure: CodedError | null): number {
  const isBegun = outcomes.some(({ status }) => status !== "skipped");
  if (failure !== null && !isBegun) return failure.row.exit;
  if (outcomes.some(({ status }) => status !== "changed" && status !== "already" && status !== "skipped")) return 1;
  if (failure !== null) return 3;
  return outcomes.some(({ status }) => status === "skipped") ? 1 : 0;
}
