import { describe, expect, it } from "vitest";
import {
  allow,
  deny,
  lines,
  management,
  member,
  other,
  type Scenario,
  snapshotOf,
  trusts,
  trustsGitHub,
} from "../../../test/who-can/scenario.ts";
import { whoCanReader } from "./who-can.ts";

async function whoCan(scenario: Scenario) {
  const snapshot = snapshotOf(scenario);
  const reader = await whoCanReader(snapshot);
  const facts = snapshot.accounts.find(({ id }) => id === member);
  if (facts === undefined) throw new Error("no member");
  return await reader.of(facts);
}

const empty = { roles: {} };
const root = (account: string) => `arn:aws:iam::${account}:root`;
const task = (name: string) => ({ StringEquals: { "sts:TaskPolicyArn": `arn:aws:iam::aws:policy/root-task/${name}` } });

describe("role assumption", () => {
  const contact = allow("account:PutContactInformation");

  it("reaches from management into a member by the role that AWS makes there", async () => {
    const roles = { OrganizationAccountAccessRole: { trust: [trusts({ AWS: root(management) })], allow: [contact] } };
    const users = {
      ops: { allow: [allow("sts:AssumeRole", "arn:aws:iam::*:role/OrganizationAccountAccessRole")] },
      elsewhere: { allow: [allow("sts:AssumeRole", `arn:aws:iam::${other}:role/*`)] },
      reader: { allow: [allow("s3:*")] },
    };
    expect(lines(await whoCan({ accounts: { [management]: { users }, [member]: { roles } } }))).toEqual([
      `${management}:user/ops | contact-write via role/OrganizationAccountAccessRole | access-key low`,
      `${member}:role/OrganizationAccountAccessRole | contact-write | role user/ops low`,
    ]);
  });

  it("needs both sides across accounts, and honours the SCPs of where it starts", async () => {
    const roles = { target: { trust: [trusts({ AWS: `arn:aws:iam::${other}:role/ci` })], allow: [contact] } };
    const ci = (statements: ReturnType<typeof allow>[]) => ({
      roles: { ci: { trust: [trustsGitHub(other)], allow: statements } },
    });
    const scenario = (there: Scenario["accounts"][string], scps: Scenario["scps"] = {}): Scenario => ({
      accounts: { [management]: empty, [member]: { roles }, [other]: { ...there, path: ["r-root", "ou-test"] } },
      scps,
    });
    const assume = allow("sts:AssumeRole");
    expect(lines(await whoCan(scenario(ci([assume]))))).toEqual([
      `${member}:role/target | contact-write | role role/ci trivial`,
      `${other}:role/ci | contact-write via role/target | public * trivial`,
    ]);
    expect(lines(await whoCan(scenario(ci([allow("s3:*")]))))).toEqual([]);
    const closed = { closed: { on: ["ou-test"], statements: [deny("sts:AssumeRole")] } };
    expect(lines(await whoCan(scenario(ci([assume]), closed)))).toEqual([]);
    expect(
      lines(await whoCan(scenario({ roles: { other: { trust: [trustsGitHub(other)], allow: [assume] } } }))),
    ).toEqual([]);
  });

  it("is possible only with an external id", async () => {
    const condition = { StringEquals: { "sts:ExternalId": "secret" } };
    const roles = { target: { trust: [trusts({ AWS: root(other) }, condition)], allow: [contact] } };
    const there = { users: { ann: { allow: [allow("sts:AssumeRole")] } } };
    const answer = await whoCan({ accounts: { [management]: empty, [member]: { roles }, [other]: there } });
    expect(lines(answer)).toEqual([
      `${member}:role/target | contact-write? | role user/ann low`,
      `${other}:user/ann | contact-write? via role/target | access-key low`,
    ]);
    expect(answer.actors[0]?.effects.get("contact-write")?.why).toContain("sts:ExternalId");
  });

  it("needs no grant of its own where the trust names the very principal of the account", async () => {
    const roles = { target: { trust: [trusts({ AWS: `arn:aws:iam::${member}:user/ann` })], allow: [contact] } };
    const users = { ann: {}, bob: { allow: [allow("sts:AssumeRole")] } };
    expect(lines(await whoCan({ accounts: { [management]: empty, [member]: { roles, users } } }))).toEqual([
      `${member}:role/target | contact-write | role user/ann low`,
      `${member}:user/ann | contact-write via role/target | access-key low`,
    ]);
  });

  it("is followed over two roles, back to the repository at the start, and round a circle", async () => {
    const roles = {
      ci: {
        trust: [
          trustsGitHub(member, { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/infra:*" } }),
        ],
        allow: [allow("sts:AssumeRole", `arn:aws:iam::${member}:role/deploy`)],
      },
      deploy: { trust: [trusts({ AWS: root(member) })], allow: [allow("sts:AssumeRole")] },
      admin: {
        trust: [trusts({ AWS: `arn:aws:iam::${member}:role/deploy` })],
        allow: [contact, allow("sts:AssumeRole")],
      },
    };
    expect(lines(await whoCan({ accounts: { [management]: empty, [member]: { roles } } }))).toEqual([
      `${member}:role/admin | contact-write | role role/deploy trivial`,
      `${member}:role/ci | contact-write via role/deploy role/admin | oidc repo:acme/infra:* trivial`,
      `${member}:role/deploy | contact-write via role/admin | role role/admin trivial, role role/ci trivial`,
    ]);
  });

  it("tells the sure way even where a shorter one is in doubt", async () => {
    const roles = {
      short: {
        trust: [trusts({ AWS: root(member) }, { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })],
        allow: [contact],
      },
      middle: {
        trust: [trusts({ AWS: root(member) })],
        allow: [allow("sts:AssumeRole", `arn:aws:iam::${member}:role/long`)],
      },
      long: { trust: [trusts({ AWS: `arn:aws:iam::${member}:role/middle` })], allow: [contact] },
    };
    const users = {
      ann: {
        allow: [allow("sts:AssumeRole", [`arn:aws:iam::${member}:role/short`, `arn:aws:iam::${member}:role/middle`])],
      },
    };
    const answer = await whoCan({ accounts: { [management]: empty, [member]: { roles, users } } });
    expect(lines(answer).at(-1)).toBe(`${member}:user/ann | contact-write via role/middle role/long | access-key low`);
  });

  it("reaches management from a member, and every member from there", async () => {
    const mgmt = {
      roles: {
        root: {
          trust: [trusts({ AWS: `arn:aws:iam::${other}:role/ci` })],
          allow: [allow("sts:AssumeRoot", "*", task("IAMCreateRootUserPassword"))],
        },
      },
    };
    const there = { roles: { ci: { trust: [trustsGitHub(other)], allow: [allow("sts:AssumeRole")] } } };
    const scenario: Scenario = { accounts: { [management]: mgmt, [member]: empty, [other]: there } };
    expect(lines(await whoCan(scenario))).toEqual([
      `${management}:role/root | org:assume-root:create | role role/ci trivial`,
      `${other}:role/ci | org:assume-root:create via role/root | public * trivial`,
    ]);
  });

  it("reads the details of a hub once, however many members trust it", async () => {
    const members = Array.from({ length: 40 }, (_, at) => String(500_000_000_000 + at));
    const roles = { ops: { trust: [trusts({ AWS: root(other) })], allow: [contact] } };
    const scenario: Scenario = {
      accounts: {
        [management]: empty,
        [other]: { users: { ann: { allow: [allow("sts:AssumeRole")] } } },
        ...Object.fromEntries(members.map((id) => [id, { roles }])),
      },
    };
    const snapshot = snapshotOf(scenario);
    const reader = await whoCanReader(snapshot);
    for (const account of snapshot.accounts) await reader.of(account);
    expect(snapshot.reads.filter((id) => id === other)).toHaveLength(1);
    expect(snapshot.reads).toHaveLength(42);
  });
});
