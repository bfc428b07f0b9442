import { coarseMailbox } from "../../core/canonical-mailbox.ts";
import { type Fact, isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { alternateContact, alternateKinds } from "../read/alternate-contact.ts";
import { contactEvidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { providerGap } from "../mailbox/provider-gap.ts";
import { canonicalIn, mailboxEvidence, rootMailbox } from "../mailbox/root-mailbox.ts";
import { worstUnseen } from "../read/worst-unseen.ts";

const resource = "alternate-contacts";
const contacts = (addresses: Readonly<Record<"security" | "billing" | "operations", string | null>>) => ({
  alternates: {
    security: one(addresses.security),
    billing: one(addresses.billing),
    operations: one(addresses.operations),
  },
});
const none = { security: null, billing: null, operations: null };

/** Alarms reach a second mailbox. */
export const contactAlternateSameAsRoot: Check = {
  id: "contact-alternate-same-as-root",
  title: "Alternate contacts are mailboxes of their own",
  severity: "medium",
  scope: "account",
  needs: ["account:GetAlternateContact", "organizations:ListAccounts"],
  why: "Whoever takes the root mailbox can read and delete what AWS sends there. A warning helps only if it also reaches a mailbox that the attacker does not have; contacts that all end in one mailbox are one contact.",
  fix: "Give each alternate contact its own team mailbox: `aws account put-alternate-contact --account-id {account} --alternate-contact-type SECURITY ...`. A `+tag` of the root address is the same mailbox. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.",
  references: ["Account Management Reference Guide: Update the alternate contacts for your AWS account"],
  standards: {},
  judge: (view) => {
    const facts = alternateKinds.map((kind) => ({ kind, fact: alternateContact(view, kind) }));
    const found = facts.flatMap(({ kind, fact }) => {
      const address = isSeen(fact) ? fact.value?.EmailAddress : undefined;
      if (address === undefined || !isSeen(fact)) return [];
      return [
        { canonical: canonicalIn(view, address), shown: contactEvidence(`${kind} contact`, address, "mail", fact) },
      ];
    });
    const box = rootMailbox(view);
    const shown = [...(isSeen(box) ? [mailboxEvidence(box)] : []), ...found.map((each) => each.shown)];
    const seenBefore = new Set(isSeen(box) ? [box.value.canonical] : []);
    for (const { canonical } of found) {
      if (seenBefore.has(canonical)) return fail(resource, shown);
      seenBefore.add(canonical);
    }
    const missing = worstUnseen(facts.map(({ fact }) => fact));
    if (missing !== null) return unseenFact(resource, missing, "account:GetAlternateContact", shown);
    const coarse = [...(isSeen(box) ? [box.value.canonical] : []), ...found.map((each) => each.canonical)].map(
      coarseMailbox,
    );
    if (new Set(coarse).size < coarse.length) return unseenFact(resource, providerGap(view), "--mail", shown);
    if (found.length === 0) return notApplicable(resource, "No alternate contact with a mail address is set.");
    return isSeen(box) ? pass(resource, shown) : unseenFact(resource, box, "organizations:ListAccounts", shown);
  },
  cases: [
    {
      name: "three mailboxes beside the root mailbox",
      view: caseView({
        email: "aws@corp.example",
        account: contacts({
          security: "sec@corp.example",
          billing: "pay@corp.example",
          operations: "ops@corp.example",
        }),
      }),
      expect: "pass",
    },
    {
      name: "the security contact is the root mailbox in capitals",
      view: caseView({
        email: "aws@corp.example",
        account: contacts({ ...none, security: "AWS@Corp.Example" }),
      }),
      expect: "fail",
    },
    {
      name: "two contacts share one mailbox",
      view: caseView({
        email: "aws@corp.example",
        account: contacts({ ...none, security: "it@corp.example", billing: "it@corp.example" }),
      }),
      expect: "fail",
    },
    {
      name: "a tag of a Gmail address is the same mailbox",
      view: caseView({
        email: "corp.aws@gmail.com",
        account: contacts({ ...none, security: "corpaws+sec@gmail.com" }),
      }),
      expect: "fail",
    },
    {
      name: "a tag of the root address, at a provider whose rules nobody knows",
      view: caseView({ email: "aws@corp.example", account: contacts({ ...none, security: "aws+sec@corp.example" }) }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "no alternate contact at all",
      view: caseView({ email: "aws@corp.example", account: contacts(none) }),
      expect: "not-applicable",
    },
    {
      name: "one contact could not be read",
      view: caseView({
        email: "aws@corp.example",
        account: {
          alternates: {
            ...contacts({ ...none, security: "sec@corp.example" }).alternates,
            billing: hidden("throttled"),
          },
        },
      }),
      expect: "unknown",
      reason: "throttled",
    },
    {
      name: "the root address is not known",
      view: caseView({
        email: hidden("not-in-mode", "organizations:ListAccounts"),
        account: contacts({ ...none, security: "sec@corp.example" }),
      }),
      expect: "unknown",
      reason: "not-in-mode",
    },
  ],
};

function one(address: string | null): Fact<{ EmailAddress: string } | null> {
  return said(address === null ? null : { EmailAddress: address }, "account:GetAlternateContact");
}
