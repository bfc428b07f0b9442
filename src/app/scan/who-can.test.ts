import { describe, expect, it } from "vitest";
import {
  admin,
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
import { seen } from "../../domain/core/fact.ts";
import type { Actor } from "../../domain/takeover/who-can.ts";
import { whoCanReader } from "./who-can.ts";

async function whoCan(scenario: Scenario, account = member) {
  const snapshot = snapshotOf(scenario);
  const reader = await whoCanReader(snapshot);
  const facts = snapshot.accounts.find(({ id }) => id === account);
  if (facts === undefined) throw new Error(`no account ${account}`);
  return await reader.of(facts);
}

const contact = "account:PutContactInformation";
const empty = { roles: {} };
/** A member beside a management account without principals. */
const alone = (spec: Scenario["accounts"][string], more: Partial<Scenario> = {}): Scenario => ({
  accounts: { [management]: empty, [member]: spec },
  ...more,
});
const actorOf = (actors: readonly Actor[], name: string) => actors.find(({ arn }) => arn.endsWith(`/${name}`));

describe("a principal's own permission", () => {
  it("is an effect when a user has it himself, by a group, or by a NotAction", async () => {
    const answer = await whoCan(
      alone({
        groups: { billing: [allow("account:Put*")] },
        users: {
          ann: { allow: [allow(contact)] },
          bob: { groups: ["billing"] },
          cyd: { allow: [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }] },
          dan: {
            allow: [
              {
                Effect: "Allow",
                NotAction: ["iam:*", "organizations:*", "account:*", "signin:*", "aws-portal:*"],
                Resource: "*",
              },
            ],
          },
          eve: { allow: [allow(["account:Get*", "s3:*"])] },
        },
      }),
    );
    expect(answer.status).toBe("known");
    expect(lines(answer)).toEqual([
      `${member}:user/ann | contact-write | access-key low`,
      `${member}:user/bob | contact-write | access-key low`,
      `${member}:user/cyd | contact-write, wall-off | access-key low`,
    ]);
  });

  it("to delete the account's own sign-in configuration is in doubt where the organization enabled one too", async () => {
    const snapshot = snapshotOf(
      alone({
        users: {
          ann: { allow: [allow("signin:DeleteConsoleAuthorizationConfiguration")] },
          bob: { allow: [allow("signin:Delete*")] },
        },
      }),
    );
    const facts = snapshot.accounts.find(({ id }) => id === member);
    const linesUnder = async (enabled: boolean) => {
      const configuration = seen({ enabled, scope: null }, "test", "2026-10-01T00:00:00Z");
      const organization = { ...snapshot.organization, signin: { "o-abcdefghij": { configuration } } };
      const reader = await whoCanReader({ ...snapshot, organization });
      return facts === undefined ? [] : lines(await reader.of(facts));
    };
    const bob = `${member}:user/bob | wall-off | access-key low`;
    expect(await linesUnder(false)).toEqual([`${member}:user/ann | wall-off | access-key low`, bob]);
    expect(await linesUnder(true)).toEqual([`${member}:user/ann | wall-off? | access-key low`, bob]);
  });

  it("must cover the account it is about", async () => {
    const answer = await whoCan(
      alone({
        users: {
          here: { allow: [allow(contact, `arn:aws:account::${member}:account`)] },
          there: { allow: [allow(contact, `arn:aws:account::${other}:account`)] },
        },
      }),
    );
    expect(lines(answer)).toEqual([`${member}:user/here | contact-write | access-key low`]);
  });

  it("is taken away by a boundary, and by a Deny of its own", async () => {
    const answer = await whoCan(
      alone({
        users: {
          bounded: { allow: admin, boundary: [allow("s3:*")] },
          partly: { allow: admin, boundary: [allow(["s3:*", "organizations:*"])] },
          denied: { allow: [...admin, deny(["account:*", "organizations:*", "signin:*", "aws-portal:*"])] },
        },
      }),
    );
    expect(lines(answer)).toEqual([`${member}:user/partly | leave-org | access-key low`]);
  });

  it("is possible only, with the atom named, when a condition is not known", async () => {
    const answer = await whoCan(
      alone({
        users: {
          office: { allow: [allow(contact, "*", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })] },
          mfa: { allow: [allow(contact, "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } })] },
          tls: { allow: [allow(contact, "*", { Bool: { "aws:SecureTransport": "true" } })] },
          foreign: { allow: [allow(contact, "*", { StringEquals: { "aws:PrincipalOrgID": "o-elsewhere0" } })] },
          tagged: {
            allow: [allow(contact, "*", { StringEquals: { "aws:PrincipalTag/team": "root" } })],
            tags: { team: "root" },
          },
        },
      }),
    );
    expect(lines(answer)).toEqual([
      `${member}:user/mfa | contact-write? | access-key low`,
      `${member}:user/office | contact-write? | access-key low`,
      `${member}:user/tagged | contact-write | access-key low`,
      `${member}:user/tls | contact-write | access-key low`,
    ]);
    expect(actorOf(answer.actors, "office")?.effects.get("contact-write")?.why).toContain("aws:SourceIp");
  });

  it("is possible with the billing action from before 2023", async () => {
    const answer = await whoCan(alone({ users: { ann: { allow: [allow("aws-portal:ModifyAccount")] } } }));
    expect(lines(answer)).toEqual([`${member}:user/ann | contact-write? | access-key low`]);
    expect(answer.actors[0]?.effects.get("contact-write")?.why).toContain("aws-portal:ModifyAccount");
  });

  it("is possible when one of the documents cannot be read", async () => {
    const bad = [{ Effect: "Maybe", Action: "*", Resource: "*" }];
    const answer = await whoCan(alone({ users: { ann: { allow: bad } } }));
    expect(lines(answer)).toEqual([`${member}:user/ann | contact-write?, leave-org?, wall-off? | access-key low`]);
  });

  it("is not taken from a role by the Deny that ended its earlier sessions", async () => {
    const revoked = {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2025-01-01T00:00:00Z" } },
    };
    const role = { trust: [trusts({ Service: "lambda.amazonaws.com" })], allow: [allow(contact), revoked] };
    expect(lines(await whoCan(alone({ roles: { worker: role } })))).toEqual([
      `${member}:role/worker | contact-write | service lambda.amazonaws.com medium`,
    ]);
  });
});

describe("service control policies", () => {
  const users = { ann: { allow: admin } };
  const guard = { statements: [deny([contact, "signin:*", "aws-portal:*"])] };
  const twice = (scps: Scenario["scps"]): Scenario => ({
    accounts: { [management]: { users }, [member]: { users }, [other]: { users, path: ["r-root", "ou-test"] } },
    ...(scps === undefined ? {} : { scps }),
  });
  const bare = `${member}:user/ann | contact-write, leave-org, wall-off | access-key low`;

  it("bind one unit and not its neighbour, and what they alone stop is told apart", async () => {
    const scenario = twice({ guard: { on: ["ou-prod"], ...guard } });
    const local = async (account: string) =>
      lines(await whoCan(scenario, account)).filter((each) => each.startsWith(account));
    expect(await local(member)).toEqual([
      `${member}:user/ann | contact-write-but-scp, leave-org, wall-off-but-scp | access-key low`,
    ]);
    expect(await local(other)).toEqual([bare.replaceAll(member, other)]);
  });

  it("never bind management, and management cannot leave", async () => {
    const answer = await whoCan(twice({ guard: { on: ["r-root"], ...guard } }), management);
    expect(lines(answer)).toEqual([`${management}:user/ann | contact-write, wall-off | access-key low`]);
  });

  it("leave an effect possible, and sure once they are gone, when their condition is not known", async () => {
    const exempt = deny(contact, { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/contact-*" } });
    const byPlace = deny(contact, { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } });
    const users = { ann: { allow: [allow(contact)] } };
    const ask = async (statement: ReturnType<typeof deny>) =>
      lines(await whoCan(alone({ users }, { scps: { guard: { on: ["ou-prod"], statements: [statement] } } })));
    expect(await ask(exempt)).toEqual([`${member}:user/ann | contact-write-but-scp | access-key low`]);
    expect(await ask(byPlace)).toEqual([`${member}:user/ann | contact-write?, contact-write-but-scp | access-key low`]);
  });

  it("make effects possible when they were not read", async () => {
    const policies = { status: "unknown", why: "denied", needs: "organizations:ListPolicies" } as const;
    const answer = await whoCan(alone({ users: { ann: { allow: [allow(contact)] } } }, { facts: { policies } }));
    expect(lines(answer)).toEqual([`${member}:user/ann | contact-write?, contact-write-but-scp | access-key low`]);
  });
});

describe("entrances", () => {
  const role = (...trust: ReturnType<typeof trusts>[]) => ({ trust, allow: [allow(contact)] });
  const entered = async (
    trust: ReturnType<typeof trusts>,
    more: Scenario["accounts"][string] = {},
    organization: Partial<Scenario> = {},
  ) =>
    lines(await whoCan(alone({ ...more, roles: { ...more.roles, target: role(trust) } }, organization))).find((each) =>
      each.includes("role/target"),
    );
  const sub = (value: unknown, operator = "StringLike") => ({
    [operator]: { "token.actions.githubusercontent.com:sub": value },
  });
  const aud = { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } };

  it.each<[string, unknown, string]>([
    [
      "one branch",
      sub("repo:acme/infra:ref:refs/heads/main", "StringEquals"),
      "oidc repo:acme/infra:ref:refs/heads/main trivial",
    ],
    ["one repository", { ...sub("repo:acme/infra:*"), ...aud }, "oidc repo:acme/infra:* trivial"],
    [
      "two repositories",
      sub(["repo:acme/a:*", "repo:acme/b:*"]),
      "oidc repo:acme/a:* trivial, oidc repo:acme/b:* trivial",
    ],
    ["a whole owner", sub("repo:acme/*"), "oidc repo:acme/* trivial"],
    ["any owner", sub("repo:*"), "public repo:* trivial"],
    ["owners that begin alike", sub("repo:acme*/infra:*"), "public repo:acme*/infra:* trivial"],
    ["a star where equality means the very text", sub("repo:*", "StringEquals"), "oidc repo:* trivial"],
    ["no subject at all", aud, "public * trivial"],
    ["no condition at all", undefined, "public * trivial"],
    [
      "another claim of the owner",
      { StringEquals: { "token.actions.githubusercontent.com:repository_owner": "acme" } },
      "oidc repository_owner=acme trivial",
    ],
  ])("GitHub with %s", async (_name, condition, expected) => {
    expect(await entered(trustsGitHub(member, condition))).toBe(`${member}:role/target | contact-write | ${expected}`);
  });

  it("an issuer of one's own is nobody else's, even without a subject", async () => {
    const Federated = `arn:aws:iam::${member}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC`;
    expect(await entered(trusts({ Federated }, undefined, "sts:AssumeRoleWithWebIdentity"))).toBe(
      `${member}:role/target | contact-write | oidc * trivial`,
    );
  });

  it("a token condition that is not known leaves the effect possible", async () => {
    const place = { ...sub("repo:acme/infra:*"), IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
    expect(await entered(trustsGitHub(member, place))).toBe(
      `${member}:role/target | contact-write? | oidc repo:acme/infra:* trivial`,
    );
  });

  it("SAML and Identity Center are told apart", async () => {
    const Federated = `arn:aws:iam::${member}:saml-provider/corp`;
    const trust = [
      trusts(
        { Federated },
        { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
        "sts:AssumeRoleWithSAML",
      ),
    ];
    const answer = await whoCan(
      alone({
        roles: {
          Saml: { trust, allow: [allow(contact)] },
          AWSReservedSSO_Admin_0123: { trust, allow: [allow(contact)], path: "/aws-reserved/sso.amazonaws.com/" },
        },
      }),
    );
    expect(lines(answer)).toEqual([
      `${member}:role/Saml | contact-write | saml medium`,
      `${member}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123 | contact-write | sso medium`,
    ]);
  });

  it("services open a role, AWS alone a service-linked one, and SCPs do not bind the latter", async () => {
    const scps = { guard: { on: ["ou-prod"], statements: [deny(contact)] } };
    const trust = [trusts({ Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] })];
    const answer = await whoCan(
      alone(
        {
          roles: {
            app: { trust, allow: [allow(contact)] },
            Linked: { trust, allow: [allow(contact)], path: "/aws-service-role/x.amazonaws.com/" },
          },
        },
        { scps },
      ),
    );
    expect(lines(answer)).toEqual([
      `${member}:role/app | contact-write-but-scp | service ec2.amazonaws.com medium, service lambda.amazonaws.com medium`,
      `${member}:role/aws-service-role/x.amazonaws.com/Linked | contact-write | service ec2.amazonaws.com insider, service lambda.amazonaws.com insider`,
    ]);
  });

  it("everybody, everybody of the organization, and everybody of one account", async () => {
    expect(await entered(trusts("*"))).toBe(`${member}:role/target | contact-write | public trivial`);
    expect(await entered(trusts({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "x" } }))).toBe(
      `${member}:role/target | contact-write? | public trivial`,
    );
    expect(await entered(trusts("*", { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }))).toBe(
      `${member}:role/target | contact-write? | account o-abcdefghij low`,
    );
    expect(await entered(trusts("*", { StringEquals: { "aws:PrincipalAccount": "999999999999" } }))).toBe(
      `${member}:role/target | contact-write? | account 999999999999 low`,
    );
    expect(await entered(trusts("*", { StringEquals: { "aws:PrincipalOrgID": "o-elsewhere0" } }))).toBe(undefined);
  });

  it("an account that was not read may hold anyone, unless the condition shuts it out", async () => {
    const vendor = "999999999999";
    expect(await entered(trusts({ AWS: vendor }))).toBe(
      `${member}:role/target | contact-write? | account ${vendor} low`,
    );
    expect(await entered(trusts({ AWS: `arn:aws:iam::${vendor}:role/scanner` }))).toBe(
      `${member}:role/target | contact-write? | account ${vendor} low`,
    );
    expect(await entered(trusts({ AWS: vendor }, { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }))).toBe(
      undefined,
    );
  });

  it("a resource control policy can shut a door", async () => {
    const only = {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: "*",
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } },
    };
    const rcps = { perimeter: { on: ["r-root"], statements: [only] } };
    expect(await entered(trusts("*"), {}, { rcps })).toBe(
      `${member}:role/target | contact-write? | account o-abcdefghij low`,
    );
    expect(await entered(trusts({ AWS: "999999999999" }), {}, { rcps })).toBe(undefined);
  });

  it("nobody comes in through the id of a deleted user, and a role nobody can assume is no actor", async () => {
    expect(await entered(trusts({ AWS: "AIDAEXAMPLE" }))).toBe(undefined);
    expect(await entered(trusts({ AWS: member }))).toBe(undefined);
    expect(await entered(trusts({ AWS: member }), { users: { ann: { allow: [allow("sts:AssumeRole")] } } })).toBe(
      `${member}:role/target | contact-write | role user/ann low`,
    );
  });

  it("a trust policy that cannot be read lets anyone in, possibly", async () => {
    const answer = await whoCan(
      alone({ roles: { target: { trust: { sha256: "missing" }, allow: [allow(contact)] } } }),
    );
    expect(lines(answer)).toEqual([`${member}:role/target | contact-write? | account low`]);
  });
});
