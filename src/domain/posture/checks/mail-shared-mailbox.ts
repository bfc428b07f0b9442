import { isSeen } from "../../core/fact.ts";
import { caseIds, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { mailboxSharers } from "../mailbox/mailbox-sharers.ts";
import { providerGap } from "../mailbox/provider-gap.ts";
import { mailboxEvidence, rootMailbox } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";
const servedBy = (provider: string | null) => ({ mx: said({ kind: "mx" as const, hosts: [], provider }, "dns") });

/** The root mailbox serves one root user. */
export const mailSharedMailbox: Check = {
  id: "mail-shared-mailbox",
  title: "The root mailbox serves one account",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "One mailbox behind many accounts makes one reader, one stolen session or one forwarding rule half of root in all of them. `root+pay@` and `root+log@` look like two addresses and are one mailbox.",
  fix: "Give the accounts that matter most a mailbox of their own and move the root address there: `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there.",
  references: ["Account Management Reference Guide: Update the root user email for a member account"],
  standards: {},
  judge: (view) => {
    const box = rootMailbox(view);
    if (!isSeen(box)) return unseenFact(resource, box, "organizations:ListAccounts");
    const sharers = mailboxSharers(view, box.value.canonical);
    const shown = [mailboxEvidence(box), evidence("accounts of this mailbox", sharers.certain.text, box)];
    if (sharers.certain.ids.length > 1) return fail(resource, shown);
    if (sharers.possible !== null) {
      const perhaps = evidence("accounts that may use the same mailbox", sharers.possible, box);
      return unseenFact(resource, providerGap(view), "--mail", [...shown, perhaps]);
    }
    if (view.manifest.mode === "account" && view.account.kind !== "standalone") {
      return unknown(resource, "not-in-mode", "a scan of the organization", shown);
    }
    return pass(resource, shown);
  },
  cases: [
    {
      name: "a mailbox of its own",
      view: caseView({ email: "aws-pay@corp.example", others: { [caseIds.other]: { email: "aws-log@corp.example" } } }),
      expect: "pass",
    },
    {
      name: "two tags of one mailbox at a provider that ignores tags",
      view: caseView({
        email: "aws+pay@corp.example",
        mail: servedBy("Google"),
        others: { [caseIds.other]: { email: "aws+log@corp.example" } },
      }),
      expect: "fail",
    },
    {
      name: "dots do not make another mailbox at Gmail",
      view: caseView({
        email: "corp.aws@gmail.com",
        others: { [caseIds.other]: { email: "corpaws+x@googlemail.com" } },
      }),
      expect: "fail",
    },
    {
      name: "two tags at a provider nobody looked up",
      view: caseView({
        email: "aws+pay@corp.example",
        others: { [caseIds.other]: { email: "aws+log@corp.example" } },
      }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "two tags at a provider whose rules are not known",
      view: caseView({
        email: "aws+pay@corp.example",
        mail: servedBy(null),
        others: { [caseIds.other]: { email: "aws+log@corp.example" } },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the root address is not known",
      view: caseView({ email: hidden("denied", "organizations:ListAccounts") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
