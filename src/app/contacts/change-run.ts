import type { ContactChange, PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import type { AskOtp } from "./ask-otp.ts";
import type { ContactDeeds } from "./contact-deeds.ts";
import { type JournalRow, type JournalStep, stepName } from "./contacts-journal.ts";

/** What carrying out takes. */
export interface ApplyDeps {
  readonly deeds: ContactDeeds;
  readonly askOtp: AskOtp;
  /** Keeps an account's row for good before it returns. */
  readonly keep: (row: JournalRow) => Promise<void>;
  readonly nowSeconds: () => number;
  readonly wait: (millis: number) => Promise<void>;
}

/** What one change has to go by. */
export interface ChangeRun extends ApplyDeps {
  readonly planned: PlannedAccount;
  /** What AWS took of this change, in an earlier run or in this one. */
  readonly stepOf: (change: ContactChange) => JournalStep | undefined;
  readonly keepStep: (change: ContactChange, state: JournalStep["state"]) => Promise<void>;
}

/** The run of one account. */
export interface AccountRun extends ChangeRun {
  /** Keeps that all of the account is as planned. */
  readonly finish: () => Promise<void>;
}

/** The run of one account, whose steps are kept one by one. */
export function changeRun(deps: ApplyDeps, planned: PlannedAccount, kept: JournalRow): AccountRun {
  let row = kept;
  const keep = async (next: JournalRow) => {
    await deps.keep(next);
    row = next;
  };
  return {
    ...deps,
    planned,
    stepOf: (change: ContactChange) => row.steps.find((step) => step.change === stepName(change)),
    keepStep: (change: ContactChange, state: JournalStep["state"]) => {
      const name = stepName(change);
      const step = { change: name, state, at: deps.nowSeconds() };
      return keep({ ...row, steps: [...row.steps.filter((each) => each.change !== name), step] });
    },
    finish: () => keep({ ...row, isFinished: true }),
  };
}
