import { factOf, isSeen } from "../../core/fact.ts";
import { oneStatement } from "../cases/case-policies.ts";
import { caseIds, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { strangeDomains } from "../guard/strange-domains.ts";
import type { GuardRequest } from "../guard/guard-request.ts";
import { guardedAccount, judgeScp } from "../guard/judge-scp.ts";
import { declared } from "../read/declared.ts";
import { notApplicable, unseenFact } from "../read/judgement.ts";
import { unguardable } from "../read/unguardable.ts";

const service = "account.amazonaws.com";
const actions = ["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"];
const deny = { Effect: "Deny", Action: actions, Resource: "*" };
const writer = "arn:*:iam::*:role/MailMover";
const delegate = {
  organization: { delegates: { [service]: said([caseIds.member], "organizations:ListDelegatedAdministrators") } },
};

/** SCPs limit who moves root mailboxes from the delegate's account. */
export const guardScpEmailUpdate: Check = {
  id: "guard-scp-email-update",
  title: "An SCP limits root e-mail moves from the delegated administrator",
  severity: "high",
  scope: "account",
  needs: [
    "organizations:ListDelegatedAdministrators",
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  why: "From the account that is delegated administrator for account management, every principal with account:StartPrimaryEmailUpdate and AcceptPrimaryEmailUpdate can move the root mailbox of any member to an inbox of their own. An administrator of that account has both.",
  fix: "Attach guard P2 to the unit of the delegate: `rootward fix --from DIR --out DIR` writes it with your declared role (`declared.emailWriters`) and mail domains. No SCP binds management: put the same as a permission boundary on its principals.",
  references: [
    "Account Management API Reference: StartPrimaryEmailUpdate, AcceptPrimaryEmailUpdate",
    "AWS Organizations User Guide: SCP evaluation",
  ],
  standards: { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] },
  judge: (view) => {
    const cannot = unguardable(view, guardedAccount, "SCP");
    if (cannot !== null) return cannot;
    const delegates = factOf(view.organization.delegates[service]);
    if (!isSeen(delegates)) return unseenFact(guardedAccount, delegates, "organizations:ListDelegatedAdministrators");
    if (!delegates.value.includes(view.account.id)) {
      return notApplicable(guardedAccount, "The account is no delegated administrator for account management.");
    }
    const management = view.organization.organization;
    const owner = isSeen(management) && management.value !== null ? management.value : null;
    // The target may be any member, so a Deny on named members alone does not count.
    const target = `account/${owner?.id ?? "o-"}/000000000000`;
    const resource = `arn:${view.manifest.partition}:account::${owner?.managementAccount ?? ""}:${target}`;
    return judgeScp(view, {
      requests: (guards) =>
        strangeDomains(view, guards).flatMap((domain) =>
          actions.map((action): GuardRequest => ({
            action,
            resource,
            label: `${action} to ${domain}`,
            context: { "account:emailtargetdomain": [domain] },
          })),
        ),
      declared: declared(view).emailWriters ?? [],
    });
  },
  cases: [
    {
      name: "denied to all but the declared role",
      view: caseView({
        ...delegate,
        policies: {
          scp: [
            {
              on: "unit",
              document: oneStatement({ ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": writer } } }),
            },
          ],
        },
        declared: { emailWriters: [writer] },
      }),
      expect: "pass",
    },
    {
      name: "moves are possible only within the company's own mail domain",
      view: caseView({
        ...delegate,
        email: "aws@corp.example",
        policies: {
          scp: [
            {
              on: "unit",
              document: oneStatement({
                ...deny,
                Condition: { StringNotEquals: { "account:EmailTargetDomain": "corp.example" } },
              }),
            },
          ],
        },
      }),
      expect: "pass",
    },
    {
      name: "moves are possible within a free mail provider",
      view: caseView({
        ...delegate,
        email: "aws@corp.example",
        policies: {
          scp: [
            {
              on: "unit",
              document: oneStatement({
                ...deny,
                Condition: { StringNotEquals: { "account:EmailTargetDomain": ["corp.example", "gmail.com"] } },
              }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "a pattern that strangers' domains match",
      view: caseView({
        ...delegate,
        email: "aws@corp.example",
        policies: {
          scp: [
            {
              on: "unit",
              document: oneStatement({
                ...deny,
                Condition: { StringNotLike: { "account:EmailTargetDomain": "*corp.example" } },
              }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    {
      name: "a root mailbox at a free provider does not make its domain the company's own",
      view: caseView({
        ...delegate,
        email: "corp.aws@gmail.com",
        policies: {
          scp: [
            {
              on: "unit",
              document: oneStatement({
                ...deny,
                Condition: { StringNotEquals: { "account:EmailTargetDomain": "gmail.com" } },
              }),
            },
          ],
        },
      }),
      expect: "fail",
    },
    { name: "no SCP but AWS's own", view: caseView(delegate), expect: "fail" },
    {
      name: "starting is denied, accepting is not",
      view: caseView({
        ...delegate,
        policies: {
          scp: [{ on: "unit", document: oneStatement({ ...deny, Action: "account:StartPrimaryEmailUpdate" }) }],
        },
      }),
      expect: "fail",
    },
    {
      name: "the delegates could not be listed",
      view: caseView({ organization: { delegates: { [service]: hidden("denied") } } }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "another account is the delegate",
      view: caseView({ organization: { delegates: { [service]: said([caseIds.other]) } } }),
      expect: "not-applicable",
    },
    { name: "no SCP binds the management account", view: caseView({ kind: "management" }), expect: "not-applicable" },
    { name: "no organization", view: caseView({ kind: "standalone" }), expect: "not-applicable" },
  ],
};
