import { isSeen } from "../../core/fact.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { mailboxEvidence, rootMailbox } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";

/** The root address is no sub-address. */
export const mailPlusAlias: Check = {
  id: "mail-plus-alias",
  title: "The root address is not a +tag of another mailbox",
  severity: "low",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "A `+tag` address hides that it is somebody's mailbox: its readers, rules and MFA are those of the address before the plus, and it stops working when a provider or migration drops the tags, which locks root's recovery.",
  fix: "Create a real mailbox and move the root address to it: `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there.",
  references: ["RFC 5233: Sieve Email Filtering: Subaddress Extension"],
  standards: {},
  judge: (view) => {
    const box = rootMailbox(view);
    if (!isSeen(box)) return unseenFact(resource, box, "organizations:ListAccounts");
    const local = box.value.address.slice(0, Math.max(0, box.value.address.lastIndexOf("@")));
    return local.indexOf("+") > 0 ? fail(resource, [mailboxEvidence(box)]) : pass(resource, [mailboxEvidence(box)]);
  },
  cases: [
    { name: "a plain address", view: caseView({ email: "aws-pay@corp.example" }), expect: "pass" },
    { name: "a tag", view: caseView({ email: "aws+pay@corp.example" }), expect: "fail" },
    {
      name: "the root address is not known",
      view: caseView({ email: hidden("denied", "organizations:ListAccounts") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
