import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { decide } from "../../iam/decide/decide.ts";
import { parsePolicyText } from "../../iam/language/parse-policy-text.ts";
import { contactsPolicy } from "./contacts-policy.ts";
import { alternateForTest, moveTo, phoneChange, planForTest } from "./plan-for-test.ts";

const management = "arn:aws:account::111111111111:account";
const member = (id: string, organization = "o-abcdefghij") => `${management}/${organization}/${id}`;

/** What AWS would answer to a session with this policy whose role may do everything. */
function answer(policy: string, action: string, resource: string, context: Readonly<Record<string, string>> = {}) {
  return decide({
    caller: {
      arn: "arn:aws:sts::111111111111:assumed-role/RootwardContacts/s",
      account: "111111111111",
      kind: "role-session",
      management: true,
      tags: {},
    },
    layers: {
      identity: [
        {
          name: "role",
          policy: parsePolicyText(
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
            "identity",
          ),
        },
      ],
      session: [{ name: "session", policy: parsePolicyText(policy, "identity") }],
    },
    ask: {
      action: action.includes(":") ? action : `account:${action}`,
      resource,
      context: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]])),
      otherKeys: "absent",
    },
  }).decision;
}

const types = ["BILLING", "OPERATIONS", "SECURITY"];
const type = (value: string) => ({ "account:AlternateContactTypes": value });
const domain = (value: string) => ({ "account:EmailTargetDomain": value });

const plan = planForTest({
  "111111111111": [phoneChange],
  "222222222222": [
    { kind: "alternate", type: "BILLING", old: alternateForTest(), new: null },
    { kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() },
  ],
  "333333333333": [moveTo("root@new.example")],
  "444444444444": [moveTo("root@other.example")],
});
const policy = contactsPolicy(plan, 1);

/** Every call that the plan needs, and no other. */
const planned: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ["GetContactInformation", management, {}],
  ["PutContactInformation", management, {}],
  ...types.map((each) => ["GetAlternateContact", member("222222222222"), type(each)] as const),
  ["DeleteAlternateContact", member("222222222222"), type("BILLING")],
  ["PutAlternateContact", member("222222222222"), type("SECURITY")],
  ...["333333333333", "444444444444"].flatMap((id) => [
    ["GetPrimaryEmail", member(id), {}] as const,
    ["GetPrimaryEmailUpdateStatus", member(id), {}] as const,
  ]),
  ...["StartPrimaryEmailUpdate", "AcceptPrimaryEmailUpdate"].flatMap((action) => [
    [action, member("333333333333"), domain("new.example")] as const,
    [action, member("444444444444"), domain("other.example")] as const,
  ]),
];

describe("the session policy of a batch", () => {
  it("allows exactly the planned calls of all that Account Management has", () => {
    const actions = [
      "GetContactInformation",
      "PutContactInformation",
      "GetAlternateContact",
      "PutAlternateContact",
      "DeleteAlternateContact",
      "GetPrimaryEmail",
      "GetPrimaryEmailUpdateStatus",
      "StartPrimaryEmailUpdate",
      "AcceptPrimaryEmailUpdate",
      "GetAccountInformation",
      "PutAccountName",
      "CloseAccount",
      "EnableRegion",
      "DisableRegion",
      "ListRegions",
      "SendPhoneNumberVerification",
      "VerifyPhoneNumber",
    ];
    const resources = [
      management,
      "arn:aws:account::222222222222:account",
      "arn:aws-cn:account::111111111111:account",
      ...["222222222222", "333333333333", "444444444444", "555555555555", "111111111111"].map((id) => member(id)),
      member("222222222222", "o-otherother"),
    ];
    const contexts = [
      {},
      ...types.map(type),
      type("security"),
      ...["new.example", "other.example", "evil.example", "sub.new.example", "NEW.example", "new.example.evil"].map(
        domain,
      ),
    ];
    const passed: string[] = [];
    for (const action of actions) {
      for (const resource of resources) {
        for (const context of contexts) {
          const decision = answer(policy, action, resource, context);
          expect(decision).not.toBe("unknown");
          if (decision === "allowed") passed.push(JSON.stringify([action, resource, context]));
        }
      }
    }
    // Calls without condition pass in every context; of those that AWS sends with a key, only the planned value does.
    const expected = planned.flatMap(([action, resource, context]) => {
      const isFree = action.startsWith("Get") || action === "PutContactInformation";
      return (isFree ? contexts : [context]).map((each) => JSON.stringify([action, resource, each]));
    });
    expect(passed.toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  it("allows nothing outside Account Management", () => {
    for (const action of ["iam:CreateLoginProfile", "sts:AssumeRoot", "organizations:ListAccounts"]) {
      expect(answer(policy, action, management)).toBe("implicitly-denied");
    }
  });

  it("is a document that IAM reads, on one line", () => {
    expect(policy).not.toMatch(/[\n*?$]|Like/);
    expect(parsePolicyText(policy, "identity").version).toBe("2012-10-17");
  });

  it("names the partition of the plan", () => {
    const china = contactsPolicy(planForTest({ "222222222222": [phoneChange] }, "aws-cn"), 1);
    expect(china).toContain('"arn:aws-cn:account::111111111111:account/o-abcdefghij/222222222222"');
  });

  it("has no batch 0, none behind the last and none between two", () => {
    expect([0, 2, -1, 1.5, Number.NaN].map((n) => codedRow(() => contactsPolicy(plan, n)))).toEqual(
      Array<string>(5).fill("CONTACTS_NO_SUCH_BATCH"),
    );
  });
});
