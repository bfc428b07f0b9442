import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeAlternate } from "../read/alternate-contact.ts";

/** The security contact is set. */
export const contactAlternateSecurity: Check = {
  id: "contact-alternate-security",
  title: "The security contact is set",
  severity: "medium",
  scope: "account",
  needs: ["account:GetAlternateContact"],
  why: "AWS writes to the security contact when it sees stolen keys, abuse or a compromised account. Without one the letter goes to the root mailbox, which nobody may be reading, or which the attacker is.",
  fix: "`aws account put-alternate-contact --account-id {account} --alternate-contact-type SECURITY --name NAME --title TITLE --email-address ADDRESS --phone-number NUMBER` (from the management account; leave `--account-id` out for that account itself). Use a team's mailbox that is not a root mailbox. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.",
  references: ["Account Management Reference Guide: Update the alternate contacts for your AWS account"],
  standards: {
    "cis-7.0.0": ["2.3"],
    "cis-6.0.0": ["2.2"],
    "cis-5.0.0": ["1.2"],
    fsbp: ["Account.1"],
    "well-architected": ["SEC03-BP03", "SEC10-BP01"],
    "iso-27001-2022": ["A.5.5"],
    "aws-config": ["security-account-information-provided"],
  },
  judge: (view) => judgeAlternate(view, "security"),
  cases: [
    {
      name: "set",
      view: caseView({
        account: { alternates: { security: said({ Name: "Security team", EmailAddress: "security@corp.example" }) } },
      }),
      expect: "pass",
    },
    {
      name: "AWS says that there is none",
      view: caseView({ account: { alternates: { security: said(null, "account:GetAlternateContact") } } }),
      expect: "fail",
    },
    {
      name: "the call was refused",
      view: caseView({ account: { alternates: { security: hidden("denied", "account:GetAlternateContact") } } }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "this run did not ask", view: caseView({}), expect: "unknown", reason: "not-asked" },
  ],
};
