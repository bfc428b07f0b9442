import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import { contactsErrors } from "../../domain/custody/contacts/errors.ts";
import { shownText } from "../../domain/custody/contacts/records/shown-text.ts";
import { nameOfChange } from "../../domain/custody/contacts/records/standing-of.ts";
import type { AccountOutcome } from "./change-outcome.ts";

/** Something about an account that a person has to look into. */
export interface OutcomeProblem {
  readonly row: ErrorRow;
  /** The account, what of it and which fields, or the action and code; no contact data. */
  readonly detail: string;
  /** What to do about a refusal, where AWS's answer allows to say. */
  readonly advice?: string | undefined;
}

/** What a person has to look into after an account was carried out: `CONTACTS_PLAN_STALE`, `_AWS_REFUSED`, `_UNCONFIRMED`. */
export function outcomeProblems(planned: PlannedAccount, outcome: AccountOutcome): readonly OutcomeProblem[] {
  return planned.changes.flatMap((change, at): readonly OutcomeProblem[] => {
    const each = outcome.changes[at];
    const what = `${planned.account}, ${nameOfChange(change)}`;
    switch (each?.status) {
      case "stale":
        return [{ row: contactsErrors.CONTACTS_PLAN_STALE, detail: `${what}: ${each.fields.join(", ")}` }];
      case "unconfirmed":
        return [{ row: contactsErrors.CONTACTS_UNCONFIRMED, detail: `${what}: ${each.fields.join(", ")}` }];
      case "refused": {
        const { action, code, message, advice } = each.deed;
        const detail = shownText(`${what}: ${action}: ${code}: ${message}`, 500);
        return [{ row: contactsErrors.CONTACTS_AWS_REFUSED, detail, advice }];
      }
      case "changed":
      case "already":
      case "pending-otp":
      case "pending":
      case "not-begun":
      case undefined:
        return [];
    }
  });
}
