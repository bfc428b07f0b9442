import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../iam/decide/decide.ts";
import type { Layer } from "../../iam/decide/question.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { CaseStatement } from "../cases/case-principals.ts";
import { caseIds, caseView, said } from "../cases/case-view.ts";
import { outsidersOf } from "./outsiders.ts";
import type { TrustedRole } from "./stranger.ts";

const vendor = "777788889999";
const everything: Layer = [
  {
    name: "all",
    policy: parsePolicy(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
      "identity",
    ),
  },
];
const principals = fc.constantFrom(
  "*",
  { AWS: "*" },
  { AWS: vendor },
  { AWS: [`arn:aws:iam::${vendor}:role/monitor`, caseIds.member] },
  { AWS: `arn:aws:iam::${caseIds.other}:root`, Service: "ec2.amazonaws.com" },
  { AWS: `arn:aws:sts::${vendor}:assumed-role/monitor/session` },
);
const conditions = fc.constantFrom(
  { StringEquals: { "aws:PrincipalOrgID": caseIds.organization } },
  { StringEqualsIfExists: { "aws:PrincipalOrgID": caseIds.organization } },
  { StringNotEquals: { "aws:PrincipalOrgID": caseIds.organization } },
  { StringEquals: { "sts:ExternalId": "7f3a" } },
  { StringLike: { "sts:ExternalId": "*" } },
  { StringEquals: { "aws:PrincipalAccount": [vendor, caseIds.member] } },
  { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${vendor}:role/mon*` } },
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { Null: { "aws:PrincipalOrgID": "true" } },
  { StringEquals: { "aws:PrincipalOrgID": "o-supplier123" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-supplier123/*" } },
);
const statement: fc.Arbitrary<CaseStatement> = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    principals,
    fc.constantFrom("sts:AssumeRole", "sts:*", "sts:TagSession"),
    fc.array(conditions, { maxLength: 2 }),
  )
  .map(([Effect, Principal, Action, all]) => ({
    Effect,
    Principal,
    Action,
    ...(all.length === 0 ? {} : { Condition: Object.assign({}, ...all) as unknown }),
  }));

const view = caseView({
  organization: { accountList: said(3, "organizations:ListAccounts") },
  others: { [caseIds.other]: {} },
  principals: [{ name: "role/target", trust: [] }],
});
const callers = [
  [vendor, `arn:aws:iam::${vendor}:role/monitor`],
  [vendor, `arn:aws:iam::${vendor}:role/else`],
  ["888877776666", "arn:aws:iam::888877776666:role/any"],
] as const;

/** True when some concrete request from outside gets into the role. */
function enters(trusted: TrustedRole): boolean {
  return callers.some(([account, arn]) =>
    [["7f3a"], null].some((id) =>
      ["203.0.113.9", "198.51.100.9"].some((address) => {
        return ["o-0000000000", "o-supplier123"].some((organization) => {
          const context = new Map<string, readonly string[]>([
            ["aws:principalorgid", [organization]],
            ["aws:principalorgpaths", [`${organization}/r-1234/ou-1/`]],
            ["aws:sourceip", [address]],
            ["aws:multifactorauthpresent", ["true"]],
            ...(id === null ? [] : [["sts:externalid", id] as const]),
          ]);
          const answer = decide({
            caller: { arn, account, kind: "role", management: false, tags: {} },
            layers: { identity: everything, resource: trusted.trust },
            ask: {
              action: "sts:AssumeRole",
              resource: trusted.role.arn,
              resourceAccount: caseIds.member,
              context,
              otherKeys: "absent",
            },
          });
          return answer.decision === "allowed";
        });
      }),
    ),
  );
}

describe("who outside gets into a role", () => {
  it("is somebody whenever some request from outside is let in", () => {
    const [role] = view.principals.status === "known" ? view.principals.list : [];
    if (role === undefined) throw new Error("no role");
    const counts = { open: 0, shut: 0, certain: 0 };
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
        const policy = parsePolicy({ Version: "2012-10-17", Statement: statements }, "trust");
        const trusted: TrustedRole = { role, trust: { name: "trust", policy }, rcps: undefined };
        const found = outsidersOf(trusted, view);
        const isOpen = enters(trusted);
        counts[isOpen ? "open" : "shut"] += 1;
        if (isOpen) expect(found).not.toEqual([]);
        if (found.some(({ doubt }) => doubt === null)) counts.certain += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(counts.open, counts.shut, counts.certain)).toBeGreaterThan(50);
  });
});
