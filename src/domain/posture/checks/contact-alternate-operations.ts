import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeAlternate } from "../read/alternate-contact.ts";

/** The operations contact is set. */
export const contactAlternateOperations: Check = {
  id: "contact-alternate-operations",
  title: "The operations contact is set",
  severity: "low",
  scope: "account",
  needs: ["account:GetAlternateContact"],
  why: "Notices on service changes, deadlines and outages go to the operations contact. Without one they land in the root mailbox, and a mailbox that must be read every day is one that many people can open.",
  fix: "`aws account put-alternate-contact --account-id {account} --alternate-contact-type OPERATIONS --name NAME --title TITLE --email-address ADDRESS --phone-number NUMBER` (from the management account; leave `--account-id` out for that account itself). Use a team's mailbox that is not a root mailbox. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.",
  references: ["Account Management Reference Guide: Update the alternate contacts for your AWS account"],
  standards: {},
  judge: (view) => judgeAlternate(view, "operations"),
  cases: [
    {
      name: "set",
      view: caseView({
        account: {
          alternates: { operations: said({ Name: "Operations team", EmailAddress: "operations@corp.example" }) },
        },
      }),
      expect: "pass",
    },
    {
      name: "AWS says that there is none",
      view: caseView({ account: { alternates: { operations: said(null, "account:GetAlternateContact") } } }),
      expect: "fail",
    },
    {
      name: "the call was refused",
      view: caseView({ account: { alternates: { operations: hidden("denied", "account:GetAlternateContact") } } }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "this run did not ask", view: caseView({}), expect: "unknown", reason: "not-asked" },
  ],
};
