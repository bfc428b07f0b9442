import { caseDates, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgeDeclaredMailbox } from "../mailbox/judge-declared-mailbox.ts";

const email = "aws@corp.example";
const mailbox = (entry: { dedicated?: boolean; attested?: string }) => ({ mailboxes: { [email]: entry } });

/** The root mailbox serves root alone. */
export const mailMailboxDedicated: Check = {
  id: "mail-mailbox-dedicated",
  title: "The root mailbox serves root alone",
  severity: "medium",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "Everybody who reads the mailbox for another purpose (a person's own mail, a ticket queue, the target of a forwarding rule) can also use the password link that lands in it. A forwarding rule hands it over without anybody signing in.",
  fix: "Make a mailbox of its own for root, without forwarding rules, delegates or a ticket system behind it, read by named people. Move the address with `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there; then declare it: `mailboxes: {ADDRESS: {dedicated: true, readers: [...], attested: DATE}}`.",
  references: ["IAM User Guide: Root user best practices"],
  standards: {},
  judge: (view) => judgeDeclaredMailbox(view, "dedicated"),
  cases: [
    {
      name: "declared as serving root alone",
      view: caseView({ email, inventory: mailbox({ dedicated: true, attested: caseDates.fresh }) }),
      expect: "pass",
    },
    {
      name: "declared as a ticket queue",
      view: caseView({ email, inventory: mailbox({ dedicated: false, attested: caseDates.fresh }) }),
      expect: "fail",
    },
    {
      name: "attested over 180 days ago",
      view: caseView({ email, inventory: mailbox({ dedicated: true, attested: caseDates.stale }) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "an entry that says nothing of it",
      view: caseView({ email, inventory: mailbox({ attested: caseDates.fresh }) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "the root address is not known",
      view: caseView({ email: hidden("not-in-mode", "organizations:ListAccounts") }),
      expect: "unknown",
      reason: "not-in-mode",
    },
  ],
};
