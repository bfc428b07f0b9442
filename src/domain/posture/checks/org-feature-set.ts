import { isSeen } from "../../core/fact.ts";
import { caseIds, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { outsideOrganization } from "../read/outside-organization.ts";

const resource = "organization";
const scp = "SERVICE_CONTROL_POLICY";
const organization = (featureSet: "ALL" | "CONSOLIDATED_BILLING") =>
  said({ id: caseIds.organization, featureSet, managementAccount: caseIds.management, managementEmail: null });
const rootWith = (status: string) =>
  said([{ id: "r-ex01", name: "Root", policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status }] }]);

/** The organization has all features and SCPs are switched on. */
export const orgFeatureSet: Check = {
  id: "org-feature-set",
  title: "The organization has all features and SCPs are enabled",
  severity: "high",
  scope: "organization",
  needs: ["organizations:DescribeOrganization", "organizations:ListRoots"],
  why: "With consolidated billing only, or with the SCP type off, no SCP has any effect, attached or not: no guard stops a member's administrators from changing the phone or leaving, and central root access is not available.",
  fix: "From the management account: `aws organizations enable-all-features` (invited members must accept), then `aws organizations enable-policy-type --root-id ROOT --policy-type SERVICE_CONTROL_POLICY`.",
  references: ["AWS Organizations User Guide: Enabling all features", "AWS Organizations API Reference: ListRoots"],
  standards: {},
  judge: (view) => {
    const outside = outsideOrganization(view, resource);
    if (outside !== null) return outside;
    const org = view.organization.organization;
    if (!isSeen(org)) return unseenFact(resource, org, "organizations:DescribeOrganization");
    const shown = [evidence("feature set", org.value?.featureSet ?? "none", org)];
    if (org.value?.featureSet !== "ALL") return fail(resource, shown);
    const roots = view.organization.roots;
    if (!isSeen(roots)) return unseenFact(resource, roots, "organizations:ListRoots", shown);
    const status = roots.value[0]?.policyTypes.find((each) => each.type === scp)?.status ?? "not enabled";
    const all = [...shown, evidence("SCP type", status, roots)];
    if (status.startsWith("PENDING"))
      return unknown(resource, "not-observable", "ListRoots once the change is done", all);
    return status === "ENABLED" ? pass(resource, all) : fail(resource, all);
  },
  cases: [
    { name: "all features, SCPs enabled", view: caseView({ kind: "management" }), expect: "pass" },
    {
      name: "consolidated billing only",
      view: caseView({ kind: "management", organization: { organization: organization("CONSOLIDATED_BILLING") } }),
      expect: "fail",
    },
    {
      name: "all features but the SCP type is off",
      view: caseView({
        kind: "management",
        organization: { roots: said([{ id: "r-ex01", name: "Root", policyTypes: [] }]) },
      }),
      expect: "fail",
    },
    {
      name: "the SCP type is being switched",
      view: caseView({ kind: "management", organization: { roots: rootWith("PENDING_DISABLE") } }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the roots could not be listed",
      view: caseView({ kind: "management", organization: { roots: hidden("throttled", "organizations:ListRoots") } }),
      expect: "unknown",
      reason: "throttled",
    },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
