import { casePath, casePaths } from "../cases/case-paths.ts";
import { caseView } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unknown } from "../read/judgement.ts";
import { isHard, mayBeHard, pathEvidence, pathGate, possiblePaths, principalsUnseen } from "../read/path-gate.ts";

const resource = "root";

/** The easiest way to root is hard. */
export const pathCheapest: Check = {
  id: "path-cheapest",
  title: "The easiest way to become root is hard",
  severity: "high",
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
  why: "An attacker takes the easiest way, not the one that was locked. As long as one way asks for nothing harder than a mailbox, a phone or a pipeline, and for at most two people, the hardware key in the safe protects another door.",
  fix: "`rootward paths --account {account}` shows the ways, cheapest first, and the change that removes most of them. Close the cheapest, then look again: the next one is the new easiest.",
  references: ["IAM User Guide: Root user best practices"],
  standards: {},
  judge: (view) => {
    const gate = pathGate(view);
    if ("judgement" in gate) return gate.judgement;
    const { paths } = gate;
    const easy = paths.certain.filter((path) => !isHard(path));
    const [surely] = easy.filter((path) => !mayBeHard(path));
    if (surely !== undefined) return fail(resource, pathEvidence(surely, view));
    const [perhaps] = easy;
    if (perhaps !== undefined) {
      const needs = "inventory: who reads the mailbox, holds the phone and stands behind the principals";
      return unknown(resource, "not-declared", needs, pathEvidence(perhaps, view));
    }
    const blind = principalsUnseen(paths);
    if (blind !== null) return blind;
    const possible = possiblePaths(paths);
    const maybe = possible?.find((path) => !isHard(path));
    if (possible === null || maybe !== undefined) {
      const shown = maybe === undefined ? [] : pathEvidence(maybe, view);
      return unknown(resource, "not-observable", "whether a possible easy way is open", shown);
    }
    const [first] = paths.certain;
    return pass(resource, first === undefined ? [] : pathEvidence(first, view));
  },
  cases: [
    {
      name: "the easiest way opens a vault",
      view: caseView({ paths: casePaths([casePath(1, "high")]) }),
      expect: "pass",
    },
    {
      name: "the easiest way takes three people",
      view: caseView({ paths: casePaths([casePath(3, "low")]) }),
      expect: "pass",
    },
    { name: "CI and a mailbox", view: caseView({ paths: casePaths([casePath(2, "low")]) }), expect: "fail" },
    {
      name: "two things in unknown hands never take three people",
      view: caseView({ paths: casePaths([casePath(1, "low", { atLeast: true })]) }),
      expect: "fail",
    },
    {
      name: "a second way is easy although the first in order is hard",
      view: caseView({ paths: casePaths([casePath(1, "high"), casePath(2, "medium")]) }),
      expect: "fail",
    },
    {
      name: "three things in unknown hands may take three people",
      view: caseView({ paths: casePaths([casePath(1, "low", { atLeast: true, leaves: ["a", "b", "c"] })]) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "the principals of the account were not read",
      view: caseView({ paths: casePaths([casePath(1, "high")], { blind: "not-in-mode" }) }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    {
      name: "a possible easy way is no pass",
      view: caseView({ paths: casePaths([], { possible: [casePath(1, "low")] }) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "too many ways to search: no verdict",
      view: caseView({ paths: { status: "too-many", fact: "contact-write" } }),
      expect: "no-verdict",
    },
  ],
};
