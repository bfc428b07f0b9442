import { caseDates, caseIds, caseView } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { attestedEntry } from "../read/attested-entry.ts";
import { declaredEvidence } from "../read/evidence.ts";
import { fail, pass, unknown } from "../read/judgement.ts";

const resource = "root";
const questions = (state: "none" | "random" | "real", attested?: string) => ({
  securityQuestions: { [caseIds.member]: { state, ...(attested === undefined ? {} : { attested }) } },
});

/** No security question can be guessed. */
export const recoverySecurityQuestions: Check = {
  id: "recovery-security-questions",
  title: "No security question with AWS Support can be guessed",
  severity: "low",
  scope: "account",
  needs: [],
  why: "Where neither mailbox nor phone works, AWS Support takes security answers among its proofs. A mother's maiden name or a first school can be looked up; the account then rests on what somebody can find out about a person.",
  fix: 'Sign in as root and remove the questions on the account page, or answer them with random text kept in the password vault. Then declare it: `securityQuestions: {"{account}": {state: none, attested: DATE}}`.',
  references: ["Account Management Reference Guide: Security challenge questions"],
  standards: {},
  judge: (view) => {
    const entry = attestedEntry(view.inventory.securityQuestions[view.account.id], view.now);
    if (entry === null) {
      const needs = "inventory securityQuestions: state and attested (at most 180 days ago) for this account";
      return unknown(resource, "not-declared", needs);
    }
    const shown = [declaredEvidence("security questions", entry.state)];
    return entry.state === "real" ? fail(resource, shown) : pass(resource, shown);
  },
  cases: [
    { name: "none set", view: caseView({ inventory: questions("none", caseDates.fresh) }), expect: "pass" },
    { name: "random answers", view: caseView({ inventory: questions("random", caseDates.fresh) }), expect: "pass" },
    { name: "true answers", view: caseView({ inventory: questions("real", caseDates.fresh) }), expect: "fail" },
    {
      name: "attested over 180 days ago",
      view: caseView({ inventory: questions("none", caseDates.stale) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "without a date",
      view: caseView({ inventory: questions("none") }),
      expect: "unknown",
      reason: "not-declared",
    },
    { name: "not declared", view: caseView({}), expect: "unknown", reason: "not-declared" },
  ],
};
