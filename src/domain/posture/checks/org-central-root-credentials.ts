import { isSeen } from "../../core/fact.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { outsideOrganization } from "../read/outside-organization.ts";

const resource = "organization";
const feature = "RootCredentialsManagement";

/** Central management of root credentials is on. */
export const orgCentralRootCredentials: Check = {
  id: "org-central-root-credentials",
  title: "Root credentials of members are managed centrally",
  severity: "high",
  scope: "organization",
  needs: ["iam:ListOrganizationsFeatures", "organizations:DescribeOrganization"],
  why: "While it is off, every member needs its own root password, and each password can be reset by whoever reads that account's mailbox. With it on, members can live without any root credential, and new accounts are born without one.",
  fix: "From the management account: `aws organizations enable-aws-service-access --service-principal iam.amazonaws.com`, then `aws iam enable-organizations-root-credentials-management`. Afterwards delete what is left in each member; enabling removes nothing. Under approvals: `rootward root-access enable --feature RootCredentialsManagement --save plan.json`.",
  references: ["IAM User Guide: Centralize root access for member accounts"],
  standards: { "cis-7.0.0": ["2.1.1"], "well-architected": ["SEC01-BP02"] },
  judge: (view) => {
    const outside = outsideOrganization(view, resource);
    if (outside !== null) return outside;
    const features = view.organization.rootFeatures;
    if (!isSeen(features)) return unseenFact(resource, features, "iam:ListOrganizationsFeatures");
    const shown = [evidence("enabled root features", features.value.join(", ") || "none", features)];
    return features.value.includes(feature) ? pass(resource, shown) : fail(resource, shown);
  },
  cases: [
    {
      name: "the feature is on",
      view: caseView({ kind: "management", rootFeatures: ["RootCredentialsManagement"] }),
      expect: "pass",
    },
    {
      name: "RootSessions alone does not manage credentials",
      view: caseView({ kind: "management", rootFeatures: ["RootSessions"] }),
      expect: "fail",
    },
    {
      name: "trusted access for IAM is off, so no feature works",
      view: caseView({ kind: "management", rootFeatures: [] }),
      expect: "fail",
    },
    {
      name: "the call was refused",
      view: caseView({ kind: "management", rootFeatures: hidden("denied", "iam:ListOrganizationsFeatures") }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
