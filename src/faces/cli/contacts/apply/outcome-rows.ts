import type { PlanOutcome } from "../../../../app/contacts/apply-plan.ts";
import type { AccountOutcome, ChangeOutcome } from "../../../../app/contacts/change-outcome.ts";
import { maskMail, maskPhone } from "../../../../domain/core/mask.ts";
import type { ContactChange, PlannedAccount } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { contactsErrors } from "../../../../domain/custody/contacts/errors.ts";
import { nameOfChange } from "../../../../domain/custody/contacts/records/standing-of.ts";
import { accountText } from "../../bg/request-rows.ts";
import type { Row } from "../../bg/screen.ts";
import { word } from "../../set-up/program-name.ts";

/** How outcomes are told. */
export interface OutcomeWish {
  /** The plan's file, for what to type next. */
  readonly file: string;
  readonly showContacts: boolean;
}

const wordOf: Readonly<Record<AccountOutcome["status"], string>> = {
  changed: "changed",
  already: "as planned",
  stale: "STALE",
  refused: "REFUSED",
  "pending-otp": "code due",
  pending: "pending",
  unconfirmed: "LOOK",
  skipped: "not begun",
};

/** One account: the word for all of it, and a line for each change that is not simply done. */
export function outcomeRows(
  { status, changes }: AccountOutcome,
  planned: PlannedAccount,
  wish: OutcomeWish,
): readonly Row[] {
  return [
    [wordOf[status], `${accountText(planned.account)}  ${planned.name}`],
    ...planned.changes.map((change, at): Row => {
      const outcome = changes[at] ?? { status: "not-begun" };
      return ["", `${nameOfChange(change)}: ${changeText(outcome, change, planned, wish)}`];
    }),
  ];
}

/** The same for a program. */
export function outcomeJson(outcome: AccountOutcome | undefined, planned: PlannedAccount, wish: OutcomeWish): object {
  return {
    account: planned.account,
    name: planned.name,
    status: outcome?.status ?? "skipped",
    changes: planned.changes.map((change, at) => {
      const each = outcome?.changes[at] ?? { status: "not-begun" };
      const frame = { change: nameOfChange(change), status: each.status };
      if ("fields" in each) return { ...frame, fields: each.fields };
      if (each.status !== "refused") return frame;
      const { action, code, message } = each.deed;
      return { ...frame, action, code, message: withoutContacts(message, planned, wish) };
    }),
  };
}

/** How many came out how, and what to do about those that are not done. */
export function summaryRows({ outcomes, stopped }: PlanOutcome, { file }: OutcomeWish): readonly Row[] {
  const words: AccountOutcome["status"][] = [
    "changed",
    "already",
    "stale",
    "refused",
    "unconfirmed",
    "pending-otp",
    "pending",
    "skipped",
  ];
  const counts = words.flatMap((status) => {
    const count = outcomes.filter((each) => each.status === status).length;
    return count === 0 ? [] : [`${count} ${wordOf[status]}`];
  });
  const is = (...any: AccountOutcome["status"][]): boolean => outcomes.some(({ status }) => any.includes(status));
  const again = `rootward contacts apply ${word(file)}`;
  return [
    ["accounts", counts.join(", ")],
    ...(stopped === null ? [] : [["stopped", `${stopped.code}: ${stopped.detail}`] as const]),
    ...(is("pending-otp")
      ? [["next", `${again} --otp-file FILE   (within a day of the code; or without it at a terminal)`] as const]
      : []),
    ...(is("pending") ? [["next", `${again}   (AWS shows a new root address within four hours)`] as const] : []),
    ...(is("stale") ? [["next", "rootward contacts plan   (find out first who changed it)"] as const] : []),
    ...(is("skipped", "refused")
      ? [["next", `${again}   (while it is in force; what is done is not done again)`] as const]
      : []),
    ...(is("unconfirmed")
      ? [["next", "rootward contacts status   (AWS took it and shows something else)"] as const]
      : []),
  ];
}

function changeText(outcome: ChangeOutcome, change: ContactChange, planned: PlannedAccount, wish: OutcomeWish): string {
  switch (outcome.status) {
    case "changed":
      return "changed, and read back as planned";
    case "already":
      return "it was so already";
    case "stale": {
      const { code } = contactsErrors.CONTACTS_PLAN_STALE;
      return `neither as it was nor as planned (${outcome.fields.join(", ")}), so it was not written. Find out who changed it, then plan again. [${code}]`;
    }
    case "refused": {
      const { action, code, message, advice } = outcome.deed;
      return `${action}: ${code}: ${withoutContacts(message, planned, wish)}${advice === undefined ? "" : ` ${advice}`}`;
    }
    case "pending-otp":
      return `AWS mailed a code to ${change.kind === "mailbox" ? shownMail(change.new, wish) : "the new address"}; it lives a day`;
    case "pending":
      return "AWS took the code, and shows the new address within four hours";
    case "unconfirmed":
      return `AWS took it and shows something else (${outcome.fields.join(", ")}); look before anything else is done`;
    case "not-begun":
      return "not begun";
  }
}

function shownMail(address: string, { showContacts }: OutcomeWish): string {
  return showContacts ? address : maskMail(address);
}

/** AWS's words may repeat what was sent. */
function withoutContacts(text: string, { changes }: PlannedAccount, { showContacts }: OutcomeWish): string {
  if (showContacts) return text;
  const values = changes.flatMap((change): readonly (readonly [string, string])[] => {
    if (change.kind === "mailbox") return [change.old, change.new].map((each) => [each, maskMail(each)]);
    return [change.old, change.new].flatMap((record) =>
      Object.entries(record ?? {}).flatMap(([field, value]): readonly (readonly [string, string])[] => {
        if (typeof value !== "string") return [];
        if (field === "EmailAddress") return [[value, maskMail(value)]];
        return field === "PhoneNumber" ? [[value, maskPhone(value)]] : [];
      }),
    );
  });
  return values.reduce((said, [value, mask]) => (value === "" ? said : said.replaceAll(value, mask)), text);
}
