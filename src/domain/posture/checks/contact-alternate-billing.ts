import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeAlternate } from "../read/alternate-contact.ts";

/** The billing contact is set. */
export const contactAlternateBilling: Check = {
  id: "contact-alternate-billing",
  title: "The billing contact is set",
  severity: "low",
  scope: "account",
  needs: ["account:GetAlternateContact"],
  why: "A jump in the bill is often the first visible sign of a takeover, and an unpaid bill suspends the account. Without a billing contact both go to the root mailbox alone.",
  fix: "`aws account put-alternate-contact --account-id {account} --alternate-contact-type BILLING --name NAME --title TITLE --email-address ADDRESS --phone-number NUMBER` (from the management account; leave `--account-id` out for that account itself). Use a team's mailbox that is not a root mailbox. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.",
  references: ["Account Management Reference Guide: Update the alternate contacts for your AWS account"],
  standards: {},
  judge: (view) => judgeAlternate(view, "billing"),
  cases: [
    {
      name: "set",
      view: caseView({
        account: { alternates: { billing: said({ Name: "Billing team", EmailAddress: "billing@corp.example" }) } },
      }),
      expect: "pass",
    },
    {
      name: "AWS says that there is none",
      view: caseView({ account: { alternates: { billing: said(null, "account:GetAlternateContact") } } }),
      expect: "fail",
    },
    {
      name: "the call was refused",
      view: caseView({ account: { alternates: { billing: hidden("denied", "account:GetAlternateContact") } } }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "this run did not ask", view: caseView({}), expect: "unknown", reason: "not-asked" },
  ],
};
