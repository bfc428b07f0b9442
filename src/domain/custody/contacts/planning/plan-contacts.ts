// From what is there and what is wanted to a plan. Nothing is planned from a record that was not read, and every account
// that was named ends in exactly one of the lists, or part of it in several.
import { CodedError } from "../../../core/coded-error.ts";
import type { ErrorRow } from "../../../core/error-row.ts";
import type { ContactFacts, ContactPeople } from "../records/contact-facts.ts";
import {
  type ContactsPlan,
  contactsPlanSchema,
  idOf,
  maxPlanBytes,
  type PlannedAccount,
  plannedAccountSchema,
  planBytes,
} from "../contacts-plan.ts";
import type { DesiredContacts } from "./desired-contacts.ts";
import { contactsErrors } from "../errors.ts";
import { plannedChanges } from "./planned-changes.ts";
import { shownText } from "../records/shown-text.ts";
import { tellOf, type Untold } from "./tell-of.ts";

/** Why something that is wanted is not planned. */
export interface ContactRefusal {
  /** `<partition>:<12 digits>`, or digits alone where no such account was found. */
  readonly account: string;
  readonly row: ErrorRow;
  /** What it concerns: the field, the call that is missing, the address. */
  readonly detail: string;
  /** False where only `*` asked for it. */
  readonly isNamed: boolean;
}

/** What a plan is made from. */
export interface PlanWish extends ContactPeople {
  readonly deployment: string;
  /** Unix seconds. */
  readonly madeAt: number;
  readonly management: string;
  readonly organization: string;
  readonly facts: readonly ContactFacts[];
  readonly desired: DesiredContacts;
}

/** A plan, and everything that is not in it. */
export interface PlannedContacts {
  /** `null`: nothing is to be changed. */
  readonly plan: ContactsPlan | null;
  /** Accounts of which something is wanted and all of it is so already. */
  readonly unchanged: readonly string[];
  readonly refusals: readonly ContactRefusal[];
  /** Addresses and numbers about which the inventory names nobody: to be told by other ways. */
  readonly untold: readonly Untold[];
}

/**
 * Plans what is wanted. Throws `CONTACTS_PLAN_TOO_LARGE` for more than 1,000 accounts with changes, and
 * `CONTACTS_PLAN_FOREIGN` where the frame (deployment, organization, management) is not one.
 */
export function planContacts(wish: PlanWish): PlannedContacts {
  const facts = wish.facts.toSorted((one, other) => (one.account < other.account ? -1 : 1));
  const known = new Set(facts.map(({ account }) => idOf(account)));
  const named = new Set(wish.desired.named);
  const refusals: ContactRefusal[] = wish.desired.named
    .filter((id) => !known.has(id))
    .map((id) => ({ account: id, row: contactsErrors.CONTACTS_ACCOUNT_UNKNOWN, detail: id, isNamed: true }));
  const accounts: PlannedAccount[] = [];
  const unchanged: string[] = [];
  const untold: Untold[] = [];
  for (const each of facts) {
    const isNamed = named.has(idOf(each.account));
    const found = plannedChanges(each, wish.desired.of(idOf(each.account)), facts);
    const refuse = (row: ErrorRow, detail: string) =>
      refusals.push({ account: each.account, row, detail: shownText(detail), isNamed });
    for (const { row, detail } of found.refusals) refuse(row, detail);
    if (found.changes.length === 0) {
      if (found.isAsked && found.refusals.length === 0) unchanged.push(each.account);
      continue;
    }
    const told = tellOf(each, found.changes, wish);
    const made = plannedAccountSchema.safeParse({
      account: each.account,
      name: shownText(each.name, 128).trim() || idOf(each.account),
      changes: found.changes,
      tell: told.tell,
    });
    if (made.success) {
      accounts.push(made.data);
      untold.push(...told.untold);
      continue;
    }
    const [issue] = made.error.issues;
    refuse(contactsErrors.CONTACTS_RECORD_UNFIT, `${(issue?.path ?? []).join(".")}: ${issue?.message ?? ""}`);
  }
  return { plan: accounts.length === 0 ? null : planOf(wish, accounts), unchanged, refusals, untold };
}

function planOf({ deployment, madeAt, management, organization }: PlanWish, accounts: PlannedAccount[]): ContactsPlan {
  if (accounts.length > 1000) throw tooLarge(`${accounts.length} accounts`);
  const frame = { schema: "rootward.contacts-plan/v1", deployment, madeAt, management, organization } as const;
  const made = contactsPlanSchema.safeParse({ ...frame, accounts });
  if (!made.success) {
    const [issue] = made.error.issues;
    throw new CodedError(contactsErrors.CONTACTS_PLAN_FOREIGN, {
      detail: issue?.message,
      position: { path: (issue?.path ?? []).join(".") },
    });
  }
  const { length } = planBytes(made.data);
  if (length > maxPlanBytes) throw tooLarge(`${length} bytes`);
  return made.data;
}

function tooLarge(detail: string): CodedError {
  return new CodedError(contactsErrors.CONTACTS_PLAN_TOO_LARGE, { detail });
}
