import { casePath, casePaths } from "../cases/case-paths.ts";
import { caseView } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unknown } from "../read/judgement.ts";
import { pathEvidence, pathGate, possiblePaths, principalsUnseen } from "../read/path-gate.ts";

const resource = "root";

/** Nobody can become root alone. */
export const pathSingleParty: Check = {
  id: "path-single-party",
  title: "Nobody can become root alone",
  severity: "critical",
  scope: "account",
  needs: [
    "iam:GetAccountAuthorizationDetails",
    "iam:GetAccountSummary",
    "account:GetContactInformation",
    "organizations:ListAccounts",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
    "organizations:DescribeResourcePolicy",
    "organizations:ListDelegatedAdministrators",
    "organizations:ListAWSServiceAccessForOrganization",
    "iam:ListOrganizationsFeatures",
  ],
  why: "One person, or one stolen laptop, holds everything that a way to root needs: a person who may push to a CI repository and reads the root mailbox changes the phone, resets the password and passes MFA, all in one evening.",
  fix: "`rootward paths --account {account}` shows each way with its people. Take one part from the person it names: another reader for the mailbox, another owner for the role, or a guard that closes the way (`rootward fix`).",
  references: [
    "IAM User Guide: Root user best practices",
    "IAM User Guide: What to do if an MFA device is lost or stops working",
  ],
  standards: {},
  judge: (view) => {
    const gate = pathGate(view);
    if ("judgement" in gate) return gate.judgement;
    const { paths } = gate;
    const alone = paths.certain.find((path) => path.parties.exact && path.parties.atLeast === 1);
    if (alone !== undefined) return fail(resource, pathEvidence(alone, view));
    const open = paths.certain.find((path) => path.parties.atLeast < 2);
    if (open !== undefined) {
      const needs = "inventory: who reads the mailbox, holds the phone and stands behind the principals";
      return unknown(resource, "not-declared", needs, pathEvidence(open, view));
    }
    const blind = principalsUnseen(paths);
    if (blind !== null) return blind;
    const possible = possiblePaths(paths);
    const maybe = possible?.find((path) => path.parties.atLeast < 2);
    if (possible === null || maybe !== undefined) {
      const shown = maybe === undefined ? [] : pathEvidence(maybe, view);
      return unknown(resource, "not-observable", "whether a possible way of one person is open", shown);
    }
    const [first] = paths.certain;
    return pass(resource, first === undefined ? [] : pathEvidence(first, view));
  },
  cases: [
    { name: "every way needs two people", view: caseView({ paths: casePaths([casePath(2, "low")]) }), expect: "pass" },
    { name: "there is no way at all", view: caseView({ paths: casePaths([]) }), expect: "pass" },
    {
      name: "one person both pushes to CI and reads the mailbox",
      view: caseView({ paths: casePaths([casePath(2, "low"), casePath(1, "medium")]) }),
      expect: "fail",
    },
    {
      name: "the readers of the mailbox are not declared",
      view: caseView({ paths: casePaths([casePath(1, "low", { atLeast: true })]) }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "the principals of the account were not read",
      view: caseView({ paths: casePaths([casePath(2, "low")], { blind: "no-role" }) }),
      expect: "unknown",
      reason: "no-role",
    },
    {
      name: "a certain way of one person fails even where principals were not read",
      view: caseView({ paths: casePaths([casePath(1, "low")], { blind: "not-in-mode" }) }),
      expect: "fail",
    },
    {
      name: "a possible way of one person is no pass",
      view: caseView({ paths: casePaths([casePath(2, "low")], { possible: [casePath(1, "low")] }) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "possible ways that nobody spelled out are taken at their worst",
      view: caseView({ paths: casePaths([], { possibleUntold: 1 }) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "how root signs in there is not documented",
      view: caseView({ partition: "aws-us-gov", paths: casePaths([casePath(1, "low")]) }),
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
