// How far a run of a plan has come, account by account, so that it can be stopped at any moment and go on. It says what
// AWS has taken, so that no acknowledged write is sent again; whether a record is as planned is always read from AWS.
// No contact data and no code stands in it.
import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import {
  type ContactChange,
  type ContactsPlan,
  type PlannedAccount,
  planHash,
} from "../../domain/custody/contacts/contacts-plan.ts";
import { contactsErrors } from "../../domain/custody/contacts/errors.ts";

const step = z.strictObject({
  /** Which change of the account: `primary`, a type of alternate contact, `mailbox`. */
  change: z.enum(["primary", "BILLING", "OPERATIONS", "SECURITY", "mailbox"]),
  /** `written`: AWS took it. `started`: AWS mailed a code. `brought`: the code was sent. `accepted`: AWS took it. */
  state: z.enum(["written", "started", "brought", "accepted"]),
  /** Unix seconds. */
  at: z.int().min(0),
});

const rowSchema = z.strictObject({
  account: z.string().regex(/^(?:aws|aws-cn|aws-us-gov):[0-9]{12}$/),
  steps: z.array(step).max(5),
  /** True once every change was seen as planned: the account is not looked at again. */
  isFinished: z.boolean(),
});

const headSchema = z.strictObject({ v: z.literal(1), planHash: z.string() });

/** One account's steps so far. */
export type JournalRow = Readonly<z.infer<typeof rowSchema>>;

/** One thing that AWS took. */
export type JournalStep = Readonly<z.infer<typeof step>>;

/** The rows of a run, by account. */
export type ContactsJournal = ReadonlyMap<string, JournalRow>;

/** The first line of a plan's journal. */
export function journalHead(plan: ContactsPlan): string {
  return JSON.stringify({ v: 1, planHash: planHash(plan) });
}

/** A line that replaces an account's earlier ones. */
export function journalLine(row: JournalRow): string {
  return JSON.stringify(row);
}

/**
 * Reads a journal's lines; none is a run that has not begun. Throws `CONTACTS_JOURNAL_FOREIGN` for anything else and for
 * another plan's.
 */
export function readContactsJournal(lines: readonly string[], plan: ContactsPlan): ContactsJournal {
  const rows = new Map<string, JournalRow>();
  const [head, ...rest] = lines;
  if (head === undefined) return rows;
  const known = headSchema.safeParse(parsed(head));
  if (!known.success) throw foreign("the first line", 1);
  if (known.data.planHash !== planHash(plan)) throw foreign("of another plan", 1);
  const planned = new Set(plan.accounts.map(({ account }) => account));
  for (const [at, line] of rest.entries()) {
    const row = rowSchema.safeParse(parsed(line));
    if (!row.success || !planned.has(row.data.account)) throw foreign("a line", at + 2);
    rows.set(row.data.account, row.data);
  }
  return rows;
}

/** The row of an account of which nothing was done yet. */
export function emptyRow({ account }: PlannedAccount): JournalRow {
  return { account, steps: [], isFinished: false };
}

/** How a journal calls a change. */
export function stepName(change: ContactChange): JournalStep["change"] {
  return change.kind === "alternate" ? change.type : change.kind;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function foreign(detail: string, line: number): CodedError {
  return new CodedError(contactsErrors.CONTACTS_JOURNAL_FOREIGN, { detail, position: { line } });
}
