import { type Fact, isSeen, seen, type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { getAccountInformation } from "../../../world/aws/account/get-account-information.ts";
import { type AlternateType, getAlternateContact } from "../../../world/aws/account/get-alternate-contact.ts";
import { getContactInformation } from "../../../world/aws/account/get-contact-information.ts";
import { getPrimaryEmailUpdateStatus } from "../../../world/aws/account/get-primary-email-update-status.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { type Draft, isOwn, kept, type Run } from "./run.ts";

const alternates = { security: "SECURITY", billing: "BILLING", operations: "OPERATIONS" } as const satisfies Record<
  string,
  AlternateType
>;

/**
 * How contacts of an account are read: from the caller's own account without an id, centrally with one, or not at all
 * from here. Management must not pass its own id, a member not its own, and nobody management's.
 */
export type ContactWay =
  | { readonly kind: "own"; readonly session: Session }
  | { readonly kind: "central"; readonly session: Session; readonly accountId: string }
  | { readonly kind: "none"; readonly why: Unseen };

/** Chooses the way for an account before any role in it is tried. */
export function contactWay(run: Run, account: AccountFacts): ContactWay {
  const { session, organization } = run;
  if (isOwn(run, account)) return { kind: "own", session };
  if (account.kind === "management") return none("account:GetContactInformation from the management account");
  const { trustedAccess, delegates } = organization;
  if (isSeen(trustedAccess) && !trustedAccess.value.includes("account.amazonaws.com")) {
    return none("trusted access for account.amazonaws.com");
  }
  const delegated = delegates["account.amazonaws.com"];
  if (run.place === "delegate" && isSeen(delegated) && !delegated.value.includes(session.account)) {
    return none("a delegated administrator for account.amazonaws.com, or the management account");
  }
  return { kind: "central", session, accountId: account.id };
}

function none(needs: string): ContactWay {
  return { kind: "none", why: unseen("denied", needs, "AWS refuses central contact calls here") };
}

/** Primary and alternate contacts, and a pending change of the root e-mail. */
export async function collectContacts(run: Run, draft: Draft<AccountFacts>, way: ContactWay): Promise<void> {
  await Promise.all([
    readPrimary(run, draft, way),
    readAlternates(run, draft, way),
    (async () => {
      draft.emailUpdate = kept(run, draft.emailUpdate) ?? (await emailUpdateFact(way));
    })(),
  ]);
}

/** Contacts and creation date through a role in the account, where they could not be read centrally. */
export async function collectContactsThrough(run: Run, draft: Draft<AccountFacts>, session: Session): Promise<void> {
  const way: ContactWay = { kind: "own", session };
  await Promise.all([readPrimary(run, draft, way), readAlternates(run, draft, way)]);
  if (!isSeen(draft.createdAt)) await collectCreation(run, draft, way);
}

/** True when the primary and all alternate contacts were read. */
export function hasContacts({ contact, alternates: found }: AccountFacts): boolean {
  return isSeen(contact) && isSeen(found?.security) && isSeen(found.billing) && isSeen(found.operations);
}

/**
 * The day an account was created. For a CREATED account the list of accounts told; AWS allows three such calls a second,
 * so only the others are asked.
 */
export async function collectCreation(run: Run, draft: Draft<AccountFacts>, way: ContactWay): Promise<void> {
  if (kept(run, draft.createdAt) !== undefined) return;
  if (way.kind === "none") {
    draft.createdAt = way.why;
    return;
  }
  const answer = await getAccountInformation(way.session, idOf(way));
  if (answer.status === "failed") {
    draft.createdAt = unseenOf(answer.call, answer.failure);
    return;
  }
  const { createdAt, name, state } = answer.value;
  const text = (value: string | null, field: string): Fact<string> =>
    value === null
      ? unseen("not-observable", answer.call, `the answer had no ${field}`)
      : seen(value, answer.call, answer.at);
  draft.createdAt = text(createdAt, "AccountCreatedDate");
  // Only a single account has no better source for these two.
  draft.name ??= text(name, "AccountName");
  draft.state ??= text(state, "AccountState");
}

async function readPrimary(run: Run, draft: Draft<AccountFacts>, way: ContactWay): Promise<void> {
  const known = kept(run, draft.contact);
  if (known !== undefined && draft.contactVerification !== undefined) return;
  if (way.kind === "none") {
    draft.contact = way.why;
    draft.contactVerification = way.why;
    return;
  }
  const answer = await getContactInformation(way.session, idOf(way));
  draft.contact = factFrom(answer, ({ contact }) => contact);
  draft.contactVerification = factFrom(answer, ({ verification }) => verification);
}

async function readAlternates(run: Run, draft: Draft<AccountFacts>, way: ContactWay): Promise<void> {
  const found = { ...draft.alternates };
  draft.alternates = found;
  const keys = Object.keys(alternates) as readonly (keyof typeof alternates)[];
  await Promise.all(
    keys.map(async (key) => {
      if (kept(run, found[key]) !== undefined) return;
      if (way.kind === "none") {
        found[key] = way.why;
        return;
      }
      const answer = await getAlternateContact(way.session, alternates[key], idOf(way));
      found[key] = factFrom(answer, (contact) => contact, { value: null });
    }),
  );
}

async function emailUpdateFact(way: ContactWay): Promise<NonNullable<AccountFacts["emailUpdate"]>> {
  if (way.kind === "none") return way.why;
  const answer = await getPrimaryEmailUpdateStatus(way.session, idOf(way));
  return factFrom(answer, (update) => ({ ...update }), { value: null });
}

function idOf(way: Exclude<ContactWay, { kind: "none" }>): string | undefined {
  return way.kind === "central" ? way.accountId : undefined;
}
