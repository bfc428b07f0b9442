// What a plan means, for people who sign it next: what changes, who hears of it, what is not done, what to mind.
import { maskMail, maskPhone } from "../../../domain/core/mask.ts";
import { batchesOf } from "../../../domain/custody/contacts/contacts-batches.ts";
import { idOf, kindsOfChange, type PlannedAccount } from "../../../domain/custody/contacts/contacts-plan.ts";
import type { PlannedContacts } from "../../../domain/custody/contacts/planning/plan-contacts.ts";
import { maskedChange, wholeChange } from "../../../domain/custody/contacts/records/masked-change.ts";
import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";

/** What a view is made with. */
export interface ViewWish {
  readonly hash: string | null;
  /** `null`: not known here. */
  readonly policy: Pick<ReleasePolicyDocument, "rules"> | null;
  /** What was asked for beyond the release policy; 0 for nothing. */
  readonly waitSeconds: number;
  readonly showContacts: boolean;
  /** Unix seconds. */
  readonly now: number;
}

/** Who hears of a change of one account. */
export interface ToldView {
  readonly byMail: readonly string[];
  readonly byPhone: readonly string[];
  readonly inPerson: readonly string[];
}

/** A plan as it is shown and as `-f json` has it. */
export interface PlannedView {
  readonly planHash: string | null;
  readonly accounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly changes: readonly string[];
    readonly tell: ToldView;
  }[];
  readonly unchanged: readonly string[];
  readonly refused: readonly {
    readonly account: string;
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly hint: string;
    readonly isNamed: boolean;
  }[];
  /** Addresses and numbers behind which the inventory names nobody. */
  readonly silent: readonly { readonly account: string; readonly kind: "mailbox" | "phone"; readonly value: string }[];
  /** `seconds` `null`: only the release policy says, and it is not known here. */
  readonly wait: {
    readonly seconds: number | null;
    readonly rules: readonly string[];
    readonly notBefore: number | null;
  };
  /** AWS sessions, one after the other. */
  readonly sessions: number;
  readonly warnings: readonly string[];
}

/** Shows what was planned; contacts in full only when asked. */
export function plannedView({ plan, unchanged, refusals, untold }: PlannedContacts, wish: ViewWish): PlannedView {
  const lines = wish.showContacts ? wholeChange : maskedChange;
  const mail = wish.showContacts ? (text: string) => text : maskMail;
  const phone = wish.showContacts ? (text: string) => text : maskPhone;
  const accounts = plan?.accounts ?? [];
  return {
    planHash: wish.hash,
    accounts: accounts.map((each) => ({
      account: each.account,
      name: each.name,
      changes: each.changes.flatMap(lines),
      tell: toldView(each, mail, phone),
    })),
    unchanged,
    refused: refusals.map(({ account, row, detail, isNamed }) => {
      const { code, title, hint } = row;
      return { account, code, title, detail, hint, isNamed };
    }),
    silent: untold.map(({ account, kind, value }) => ({
      account,
      kind,
      value: kind === "mailbox" ? mail(value) : phone(value),
    })),
    wait: waitOf(accounts, wish),
    sessions: plan === null ? 0 : batchesOf(plan).length,
    warnings: warningsOf(accounts, wish),
  };
}

/** The gate writes to old mailboxes and to people who go by an address; whom else there is must be told by somebody. */
function toldView({ tell }: PlannedAccount, mail: (text: string) => string, phone: (text: string) => string): ToldView {
  return {
    byMail: [...tell.mailboxes, ...tell.people.filter(isAddress)].map(mail),
    byPhone: tell.phones.map(phone),
    inPerson: tell.people.filter((each) => !isAddress(each)),
  };
}

function isAddress(text: string): boolean {
  return text.includes("@");
}

function waitOf(accounts: readonly PlannedAccount[], { policy, waitSeconds, now }: ViewWish): PlannedView["wait"] {
  if (policy === null) return { seconds: null, rules: [], notBefore: null };
  const rules = accounts.flatMap(({ account }) => ruleOfAccount(policy, account) ?? []);
  const seconds = Math.max(waitSeconds, ...rules.map(({ contactsWait }) => contactsWait));
  const names = [...new Set(rules.filter((each) => each.contactsWait === seconds).map(({ name }) => name))];
  return { seconds, rules: names, notBefore: now + seconds };
}

function warningsOf(accounts: readonly PlannedAccount[], { policy }: ViewWish): readonly string[] {
  const kinds = new Set(accounts.flatMap(({ changes }) => changes.flatMap(kindsOfChange)));
  const unruled = policy === null ? [] : accounts.filter(({ account }) => ruleOfAccount(policy, account) === null);
  const reached = kinds.has("phone") || kinds.has("mailbox");
  return [
    ...(kinds.has("phone")
      ? ["A new phone number loses AWS's verification: verify it on the account page once it is there."]
      : []),
    ...(kinds.has("mailbox")
      ? [
          "A root mailbox moves only with the code that AWS mails to the NEW address; somebody must read it there within 24 hours.",
          "AWS may take four hours to show a new root address. Password, MFA devices and keys stay as they are.",
        ]
      : []),
    ...(reached ? ["Whoever reads the root mailbox and holds the phone of an account can become its root user."] : []),
    ...sharedPhones(accounts),
    ...unruled.map(
      ({ account }) => `No rule of the release policy is for ${idOf(account)}: the broker will refuse the plan.`,
    ),
  ];
}

function sharedPhones(accounts: readonly PlannedAccount[]): readonly string[] {
  const byNumber = new Map<string, number>();
  for (const { changes } of accounts) {
    for (const change of changes) {
      if (change.kind !== "primary" || !kindsOfChange(change).includes("phone")) continue;
      const number = change.new.PhoneNumber.replaceAll(/[^0-9]/g, "");
      byNumber.set(number, (byNumber.get(number) ?? 0) + 1);
    }
  }
  return [...byNumber]
    .filter(([, count]) => count > 1)
    .map(
      ([number, count]) =>
        `${count} accounts get the same number (${maskPhone(number)}): its holder is the second factor of all of them.`,
    );
}
