import { describe, expect, it } from "vitest";
import {
  admin,
  allow,
  deny,
  management,
  member,
  type Scenario,
  snapshotOf,
  trusts,
} from "../../../test/who-can/scenario.ts";
import { whoCanReader } from "./who-can.ts";

/** Of the actors of an account: `name effect[?] by escalations through names`. */
async function told(scenario: Scenario, effect: string, account = member): Promise<readonly string[]> {
  const snapshot = snapshotOf(scenario);
  const reader = await whoCanReader(snapshot);
  const facts = snapshot.accounts.find(({ id }) => id === account);
  if (facts === undefined) throw new Error(`no account ${account}`);
  const { actors } = await reader.of(facts);
  return actors.flatMap(({ arn, effects }) => {
    const grip = [...effects].find(([name]) => name === effect)?.[1];
    if (grip === undefined) return [];
    const name = (of: string): string => of.split("/").at(-1) ?? of;
    const by = grip.by === undefined ? "" : ` by ${grip.by.join("+")}`;
    const through = grip.through.length > 1 ? ` through ${grip.through.slice(1).map(name).join(">")}` : "";
    return [`${name(arn)}${grip.certainty === "possible" ? "?" : ""}${by}${through}`];
  });
}

const alone = (spec: Scenario["accounts"][string], more: Partial<Scenario> = {}): Scenario => ({
  accounts: { [management]: { roles: {} }, [member]: spec },
  ...more,
});
const contact = "account:PutContactInformation";
const own = (name: string): string => `arn:aws:iam::${member}:user/${name}`;
const role = (name: string): string => `arn:aws:iam::${member}:role/${name}`;

describe("a principal that makes itself administrator", () => {
  const writer = allow("iam:PutUserPolicy", own("ann"));

  it("holds what an administrator of the account holds", async () => {
    const scenario = alone({ users: { ann: { allow: [writer] } } });
    expect(await told(scenario, "contact-write")).toEqual(["ann by iam-put-own-user-policy"]);
    expect(await told(scenario, "wall-off")).toEqual(["ann by iam-put-own-user-policy"]);
  });

  it("does so too by a new user or role", async () => {
    const user = allow(["iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey"], own("new/*"));
    expect(await told(alone({ users: { ann: { allow: [user] } } }), "contact-write")).toEqual([
      "ann by iam-put-user-policy-then-key",
    ]);
    const role = allow(["iam:CreateRole", "iam:PutRolePolicy", "sts:AssumeRole"]);
    expect(await told(alone({ users: { ann: { allow: [role] } } }), "contact-write")).toEqual([
      "ann by iam-put-role-policy-and-trust",
    ]);
    const half = allow(["iam:CreateUser", "iam:CreateAccessKey"], own("new/*"));
    expect(await told(alone({ users: { ann: { allow: [half] } } }), "contact-write")).toEqual([]);
  });

  it("does not, where the call is denied, or reaches somebody else's policies only", async () => {
    expect(await told(alone({ users: { ann: { allow: [writer, deny("iam:Put*")] } } }), "contact-write")).toEqual([]);
    const elsewhere = allow("iam:PutUserPolicy", own("nobody"));
    expect(await told(alone({ users: { ann: { allow: [elsewhere] } } }), "contact-write")).toEqual([]);
  });

  it("stays under its boundary and under service control policies", async () => {
    const bounded = { allow: [writer], boundary: [allow(["iam:PutUserPolicy", "s3:*"])] };
    expect(await told(alone({ users: { ann: bounded } }), "contact-write")).toEqual([]);
    const scps = { contacts: { on: [member], statements: [deny([contact, "aws-portal:*"])] } };
    const under = alone({ users: { ann: { allow: [writer] } } }, { scps });
    expect(await told(under, "contact-write")).toEqual([]);
    expect(await told(under, "contact-write-but-scp")).toEqual(["ann by iam-put-own-user-policy"]);
  });

  it("leaves its boundary behind where it may take it off", async () => {
    const free = {
      allow: [writer, allow("iam:DeleteUserPermissionsBoundary", own("ann"))],
      boundary: [allow("iam:*")],
    };
    const [ann] = await told(alone({ users: { ann: free } }), "contact-write");
    expect(ann).toMatch(/^ann by .*iam-delete-own-user-boundary/);
  });

  it("leaves its boundary behind where it acts as a role that has none", async () => {
    const calls = allow(["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "sts:AssumeRole"], role("worker"));
    const scenario = alone({
      users: { ann: { allow: [calls], boundary: [calls] } },
      roles: { worker: { trust: [trusts({ Service: "ec2.amazonaws.com" })], allow: [] } },
    });
    expect(await told(scenario, "contact-write")).toEqual(["ann by iam-attach-role-policy-and-trust"]);
  });

  it("reaches every member from management", async () => {
    const scenario: Scenario = {
      accounts: {
        [management]: {
          users: { eve: { allow: [allow("iam:AttachUserPolicy", `arn:aws:iam::${management}:user/eve`)] } },
        },
        [member]: { roles: {} },
      },
    };
    expect(await told(scenario, "org:contact-write")).toEqual(["eve by iam-attach-own-user-policy"]);
  });
});

describe("a central principal that makes itself administrator", () => {
  it("holds more than it was asked for before", async () => {
    const own = { ...allow("iam:AttachUserPolicy"), Resource: `arn:aws:iam::${management}:user/eve` };
    const here = allow(contact, `arn:aws:account::${management}:account`);
    const never = allow("organizations:RegisterDelegatedAdministrator", "arn:aws:organizations::*:policy/*");
    const users = { eve: { allow: [own, here, never] } };
    const scenario: Scenario = { accounts: { [management]: { users }, [member]: { roles: {} } } };
    const found = ["eve by iam-attach-own-user-policy"];
    expect(await told(scenario, "org:contact-write")).toEqual(found);
    expect(await told(scenario, "org:delegate-register")).toEqual(found);
  });
});

describe("a principal that comes to act as another", () => {
  const holder = { trust: [trusts({ Service: "lambda.amazonaws.com" })], allow: [allow(contact)] };
  const handing = [allow("iam:PassRole", role("worker")), allow(["lambda:CreateFunction", "lambda:InvokeFunction"])];

  it("by handing the role to a service acts as it", async () => {
    const scenario = alone({ users: { ci: { allow: handing } }, roles: { worker: holder } });
    expect(await told(scenario, "contact-write")).toContain("ci by lambda-new-function-invoke through worker");
  });

  it("does not, where the role trusts another service or another role may be passed", async () => {
    const elsewhere = { ...holder, trust: [trusts({ Service: "ec2.amazonaws.com" })] };
    const other = alone({ users: { ci: { allow: handing } }, roles: { worker: elsewhere } });
    expect((await told(other, "contact-write")).filter((line) => line.startsWith("ci"))).toEqual([]);
    const wrong = [allow("iam:PassRole", role("else")), ...handing.slice(1)];
    const passed = alone({ users: { ci: { allow: wrong } }, roles: { worker: holder } });
    expect((await told(passed, "contact-write")).filter((line) => line.startsWith("ci"))).toEqual([]);
  });

  it("by a new access key acts as a user, and goes on through roles from there", async () => {
    const keys = allow("iam:CreateAccessKey", own("bob"));
    const scenario = alone({
      users: { ann: { allow: [keys] }, bob: { allow: [allow("sts:AssumeRole")] } },
      roles: { boss: { trust: [trusts({ AWS: `arn:aws:iam::${member}:root` })], allow: admin } },
    });
    const lines = await told(scenario, "contact-write");
    expect(lines).toContain("bob through boss");
    const [ann = ""] = lines.filter((line) => line.startsWith("ann"));
    expect(ann).toContain("iam-create-access-key");
  });
});
