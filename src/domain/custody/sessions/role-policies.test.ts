import { describe, expect, it } from "vitest";
import { actionIndex } from "../../iam/catalogue/action-index.ts";
import { decide } from "../../iam/decide/decide.ts";
import { questionForTest, type TestQuestion } from "../../iam/decide/question-for-test.ts";
import { contactsPolicy } from "../contacts/contacts-policy.ts";
import { alternateForTest, moveTo, phoneChange, planForTest } from "../contacts/plan-for-test.ts";
import { featurePolicy } from "./feature-policy.ts";
import { type CourierRole, courierPermissions, courierRoles, type PolicyDocument } from "./role-policies.ts";

// The answers are those of the product's own evaluator, which shares nothing with what wrote the documents.
const courier = "arn:aws:iam::111111111111:role/courier";
const place = { partition: "aws", management: "111111111111", courier };
const roles = courierRoles(place);
const roleOf = (key: CourierRole["key"]): CourierRole => roles.filter((role) => role.key === key)[0] as CourierRole;
const arnOf = (name: string): string => `arn:aws:iam::111111111111:role/${name}`;
const task = (name: string): string => `arn:aws:iam::aws:policy/root-task/${name}`;
const member = "arn:aws:iam::222222222222:root";
const own = "arn:aws:account::111111111111:account";
const central = `${own}/o-abcdefghij/222222222222`;
const four = [
  "IAMDeleteRootUserCredentials",
  "IAMCreateRootUserPassword",
  "S3UnlockBucketPolicy",
  "SQSUnlockQueuePolicy",
] as const;

/** What the holder of these permissions gets. */
function may(permissions: PolicyDocument, ask: Partial<TestQuestion> & { readonly action: string }): string {
  const caller = { arn: courier, account: "111111111111", kind: "role", management: true } as const;
  return decide(questionForTest({ caller, identity: [permissions], ...ask }), { trace: false }).decision;
}

/** What a principal gets that asks for a role, with all permissions of its own. */
function enters(principal: string, action: string, sourceIdentity: string | null): string {
  const account = principal.split(":")[4] ?? "";
  return decide(
    questionForTest({
      caller: { arn: principal, account, kind: "role", management: account === "111111111111" },
      identity: [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }],
      trust: roleOf("rootTask").trust,
      action,
      resource: arnOf("RootwardRootTask"),
      resourceAccount: "111111111111",
      context: sourceIdentity === null ? {} : { "sts:SourceIdentity": sourceIdentity },
    }),
    { trace: false },
  ).decision;
}

/** Lets everybody in who has the permission. */
const open = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "sts:*" }],
};

/** Every action of AWS, or of one service, that a document allows on one of these resources, with every condition met. */
function everythingOf(permissions: PolicyDocument, resources: readonly string[], service = ""): readonly string[] {
  const caller = { arn: courier, account: "111111111111", kind: "role", management: true } as const;
  const context = {
    "sts:SourceIdentity": "rw-1",
    "sts:TaskPolicyArn": task("S3UnlockBucketPolicy"),
    "organizations:ServicePrincipal": "iam.amazonaws.com",
  };
  const questions = resources.map((resource) => {
    const trust = resource.includes(":role/") ? { trust: open } : {};
    return questionForTest({ caller, identity: [permissions], resource, context, ...trust });
  });
  const isAllowed = (action: string): boolean =>
    questions.some(({ ask, ...question }) => {
      const { decision } = decide({ ...question, ask: { ...ask, action } }, { trace: false });
      return decision === "allowed";
    });
  return actionIndex()
    .names.filter((action) => action.startsWith(service))
    .filter(isAllowed)
    .toSorted();
}

/** AWS allows these to everybody, whatever a policy says. */
const free = ["sts:GetCallerIdentity"];
const plus = (...names: readonly string[]): readonly string[] => [...free, ...names].toSorted();

describe("the courier's own permissions", () => {
  const permissions = courierPermissions(place);
  const three = ["RootwardRootTask", "RootwardContacts", "RootwardOrgFeature"];

  it("are to take three roles under a name, of all actions of AWS", () => {
    const resources = ["*", ...three.map(arnOf), arnOf("RootwardReader"), member, central, own];
    expect(everythingOf(permissions, resources)).toEqual(plus("sts:AssumeRole", "sts:SetSourceIdentity"));
  });

  it("reach no other role, not even one of the same name elsewhere", () => {
    for (const resource of [
      arnOf("RootwardReader"),
      arnOf("RootwardRootTask2"),
      arnOf("courier"),
      "arn:aws:iam::222222222222:role/RootwardRootTask",
      "*",
    ]) {
      expect([resource, may(permissions, { action: "sts:AssumeRole", resource })]).not.toContain("allowed");
    }
    const trust = roleOf("contacts").trust;
    for (const name of three) {
      const resource = arnOf(name);
      const context = { "sts:SourceIdentity": "rw-1" };
      expect(may(permissions, { action: "sts:AssumeRole", resource, trust, context })).toBe("allowed");
    }
  });
});

describe("the roles let in", () => {
  it("the courier, under the name of a document", () => {
    for (const action of ["sts:AssumeRole", "sts:SetSourceIdentity"]) {
      expect(enters(courier, action, "rw-01JDADA7V0000000000000000A")).toBe("allowed");
      for (const name of [null, "somebody", "RW-1", "xrw-1"]) {
        expect([action, name, enters(courier, action, name)]).toEqual([action, name, "implicitly-denied"]);
      }
    }
    expect(enters(courier, "sts:TagSession", "rw-1")).toBe("implicitly-denied");
  });

  it("nobody else, whatever permissions he has", () => {
    for (const other of [arnOf("admin"), arnOf("courier2"), "arn:aws:iam::222222222222:role/courier"]) {
      expect([other, enters(other, "sts:AssumeRole", "rw-1")]).toEqual([other, "implicitly-denied"]);
    }
    for (const { trust } of roles) expect(trust).toEqual(roleOf("rootTask").trust);
  });
});

describe("the role for root tasks", () => {
  const { permissions } = roleOf("rootTask");
  const ask = (taskPolicy: string | null, resource = member) =>
    may(permissions, {
      action: "sts:AssumeRoot",
      resource,
      resourceAccount: resource.split(":")[4] ?? "",
      context: taskPolicy === null ? {} : { "sts:TaskPolicyArn": taskPolicy },
    });

  it("is root of any account for the four tasks, of all actions of AWS", () => {
    expect(four.map((name) => ask(task(name)))).toEqual(["allowed", "allowed", "allowed", "allowed"]);
    const resources = ["*", member, arnOf("RootwardContacts"), central, own];
    // A name on another account's root is nothing that a policy here can give by itself.
    expect(everythingOf(permissions, resources)).toEqual(plus("sts:AssumeRoot"));
  });

  it("is nothing for the audit, for another policy, without a task, and of what is no root", () => {
    for (const name of ["IAMAuditRootUserCredentials", "Anything"]) expect(ask(task(name))).toBe("implicitly-denied");
    expect(ask("arn:aws:iam::aws:policy/AdministratorAccess")).toBe("implicitly-denied");
    expect(ask("arn:aws:iam::222222222222:policy/root-task/S3UnlockBucketPolicy")).toBe("implicitly-denied");
    expect(ask(null)).toBe("implicitly-denied");
    expect(ask(task("S3UnlockBucketPolicy"), "arn:aws:iam::222222222222:role/root")).toBe("implicitly-denied");
  });
});

describe("the role for contacts", () => {
  const { permissions } = roleOf("contacts");
  const nine = [
    "account:AcceptPrimaryEmailUpdate",
    "account:DeleteAlternateContact",
    "account:GetAlternateContact",
    "account:GetContactInformation",
    "account:GetPrimaryEmail",
    "account:GetPrimaryEmailUpdateStatus",
    "account:PutAlternateContact",
    "account:PutContactInformation",
    "account:StartPrimaryEmailUpdate",
  ];

  it("has nine calls on the own account and the organization's, of all actions of AWS", () => {
    expect(everythingOf(permissions, ["*", own, central, member, arnOf("x")])).toEqual(plus(...nine));
    expect(everythingOf(permissions, [own], "account:")).toEqual(nine);
    expect(everythingOf(permissions, [central], "account:")).toEqual(nine);
    const elsewhere = ["arn:aws:account::222222222222:account", "arn:aws:account::222222222222:account/o-x/1", "*"];
    expect(everythingOf(permissions, elsewhere, "account:")).toEqual([]);
  });

  it("covers every call that a plan can be granted", () => {
    const plan = planForTest({
      "111111111111": [phoneChange],
      "222222222222": [
        phoneChange,
        { kind: "alternate", type: "BILLING", old: null, new: alternateForTest() },
        { kind: "alternate", type: "SECURITY", old: alternateForTest(), new: null },
        moveTo("new@corp.example"),
      ],
    });
    const granted: { Statement: { Action: string[]; Resource: string[] }[] } = JSON.parse(contactsPolicy(plan, 1));
    const pairs = granted.Statement.flatMap(({ Action, Resource }) =>
      Resource.flatMap((resource) => Action.map((action) => ({ action, resource }))),
    );
    expect(new Set(pairs.map(({ action }) => action))).toEqual(new Set(nine));
    for (const pair of pairs) expect([pair, may(permissions, pair)]).toEqual([pair, "allowed"]);
  });
});

describe("the role for features", () => {
  const { permissions } = roleOf("orgFeature");
  const switches = [
    "iam:DisableOrganizationsRootCredentialsManagement",
    "iam:DisableOrganizationsRootSessions",
    "iam:EnableOrganizationsRootCredentialsManagement",
    "iam:EnableOrganizationsRootSessions",
  ];

  it("has the four switches and trusted access for IAM, of all actions of AWS", () => {
    const all = everythingOf(permissions, ["*", member, own, central, arnOf("x")]);
    expect(all).toEqual(plus(...switches, "organizations:EnableAWSServiceAccess"));
    const context = { "organizations:ServicePrincipal": "account.amazonaws.com" };
    for (const around of [context, {}]) {
      const ask = { action: "organizations:EnableAWSServiceAccess", resource: "*", context: around };
      expect(may(permissions, ask)).toBe("implicitly-denied");
    }
  });

  it("covers every session policy for a feature", () => {
    for (const feature of ["RootCredentialsManagement", "RootSessions"] as const) {
      for (const on of [true, false]) {
        const document: { Statement: { Action: string; Condition?: object }[] } = JSON.parse(
          featurePolicy({ feature, on }),
        );
        for (const { Action, Condition } of document.Statement) {
          const context = Condition === undefined ? {} : { "organizations:ServicePrincipal": "iam.amazonaws.com" };
          expect([Action, may(permissions, { action: Action, resource: "*", context })]).toEqual([Action, "allowed"]);
        }
      }
    }
  });
});

describe("in another partition", () => {
  it("every ARN is of it", () => {
    const there = {
      partition: "aws-us-gov",
      management: "111111111111",
      courier: courier.replace("aws", "aws-us-gov"),
    };
    const text = JSON.stringify([courierPermissions(there), courierRoles(there)]);
    expect(text).toContain("arn:aws-us-gov:iam::aws:policy/root-task/S3UnlockBucketPolicy");
    expect(text).not.toContain("arn:aws:");
  });
});
