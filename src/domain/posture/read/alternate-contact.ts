import { type Fact, factOf, isSeen } from "../../core/fact.ts";
import type { AccountFacts } from "../../snapshot/account-facts.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { contactEvidence, evidence } from "./evidence.ts";
import { fail, pass, unseenFact } from "./judgement.ts";

/** The three alternate contacts. */
export const alternateKinds = ["security", "billing", "operations"] as const;

/** See `alternateKinds`. */
export type AlternateKind = (typeof alternateKinds)[number];

/** One alternate contact; a `null` value means that AWS says there is none. */
export function alternateContact(
  view: AccountView,
  kind: AlternateKind,
): Fact<NonNullable<SeenValue<NonNullable<AccountFacts["alternates"]>[AlternateKind]>> | null> {
  return factOf(view.account.alternates?.[kind]);
}

type SeenValue<F> = F extends { readonly value: infer V } ? V : never;

/** Judges whether one alternate contact is set. */
export function judgeAlternate(view: AccountView, kind: AlternateKind): Judgement {
  const resource = `contact:${kind}`;
  const contact = alternateContact(view, kind);
  if (!isSeen(contact)) return unseenFact(resource, contact, "account:GetAlternateContact");
  if (contact.value === null) return fail(resource, [evidence(`${kind} contact`, "none", contact)]);
  const address = contact.value.EmailAddress;
  return pass(resource, [
    address === undefined
      ? evidence(`${kind} contact`, "set", contact)
      : contactEvidence(`${kind} contact`, address, "mail", contact),
  ]);
}
