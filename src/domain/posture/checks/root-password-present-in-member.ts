import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { passwordPresence } from "../read/root-presence.ts";

const resource = "root";

/** A member account has no root password. */
export const rootPasswordPresentInMember: Check = {
  id: "root-password-present-in-member",
  title: "The member account has no root password",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:GetLoginProfile", "sts:AssumeRoot"],
  why: 'As long as a root password exists, "Forgot password" works: whoever reads the root mailbox sets a new one. A member without one can neither sign in as root nor recover, and central root access does what root was needed for.',
  fix: "`aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:{partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, then with that session `aws iam delete-login-profile`. Central root access must be on first; switching it on deletes nothing by itself. For a member, under approvals and with every call shown first: `rootward root-access delete-credentials --account {account} --save plan.json`.",
  references: ["IAM User Guide: Centrally manage root access for member accounts"],
  standards: {},
  judge: (view) => {
    if (view.account.kind !== "member") {
      return notApplicable(resource, `The root password of a ${view.account.kind} account cannot be deleted.`);
    }
    const password = passwordPresence(view);
    switch (password.status) {
      case "unseen":
        return unseenFact(resource, password.fact, "iam:GetAccountSummary");
      case "present":
        return fail(resource, password.evidence);
      case "absent":
        return pass(resource, password.evidence);
    }
  },
  cases: [
    { name: "no password", view: caseView({ flags: { password: false } }), expect: "pass" },
    { name: "a password fails", view: caseView({ flags: { password: true } }), expect: "fail" },
    {
      name: "NoSuchEntity from GetLoginProfile means that there is none",
      view: caseView({ flags: hidden("not-in-mode"), account: { loginProfile: said(null, "iam:GetLoginProfile") } }),
      expect: "pass",
    },
    {
      name: "central root access that is on removes no password by itself",
      view: caseView({ flags: { password: true }, rootFeatures: ["RootCredentialsManagement"] }),
      expect: "fail",
    },
    {
      name: "a member whose role did not work",
      view: caseView({ flags: hidden("no-role", "sts:AssumeRole") }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "the management account keeps its password",
      view: caseView({ kind: "management", flags: { password: true } }),
      expect: "not-applicable",
    },
    {
      name: "a stand-alone account keeps its password",
      view: caseView({ kind: "standalone", flags: { password: true } }),
      expect: "not-applicable",
    },
  ],
};
