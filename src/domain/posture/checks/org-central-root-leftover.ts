import { isSeen } from "../../core/fact.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { rootCredentials } from "../read/root-credentials.ts";

const resource = "root";
const feature = "RootCredentialsManagement";
const on = ["RootCredentialsManagement"];

/** Central root access is on and the member kept no root credential. */
export const orgCentralRootLeftover: Check = {
  id: "org-central-root-leftover",
  title: "Central root access left no root credential behind",
  severity: "high",
  scope: "account",
  needs: ["iam:ListOrganizationsFeatures", "iam:GetAccountSummary"],
  why: "Switching central root access on deletes nothing: passwords, keys and devices made before go on working, while everybody believes that they are gone and nobody watches them any more.",
  fix: "For each kind found: `aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:{partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, then with that session `aws iam delete-login-profile`, `delete-access-key`, `delete-signing-certificate`, `deactivate-mfa-device`. Scan again: each account has to be verified by itself. For a member, under approvals and with every call shown first: `rootward root-access delete-credentials --account {account} --save plan.json`.",
  references: ["IAM User Guide: Centrally manage root access for member accounts"],
  standards: { "cis-7.0.0": ["2.1.1"], "well-architected": ["SEC01-BP02"] },
  judge: (view) => {
    if (view.account.kind !== "member") {
      return notApplicable(resource, `Central root access does not reach a ${view.account.kind} account.`);
    }
    const features = view.organization.rootFeatures;
    if (!isSeen(features)) return unseenFact(resource, features, "iam:ListOrganizationsFeatures");
    const shown = [evidence("enabled root features", features.value.join(", ") || "none", features)];
    if (!features.value.includes(feature)) {
      return notApplicable(resource, "Central management of root credentials is off.", shown);
    }
    const left = rootCredentials(view);
    switch (left.status) {
      case "unseen":
        return unseenFact(resource, left.fact, "iam:GetAccountSummary", shown);
      case "none":
        return pass(resource, [...shown, ...left.evidence]);
      case "present":
        return fail(resource, [...shown, ...left.evidence], { note: `Left: ${left.kinds.join(", ")}.` });
    }
  },
  cases: [
    {
      name: "the feature is on and nothing is left",
      view: caseView({
        rootFeatures: on,
        flags: { mfa: false, password: false, accessKeys: false, certificates: false },
      }),
      expect: "pass",
    },
    {
      name: "the feature is on and the old password still works",
      view: caseView({
        rootFeatures: on,
        flags: { mfa: true, password: true, accessKeys: false, certificates: false },
      }),
      expect: "fail",
    },
    {
      name: "a forgotten signing certificate is enough",
      view: caseView({
        rootFeatures: on,
        flags: { mfa: false, password: false, accessKeys: false, certificates: true },
      }),
      expect: "fail",
    },
    {
      name: "a member that nobody looked into is not clean",
      view: caseView({ rootFeatures: on, flags: hidden("no-role", "sts:AssumeRole") }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "the feature is off",
      view: caseView({ rootFeatures: [], flags: { password: true } }),
      expect: "not-applicable",
    },
    {
      name: "the management account is out of its reach",
      view: caseView({ kind: "management", rootFeatures: on }),
      expect: "not-applicable",
    },
  ],
};
