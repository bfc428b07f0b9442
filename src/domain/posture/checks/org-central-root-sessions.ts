import { isSeen } from "../../core/fact.ts";
import { caseDates, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { declared, staleDeclarations } from "../read/declared.ts";
import { declaredEvidence, evidence } from "../read/evidence.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { outsideOrganization } from "../read/outside-organization.ts";

const resource = "organization";
const feature = "RootSessions";

/** Central root sessions are as declared. */
export const orgCentralRootSessions: Check = {
  id: "org-central-root-sessions",
  title: "Central root sessions are on or off as declared",
  severity: "low",
  scope: "organization",
  needs: ["iam:ListOrganizationsFeatures", "organizations:DescribeOrganization"],
  why: "On, a principal with sts:AssumeRoot can open bucket and queue policies of every member. Off, a locked bucket or queue needs a real root sign-in, so that somebody keeps a root password for the day. Either can be right; an unplanned state is not.",
  fix: "From the management account: `aws iam enable-organizations-root-sessions` or `aws iam disable-organizations-root-sessions`. If off is meant, say so in the inventory: `declared: {rootSessions: false}`. Under approvals: `rootward root-access enable --feature RootSessions --save plan.json`.",
  references: ["IAM User Guide: Centralize root access for member accounts"],
  standards: {},
  judge: (view) => {
    const outside = outsideOrganization(view, resource);
    if (outside !== null) return outside;
    const features = view.organization.rootFeatures;
    if (!isSeen(features)) return unseenFact(resource, features, "iam:ListOrganizationsFeatures");
    const wish = declared(view).rootSessions;
    const wanted = wish ?? true;
    const shown = [
      evidence("enabled root features", features.value.join(", ") || "none", features),
      declaredEvidence("wanted", `${feature} ${wanted ? "on" : "off"}${wish === undefined ? " (default)" : ""}`),
    ];
    if (features.value.includes(feature) === wanted) return pass(resource, shown);
    return fail(resource, shown, { note: staleDeclarations(view) });
  },
  cases: [
    {
      name: "on, and nothing else declared",
      view: caseView({ kind: "management", rootFeatures: ["RootSessions"] }),
      expect: "pass",
    },
    { name: "off by accident", view: caseView({ kind: "management", rootFeatures: [] }), expect: "fail" },
    {
      name: "off on purpose",
      view: caseView({ kind: "management", rootFeatures: [], declared: { rootSessions: false } }),
      expect: "pass",
    },
    {
      name: "a wish attested over 180 days ago does not count",
      view: caseView({
        kind: "management",
        rootFeatures: [],
        declared: { rootSessions: false, attested: caseDates.stale },
      }),
      expect: "fail",
    },
    {
      name: "a scan of one account does not see the organization's features",
      view: caseView({ kind: "management", rootFeatures: hidden("not-in-mode", "iam:ListOrganizationsFeatures") }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
