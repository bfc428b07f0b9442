import { caseDates, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeDeclaredMailbox } from "../mailbox/judge-declared-mailbox.ts";

const email = "aws@corp.example";
const mailbox = (entry: { mfa?: boolean; attested?: string }) => ({ mailboxes: { [email]: entry } });

/** Opening the root mailbox needs MFA. */
export const mailMailboxMfa: Check = {
  id: "mail-mailbox-mfa",
  title: "Opening the root mailbox needs MFA",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: '"Forgot password" sends the link for a new root password to this mailbox. If a mail password alone opens it, a reused or phished mail password is half of root, and all of it where root has no MFA.',
  fix: "Require MFA for this mailbox in the mail tenant, application passwords and IMAP included, and for every person it is delegated to. Then declare it: `mailboxes: {ADDRESS: {mfa: true, attested: DATE}}`.",
  references: ["IAM User Guide: Reset a lost or forgotten root user password"],
  standards: {},
  judge: (view) => judgeDeclaredMailbox(view, "mfa"),
  cases: [
    {
      name: "declared with MFA, in another spelling",
      view: caseView({
        email,
        inventory: { mailboxes: { "AWS@corp.example": { mfa: true, attested: caseDates.fresh } } },
      }),
      expect: "pass",
    },
    {
      name: "declared without MFA",
      view: caseView({ email, inventory: mailbox({ mfa: false, attested: caseDates.fresh }) }),
      expect: "fail",
    },
    {
      name: "attested over 180 days ago",
      view: caseView({ email, inventory: mailbox({ mfa: true, attested: caseDates.stale }) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "declared without a date",
      view: caseView({ email, inventory: mailbox({ mfa: true }) }),
      expect: "unknown",
      reason: "not-declared",
    },
    { name: "not declared", view: caseView({ email }), expect: "unknown", reason: "not-declared" },
    {
      name: "the root address is not known",
      view: caseView({ email: hidden("denied", "organizations:ListAccounts") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
