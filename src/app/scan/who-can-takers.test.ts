import { describe, expect, it } from "vitest";
import {
  type AccountSpec,
  admin,
  allow,
  deny,
  management,
  member,
  other as tooling,
  type RoleSpec,
  type Scenario,
  snapshotOf,
  trusts,
} from "../../../test/who-can/scenario.ts";
import { whoCanReader } from "./who-can.ts";

const deploy = `arn:aws:iam::${tooling}:role/deploy`;
const byLambda = [trusts({ Service: "lambda.amazonaws.com" })];
const bridge: RoleSpec = { trust: byLambda, allow: [allow("sts:AssumeRole")] };
const boss = { allow: admin };

/** Management has a role that trusts `named` of tooling, and nobody else; deploy there is for a service. */
const organization = (there: AccountSpec, named = deploy, scps: Scenario["scps"] = {}): Scenario => ({
  accounts: {
    [management]: { roles: { chief: { trust: [trusts({ AWS: named })], allow: admin } } },
    [tooling]: { ...there, path: ["r-root", "ou-test"] },
    [member]: { roles: {} },
  },
  scps,
});

/** Who of tooling may do what from management to the member: `name[?] by escalations through names`. */
async function told(scenario: Scenario): Promise<readonly string[]> {
  const snapshot = snapshotOf(scenario);
  const reader = await whoCanReader(snapshot);
  const facts = snapshot.accounts.find(({ id }) => id === member);
  if (facts === undefined) throw new Error("no member");
  const { actors } = await reader.of(facts);
  const name = (arn: string): string => arn.split("/").at(-1) ?? arn;
  return actors.flatMap(({ arn, account, effects }) => {
    const grip = effects.get("org:assume-root:create");
    if (grip === undefined || account !== tooling) return [];
    const doubt = grip.certainty === "possible" ? "?" : "";
    return [
      `${name(arn)}${doubt} by ${grip.by?.join("+") ?? "-"} through ${grip.through.slice(1).map(name).join(">")}`,
    ];
  });
}

describe("an administrator of an account", () => {
  it("becomes a role that another account trusts, whomever the role itself trusts", async () => {
    expect(await told(organization({ users: { boss }, roles: { deploy: bridge } }))).toEqual([
      "deploy by - through chief",
      "boss by iam-update-trust-policy through deploy>chief",
    ]);
  });

  it("gives the role what it lacks for that", async () => {
    const idle = { trust: byLambda, allow: [allow("s3:GetObject")] };
    expect(await told(organization({ users: { boss }, roles: { deploy: idle } }))).toEqual([
      "boss by iam-put-role-policy-and-trust through deploy>chief",
    ]);
  });

  it("does so too when it is one under conditions, or made itself one", async () => {
    const all = { ...allow("*"), Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    const users = {
      careful: { allow: [all] },
      climber: { allow: [allow("iam:PutUserPolicy", `arn:aws:iam::${tooling}:user/climber`)] },
      clerk: { allow: [allow("s3:*")] },
    };
    const found = await told(organization({ users, roles: { deploy: bridge } }));
    expect(found).toContain("climber by iam-put-own-user-policy+iam-update-trust-policy through deploy>chief");
    expect(found.find((line) => line.startsWith("careful"))).toMatch(
      /by iam-update-trust-policy through deploy>chief$/,
    );
    expect(found.join()).not.toContain("clerk");
  });

  it("assumes what trusts its account once it is one", async () => {
    const users = { climber: { allow: [allow("iam:PutUserPolicy", `arn:aws:iam::${tooling}:user/climber`)] } };
    const whole = organization({ users }, `arn:aws:iam::${tooling}:root`);
    expect(await told(whole)).toEqual(["climber by iam-put-own-user-policy through chief"]);
    expect(await told(organization({ users }, `arn:aws:iam::${tooling}:user/nobody`))).toEqual([]);
  });

  it("becomes a user that another account trusts", async () => {
    const named = `arn:aws:iam::${tooling}:user/robot`;
    const users = { boss, robot: { allow: [allow("sts:AssumeRole")] } };
    expect(await told(organization({ users }, named))).toContain("boss by iam-create-access-key through robot>chief");
  });

  it("goes on from there over accounts", async () => {
    const scenario = organization({ users: { boss }, roles: { deploy: bridge } }, `arn:aws:iam::222222222222:role/hop`);
    const hop = { trust: [trusts({ AWS: deploy })], allow: [allow("sts:AssumeRole")] };
    const accounts = { ...scenario.accounts, "222222222222": { roles: { hop } } };
    expect(await told({ ...scenario, accounts })).toContain("boss by iam-update-trust-policy through deploy>hop>chief");
  });

  it("does not where a service control policy or a boundary stops it", async () => {
    const there = { users: { boss }, roles: { deploy: bridge } };
    const kept = (actions: readonly string[]): Scenario["scps"] => ({
      kept: { on: [tooling], statements: [{ ...deny(actions), Resource: deploy }] },
    });
    const alone = ["deploy by - through chief"];
    expect(await told(organization(there, deploy, kept(["iam:UpdateAssumeRolePolicy"])))).toEqual(alone);
    const bound = { boss: { allow: admin, boundary: [allow(["s3:*", "sts:AssumeRole"])] } };
    expect(await told(organization({ ...there, users: bound }))).toEqual(alone);
    const idle = { deploy: { trust: byLambda, allow: [allow("s3:GetObject")] } };
    expect(await told(organization({ ...there, roles: idle }, deploy, kept(["iam:PutRolePolicy"])))).toEqual([]);
  });

  it("does not become a role that belongs to AWS", async () => {
    for (const path of ["/aws-service-role/x.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/"]) {
      const named = `arn:aws:iam::${tooling}:role${path}deploy`;
      const found = await told(organization({ users: { boss }, roles: { deploy: { ...bridge, path } } }, named));
      expect(found.filter((line) => line.startsWith("boss"))).toEqual([]);
    }
  });

  it("is told without it where it may assume the role as it is", async () => {
    const users = { boss };
    const roles = { deploy: { ...bridge, trust: [trusts({ AWS: `arn:aws:iam::${tooling}:user/boss` })] } };
    expect(await told(organization({ users, roles }))).toContain("boss by - through deploy>chief");
    const whole = organization({ users, roles: { deploy: bridge } }, `arn:aws:iam::${tooling}:root`);
    expect(await told(whole)).toEqual(["deploy by - through chief", "boss by - through chief"]);
  });
});
