import { isSeen } from "../../core/fact.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { looksPersonal } from "../mailbox/looks-personal.ts";
import { publicMailDomain } from "../mailbox/public-mail-domain.ts";
import { mailboxEvidence, rootMailbox } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";

/** The root address is a role address of the company. */
export const mailPersonalOrFree: Check = {
  id: "mail-personal-or-free",
  title: "The root address is a role address in a domain of the company",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "A mailbox at a free provider belongs to whoever opened it; the company can neither require MFA there nor take it back, and an unused one may be given away again. A person's own address leaves with the person.",
  fix: "Create a role mailbox in a domain of the company (for example `aws-root-NAME@`) and move the root address to it: `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there.",
  references: ["IAM User Guide: Root user best practices"],
  standards: {},
  judge: (view) => {
    const box = rootMailbox(view);
    if (!isSeen(box)) return unseenFact(resource, box, "organizations:ListAccounts");
    const shown = [mailboxEvidence(box)];
    const provider = publicMailDomain(box.value.domain);
    if (provider !== null) return fail(resource, shown, { note: `The domain belongs to a ${provider} provider.` });
    const local = box.value.address.slice(0, Math.max(0, box.value.address.lastIndexOf("@")));
    if (!looksPersonal(local)) return pass(resource, shown);
    return fail(resource, shown, { severity: "low", note: "Only the name looks like a person's; this is a guess." });
  },
  cases: [
    { name: "a role address", view: caseView({ email: "aws.prod@corp.example" }), expect: "pass" },
    { name: "a free provider", view: caseView({ email: "corp.aws@gmail.com" }), expect: "fail" },
    { name: "a disposable mailbox", view: caseView({ email: "aws@mailinator.com" }), expect: "fail" },
    { name: "a person's name", view: caseView({ email: "jane.doe@corp.example" }), expect: "fail" },
    {
      name: "the root address is not known",
      view: caseView({ email: hidden("denied", "organizations:ListAccounts") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
