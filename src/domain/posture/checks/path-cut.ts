import { casePath, casePaths } from "../cases/case-paths.ts";
import { caseView } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass } from "../read/judgement.ts";
import { pathEvidence, pathGate, principalsUnseen } from "../read/path-gate.ts";

const resource = "root";

/** No way to root is left to cut. */
export const pathCut: Check = {
  id: "path-cut",
  title: "No way to become root is left to cut",
  severity: "info",
  scope: "account",
  needs: [
    "iam:GetAccountAuthorizationDetails",
    "iam:GetAccountSummary",
    "account:GetContactInformation",
    "organizations:ListAccounts",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
    "iam:ListOrganizationsFeatures",
  ],
  why: "Every way that is left is work an attacker can do. This lists the smallest set of changes after which no certain way remains, and the single change that removes most. Persuading AWS Support is not counted: no setting prevents it.",
  fix: "Make the next change named here, then scan again. `rootward fix --from DIR --out DIR` writes the guards and the plan for the rest.",
  references: ["IAM User Guide: Root user best practices"],
  standards: {},
  judge: (view) => {
    const gate = pathGate(view);
    if ("judgement" in gate) return gate.judgement;
    const { paths } = gate;
    const [cheapest] = paths.certain;
    if (cheapest !== undefined) {
      const source = "takeover model";
      const observedAt = view.manifest.startedAt;
      const cut = paths.minCut === null ? "no set of known changes" : paths.minCut.join(" + ");
      const next = paths.next === null ? "none" : `${paths.next.title} (removes ${paths.next.removes})`;
      return fail(resource, [
        { fact: "certain ways", value: String(paths.certain.length), source, observedAt },
        { fact: "smallest cut", value: cut, source, observedAt },
        { fact: "next change", value: next, source, observedAt },
        ...pathEvidence(cheapest, view),
      ]);
    }
    const blind = principalsUnseen(paths);
    if (blind !== null) return blind;
    const note = paths.possible === 0 ? undefined : `Possible ways that nobody could rule out: ${paths.possible}.`;
    return pass(resource, [], { note });
  },
  cases: [
    { name: "no way is left", view: caseView({ paths: casePaths([]) }), expect: "pass" },
    {
      name: "two ways and the change that cuts both",
      view: caseView({
        paths: casePaths([casePath(1, "low"), casePath(2, "medium")], { minCut: ["SCP: deny contact writes"] }),
      }),
      expect: "fail",
    },
    {
      name: "the principals of the account were not read",
      view: caseView({ paths: casePaths([], { blind: "no-role" }) }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "only possible ways are left",
      view: caseView({ paths: casePaths([], { possible: [casePath(2, "high")] }) }),
      expect: "pass",
    },
    {
      name: "too many ways to search: no verdict",
      view: caseView({ paths: { status: "too-many", fact: "contact-write" } }),
      expect: "no-verdict",
    },
  ],
};
