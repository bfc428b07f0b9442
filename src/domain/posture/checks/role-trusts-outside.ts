import { unseen } from "../../core/fact.ts";
import type { Severity } from "../../core/verdict.ts";
import type { CasePrincipal, CaseStatement } from "../cases/case-principals.ts";
import { caseDates, caseIds, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { declared, staleDeclarations } from "../read/declared.ts";
import { unknown } from "../read/judgement.ts";
import { type Outsider, outsidersOf } from "../trust/outsiders.ts";
import { type Each, judgeEach } from "../users/judge-each.ts";

const resource = "iam-roles";
const vendor = "777788889999";
const assume = (Principal: unknown, Condition?: CaseStatement): CaseStatement => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...(Condition === undefined ? {} : { Condition }),
});
const role = (...trust: readonly CaseStatement[]): CasePrincipal => ({ name: "role/support", trust });
const github = "token.actions.githubusercontent.com";
const token = (claims: CaseStatement): CaseStatement => ({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${caseIds.member}:oidc-provider/${github}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" }, StringLike: claims },
});
const whole = { accountList: said(2, "organizations:ListAccounts") };
const trusting = (...trust: readonly CaseStatement[]) =>
  caseView({ organization: whole, principals: [role(...trust)] });

/** No role lets in principals from outside the organization that nobody declared. */
export const roleTrustsOutside: Check = {
  id: "role-trusts-outside",
  title: "No role trusts anybody outside the organization unnoticed",
  severity: "high",
  scope: "account",
  needs: [
    "iam:GetAccountAuthorizationDetails",
    "organizations:ListAccounts",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  why: "Whoever may assume a role is inside, and no SCP of ours binds the one who asks. A trust in a supplier's account is as safe as that supplier, an old test account or an account that was sold stays a door, and a trust in a public token issuer without a subject opens to everybody who has a repository there.",
  fix: 'Take out what nobody knows: `aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json`. Name the role of the other account instead of the whole account, ask a supplier for `sts:ExternalId`, tie `"Principal": "*"` to `aws:PrincipalOrgID`, and tie OIDC to a whole `sub` (`repo:ORG/REPO:ref:refs/heads/main`). Declare what is meant: `declared: {trustedAccounts: {"ID": "reason"}}`.',
  references: [
    "IAM User Guide: Access to AWS accounts owned by third parties",
    "IAM User Guide: Create a role for OpenID Connect federation",
    "IAM User Guide: The confused deputy problem",
    "IAM User Guide: AWS global condition context keys",
  ],
  standards: { "well-architected": ["SEC03-BP07", "SEC03-BP09"] },
  judge: (view) => {
    const { principals } = view;
    if (principals.status === "unknown") return unknown(resource, principals.reason, principals.needs);
    const { list, rcps } = principals;
    const accepted = declared(view).trustedAccounts ?? {};
    let worst: Severity = "medium";
    const judged = list.flatMap((each): readonly Each[] => {
      if (each.kind !== "role" || each.isSso || each.trust === undefined) return [];
      const { trust } = each;
      if ("unknown" in trust) return [{ name: each.name, is: unseen("not-observable", trust.unknown) }];
      const found = outsidersOf({ role: each, trust, rcps }, view).filter(
        ({ kind, who }) => kind !== "account" || (accepted[who] ?? "").trim() === "",
      );
      if (found.length === 0) return [{ name: each.name, is: "good" }];
      return found.map((outsider) => {
        if (outsider.doubt === null) worst = moreSevere(worst, outsider);
        const is = outsider.doubt === null ? "bad" : unseen("not-observable", outsider.doubt);
        return { name: `${each.name} by ${told(outsider)}`, is };
      });
    });
    const source = "iam:GetAccountAuthorizationDetails";
    const bad = "roles that can be assumed from outside the organization";
    const telling = { resource, bad, needs: source, source, observedAt: view.manifest.startedAt };
    return judgeEach(judged, telling, { severity: worst, note: staleDeclarations(view) });
  },
  cases: [
    {
      name: "trust in the own account, another member and a service",
      view: caseView({
        organization: whole,
        others: { [caseIds.other]: {} },
        principals: [
          role(assume({ AWS: [`arn:aws:iam::${caseIds.member}:root`, caseIds.other], Service: "ec2.amazonaws.com" })),
        ],
      }),
      expect: "pass",
    },
    {
      name: "an account that is no member, whose id is told",
      view: trusting(assume({ AWS: `arn:aws:iam::${vendor}:root` })),
      expect: "fail",
    },
    {
      name: "an external id makes the door narrower, not ours",
      view: trusting(assume({ AWS: vendor }, { StringEquals: { "sts:ExternalId": "7f3a" } })),
      expect: "fail",
    },
    {
      name: "a supplier that is declared with its reason",
      view: caseView({
        organization: whole,
        principals: [role(assume({ AWS: vendor }))],
        declared: { trustedAccounts: { [vendor]: "monitoring" }, attested: caseDates.fresh },
      }),
      expect: "pass",
    },
    {
      name: "a declaration of over 180 days ago does not count",
      view: caseView({
        organization: whole,
        principals: [role(assume({ AWS: vendor }))],
        declared: { trustedAccounts: { [vendor]: "monitoring" }, attested: caseDates.stale },
      }),
      expect: "fail",
    },
    { name: "everybody", view: trusting(assume("*")), expect: "fail" },
    {
      name: "everybody of the own organization is nobody from outside",
      view: trusting(assume("*", { StringEquals: { "aws:PrincipalOrgID": caseIds.organization } })),
      expect: "pass",
    },
    {
      name: "everybody of another organization",
      view: trusting(assume("*", { StringEquals: { "aws:PrincipalOrgID": "o-supplier123" } })),
      expect: "fail",
    },
    {
      name: "a condition that says IfExists is met by a stranger's own organization no better",
      view: trusting(assume("*", { StringNotEqualsIfExists: { "aws:PrincipalOrgID": caseIds.organization } })),
      expect: "fail",
    },
    { name: "GitHub tokens without a subject", view: trusting(token({ [`${github}:sub`]: "repo:*" })), expect: "fail" },
    {
      name: "GitHub tokens of one repository",
      view: trusting(token({ [`${github}:sub`]: "repo:corp/infra:ref:refs/heads/main" })),
      expect: "pass",
    },
    {
      name: "a resource control policy that keeps strangers out of every role",
      view: caseView({
        organization: whole,
        principals: {
          list: [role(assume({ AWS: vendor }))],
          rcp: [
            { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "sts:AssumeRole",
              Resource: "*",
              Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": caseIds.organization } },
            },
          ],
        },
      }),
      expect: "pass",
    },
    {
      name: "everybody from one network: who is there is not known",
      view: trusting(assume("*", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the list of members is not whole, so an account may be one",
      view: caseView({ principals: [role(assume({ AWS: vendor }))] }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the trust policy was not understood",
      view: caseView({ organization: whole, principals: [{ name: "role/support", trust: "trust policy of support" }] }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "nobody looked into the account",
      view: caseView({ principals: hidden("denied", "iam:GetAccountAuthorizationDetails") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};

function moreSevere(worst: Severity, { kind, asksForId }: Outsider): Severity {
  if (worst === "critical" || (kind === "public" && !asksForId)) return "critical";
  return worst === "high" || kind === "public" || !asksForId ? "high" : "medium";
}

function told({ who, asksForId }: Outsider): string {
  return `${who}${asksForId ? " with an external id" : ""}`;
}
