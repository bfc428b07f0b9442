import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import { unitPath } from "../cases/case-policies.ts";
import { caseView } from "../cases/case-view.ts";
import { judgeRootDeny } from "./judge-root-deny.ts";

const accounts = ["222222222222", "333333333333", "444444444444"];
const [root = ""] = unitPath("member");
const units = [
  [root, "ou-ab12-prod0001"],
  [root, "ou-ab12-test0001"],
];

const resource = fc.constantFrom(
  "*",
  "arn:aws:iam::*:root",
  "arn:aws:iam::222222222222:*",
  "arn:aws:iam::????????????:root",
  "arn:aws:iam::${aws:PrincipalAccount}:root",
  "*3333*",
);
const condition = fc.constantFrom(
  undefined,
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
  { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:*" } },
  { StringEquals: { "aws:PrincipalAccount": ["222222222222", "444444444444"] } },
  { StringLike: { "aws:ResourceAccount": "3*" } },
  { StringNotEquals: { "aws:userid": "333333333333" } },
  { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/*/ou-ab12-prod*" } },
  { StringNotLike: { "aws:ResourceOrgPaths": ["o-*/*/ou-ab12-test0001/*"] } },
  { Null: { "aws:AssumedRoot": "true" } },
  { Bool: { "aws:AssumedRoot": "false" } },
  { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
);
const statement = fc.record({
  Effect: fc.constantFrom("Deny", "Deny", "Allow"),
  Action: fc.constantFrom("*", "iam:*", ["account:*", "s3:*", "sts:*"]),
  Resource: resource,
  Condition: condition,
});
const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((list) => ({
  Version: "2012-10-17",
  Statement: list.map(({ Condition, ...rest }) => (Condition === undefined ? rest : { ...rest, Condition })),
}));

/** FullAWSAccess on every unit and account, as AWS attaches it. */
function allowedEverywhere(view: AccountView): AccountView {
  const { policies } = view.organization;
  if (!isSeen(policies)) return view;
  const value = policies.value.map((each) => {
    if (!isSeen(each.targets) || each.id !== "p-FullAWSAccess") return each;
    return { ...each, targets: { ...each.targets, value: [...units.flat(), ...accounts] } };
  });
  return { ...view, organization: { ...view.organization, policies: { ...policies, value } } };
}

describe("answers that accounts under the same policies share", () => {
  it("are those that each account gets alone, whatever the policies say of numbers and paths", () => {
    const order = fc.shuffledSubarray(
      accounts.flatMap((id) => units.map((path) => ({ id, path }))),
      { minLength: 2 },
    );
    fc.assert(
      fc.property(document, order, (policy, asked) => {
        const base = allowedEverywhere(caseView({ policies: { scp: [{ on: "root", document: policy }] } }));
        const at = (view: AccountView, { id, path }: (typeof asked)[number]): AccountView => ({
          ...view,
          account: {
            ...view.account,
            id,
            path: { value: path, source: "organizations:ListParents", at: "2026-11-21T03:00:00Z" },
          },
        });
        for (const each of asked) {
          const shared = judgeRootDeny(at(base, each));
          // Another organization object: nothing was worked out for it before.
          const alone = judgeRootDeny(at({ ...base, organization: { ...base.organization } }, each));
          expect(shared).toEqual(alone);
        }
      }),
      { numRuns: 300 },
    );
  });
});
