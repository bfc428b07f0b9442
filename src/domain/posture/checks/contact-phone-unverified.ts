import { factOf, isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";

const resource = "contact";
const verified = (value: string | null) => ({ contactVerification: said(value, "account:GetContactInformation") });

/** The recovery phone is verified. */
export const contactPhoneUnverified: Check = {
  id: "contact-phone-unverified",
  title: "The recovery phone is verified",
  severity: "medium",
  scope: "account",
  needs: ["account:GetContactInformation"],
  why: "A number that nobody ever answered may be a typo, an old handset or a stranger's, and it is the second recovery factor of root. A status that falls back from verified means that the number was changed. It is a signal, not a barrier: an attacker can verify a number of their own.",
  fix: "Check that the number is yours, then verify it: `aws account send-phone-number-verification`, and `aws account verify-phone-number --otp CODE` with the code that arrives. If the number is not yours, treat it as a takeover in progress.",
  references: ["Account Management API Reference: GetContactInformation, SendPhoneNumberVerification"],
  standards: {},
  judge: (view) => {
    const verification = factOf(view.account.contactVerification);
    if (!isSeen(verification)) return unseenFact(resource, verification, "account:GetContactInformation");
    const shown = [evidence("VerificationStatus", verification.value ?? "not in the answer", verification)];
    const status = verification.value;
    if (status === "VERIFIED") return pass(resource, shown);
    if (status === "NOT_SUPPORTED") {
      return notApplicable(resource, "AWS does not verify numbers of this kind.", shown);
    }
    if (status !== "UNVERIFIED" && status !== "PENDING") {
      return unknown(resource, "not-observable", "VerificationStatus of account:GetContactInformation", shown);
    }
    if (view.earlierVerification !== "VERIFIED") return fail(resource, shown);
    return fail(resource, shown, { severity: "high", note: "It was verified in an earlier snapshot." });
  },
  cases: [
    { name: "verified", view: caseView({ account: verified("VERIFIED") }), expect: "pass" },
    { name: "never verified", view: caseView({ account: verified("UNVERIFIED") }), expect: "fail" },
    { name: "a code is on its way", view: caseView({ account: verified("PENDING") }), expect: "fail" },
    {
      name: "it was verified before and is not any more",
      view: caseView({ account: verified("UNVERIFIED"), earlierVerification: "VERIFIED" }),
      expect: "fail",
    },
    { name: "AWS cannot verify it", view: caseView({ account: verified("NOT_SUPPORTED") }), expect: "not-applicable" },
    {
      name: "the answer has no such field",
      view: caseView({ account: verified(null) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the contact was refused",
      view: caseView({ account: { contactVerification: hidden("denied", "account:GetContactInformation") } }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
