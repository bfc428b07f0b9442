import { describe, expect, it } from "vitest";
import {
  admin,
  allow,
  delegate,
  deny,
  lines,
  management,
  member,
  other,
  type Scenario,
  snapshotOf,
  trusts,
} from "../../../test/who-can/scenario.ts";
import { whoCanReader } from "./who-can.ts";

async function whoCan(scenario: Scenario, account = member) {
  const snapshot = snapshotOf(scenario);
  const reader = await whoCanReader(snapshot);
  const facts = snapshot.accounts.find(({ id }) => id === account);
  if (facts === undefined) throw new Error(`no account ${account}`);
  return { ...(await reader.of(facts)), reads: snapshot.reads };
}

const empty = { roles: {} };
const root = (account: string) => `arn:aws:iam::${account}:root`;
const inOrganization = (account: string) => `arn:aws:account::${management}:account/o-abcdefghij/${account}`;
const task = (name: string) => ({ StringEquals: { "sts:TaskPolicyArn": `arn:aws:iam::aws:policy/root-task/${name}` } });
const start = "account:StartPrimaryEmailUpdate";
const accept = "account:AcceptPrimaryEmailUpdate";

describe("management", () => {
  it("holds everything over a member with full access, and no SCP stops it", async () => {
    const scenario: Scenario = {
      accounts: { [management]: { users: { mgmt: { allow: admin } } }, [member]: empty },
      scps: { all: { on: ["r-root"], statements: [deny("*")] } },
    };
    expect(lines(await whoCan(scenario))).toEqual([
      `${management}:user/mgmt | org:assume-root:audit, org:assume-root:create, org:assume-root:delete, org:assume-root:s3, ` +
        "org:assume-root:sqs, org:contact-write, org:delegate-register, org:email-accept, org:email-start, " +
        "org:feature-enable, org:policy-edit, org:trusted-access-enable, org:wall-off | access-key low",
    ]);
    expect(lines(await whoCan(scenario, management))).toEqual([
      `${management}:user/mgmt | contact-write, wall-off | access-key low`,
    ]);
  });

  it("holds one task where the condition names one, and one member where the resource names one", async () => {
    const scenario: Scenario = {
      accounts: {
        [management]: {
          users: {
            audit: { allow: [allow("sts:AssumeRoot", "*", task("IAMAuditRootUserCredentials"))] },
            one: { allow: [allow("sts:AssumeRoot", root(other), task("S3UnlockBucketPolicy"))] },
            mover: { allow: [allow([start, accept], inOrganization(member))] },
            all: { allow: [allow("sts:AssumeRoot", "arn:aws:iam::*:root", task("IAMCreateRootUserPassword"))] },
          },
        },
        [member]: empty,
        [other]: empty,
      },
    };
    expect(lines(await whoCan(scenario))).toEqual([
      `${management}:user/all | org:assume-root:create | access-key low`,
      `${management}:user/audit | org:assume-root:audit | access-key low`,
      `${management}:user/mover | org:email-accept, org:email-start | access-key low`,
    ]);
    expect(lines(await whoCan(scenario, other))).toEqual([
      `${management}:user/all | org:assume-root:create | access-key low`,
      `${management}:user/audit | org:assume-root:audit | access-key low`,
      `${management}:user/one | org:assume-root:s3 | access-key low`,
    ]);
  });

  it("may be limited to a unit by its path", async () => {
    const inUnit = {
      "ForAnyValue:StringLike": { "account:AccountResourceOrgPaths": ["o-abcdefghij/r-root/ou-test/*"] },
    };
    const scenario: Scenario = {
      accounts: {
        [management]: { users: { mgmt: { allow: [allow("account:PutContactInformation", "*", inUnit)] } } },
        [member]: empty,
        [other]: { roles: {}, path: ["r-root", "ou-test"] },
      },
    };
    expect(lines(await whoCan(scenario))).toEqual([]);
    expect(lines(await whoCan(scenario, other))).toEqual([
      `${management}:user/mgmt | org:contact-write | access-key low`,
    ]);
  });

  it("is held to the mail domains that its policy names", async () => {
    const to = (...domains: string[]) => ({ StringLike: { "account:EmailTargetDomain": domains } });
    const scenario = (...statements: ReturnType<typeof allow>[]): Scenario => ({
      accounts: { [management]: { users: { mgmt: { allow: statements } } }, [member]: empty },
    });
    const move = async (...statements: ReturnType<typeof allow>[]) => lines(await whoCan(scenario(...statements)))[0];
    const held = (accepted: string, started: string) =>
      `${management}:user/mgmt | org:email-accept${accepted}, org:email-start${started} | access-key low`;
    const both = (limit: string) => held(limit, limit);
    expect(await move(allow([start, accept], "*", to("corp.net", "corp.org")))).toBe(both("@corp.net/corp.org"));
    expect(await move(allow([start, accept], "*", to("*.corp.net")))).toBe(both("@corp.net"));
    // Anyone can register evilcorp.net or corp.xyz.
    expect(await move(allow([start, accept], "*", to("*corp.net")))).toBe(both(""));
    expect(await move(allow([start, accept], "*", to("corp.*")))).toBe(both(""));
    expect(
      await move(allow([start, accept]), {
        ...deny([start, accept]),
        Condition: { StringNotEquals: { "account:EmailTargetDomain": "corp.net" } },
      }),
    ).toBe(both("@corp.net"));
    expect(await move(allow(accept), allow(start, "*", to("corp.net")))).toBe(held("", "@corp.net"));
    expect(await move(allow(accept, "*", to("corp.org")), allow(start, "*", to("corp.net")))).toBe(
      held("@corp.org", "@corp.net"),
    );
    // Whether a key that nobody knows lets it go anywhere is open; the named domain is certain all the same.
    const perhaps = (domains: object) => ({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" }, ...domains });
    expect(await move(allow(accept), allow(start, "*", to("corp.net")), allow(start, "*", perhaps({})))).toBe(
      held("", "@corp.net+any?"),
    );
    expect(
      await move(allow(accept), allow(start, "*", to("corp.net")), allow(start, "*", perhaps(to("corp.org")))),
    ).toBe(held("", "@corp.net+corp.org?"));
    expect(await move(allow(accept), allow(start, "*", perhaps(to("corp.org"))))).toBe(held("", "@corp.org?"));
  });

  it("reaches over several roles every mail domain that one of them reaches", async () => {
    const to = (domain: string) => ({ StringLike: { "account:EmailTargetDomain": domain } });
    const trustOf = [trusts({ AWS: `arn:aws:iam::${management}:user/joe` })];
    const move = async (...roles: (readonly ReturnType<typeof allow>[])[]) => {
      const scenario: Scenario = {
        accounts: {
          [management]: {
            users: { joe: {} },
            roles: Object.fromEntries(roles.map((own, at) => [`r${at}`, { allow: own, trust: trustOf }])),
          },
          [member]: empty,
        },
      };
      return lines(await whoCan(scenario)).find((each) => each.startsWith(`${management}:user/joe`));
    };
    const joe = (grip: string) => `${management}:user/joe | ${grip} | access-key low`;
    expect(await move([allow(start, "*", to("corp.net"))], [allow(start, "*", to("corp.org"))])).toBe(
      joe("org:email-start@corp.net/corp.org via role/r0"),
    );
    // The way that is told is one that leads anywhere.
    expect(await move([allow(start, "*", to("corp.net"))], [allow(start)])).toBe(joe("org:email-start via role/r1"));
  });

  it("turns on a part only: possible", async () => {
    const scenario: Scenario = {
      accounts: {
        [management]: {
          users: {
            half: { allow: [allow("iam:EnableOrganizationsRootSessions")] },
            both: { allow: [allow("iam:EnableOrganizationsRoot*")] },
            access: {
              allow: [
                allow("organizations:EnableAWSServiceAccess", "*", {
                  StringEquals: { "organizations:ServicePrincipal": "account.amazonaws.com" },
                }),
              ],
            },
          },
        },
        [member]: empty,
      },
    };
    expect(lines(await whoCan(scenario))).toEqual([
      `${management}:user/access | org:trusted-access-enable? | access-key low`,
      `${management}:user/both | org:feature-enable | access-key low`,
      `${management}:user/half | org:feature-enable? | access-key low`,
    ]);
  });

  it("edits policies for certain only where it can take every one off", async () => {
    const policy = (id: string) =>
      `arn:aws:organizations::${management}:policy/o-abcdefghij/service_control_policy/${id}`;
    const place = (kind: string, id: string) => `arn:aws:organizations::${management}:${kind}/o-abcdefghij/${id}`;
    const detach = "organizations:DetachPolicy";
    const users = {
      all: { allow: [allow("organizations:UpdatePolicy")] },
      one: { allow: [allow("organizations:UpdatePolicy", policy("p-a"))] },
      types: { allow: [allow("organizations:DisablePolicyType", place("root", "r-root"))] },
      mover: { allow: [allow("organizations:MoveAccount")] },
      placeless: { allow: [allow(detach, policy("*"))] },
      placed: { allow: [allow(detach, [policy("*"), place("root", "r-root"), place("ou", "ou-prod")])] },
      named: { allow: [allow(detach, [policy("p-a"), policy("p-b"), place("*", "*")])] },
    };
    const scps = {
      a: { on: ["r-root"], statements: [deny("s3:*")] },
      b: { on: ["ou-prod"], statements: [deny("ec2:*")] },
    };
    const scenario: Scenario = { accounts: { [management]: { users }, [member]: empty }, scps };
    const edit = (name: string, mark = "") => `${management}:user/${name} | org:policy-edit${mark} | access-key low`;
    expect(lines(await whoCan(scenario))).toEqual([
      edit("all"),
      edit("mover", "?"),
      edit("named"),
      edit("one", "?"),
      edit("placed"),
      edit("types"),
    ]);
  });

  it("registers a delegate among the members that its policy names", async () => {
    const account = (id: string) => `arn:aws:organizations::${management}:account/o-abcdefghij/${id}`;
    const register = "organizations:RegisterDelegatedAdministrator";
    const users = {
      any: { allow: [allow(register)] },
      named: { allow: [allow(register, account(other))] },
      stranger: { allow: [allow(register, account("999999999999"))] },
      service: {
        allow: [
          allow(register, "*", { StringEquals: { "organizations:ServicePrincipal": "guardduty.amazonaws.com" } }),
        ],
      },
    };
    expect(lines(await whoCan({ accounts: { [management]: { users }, [member]: empty, [other]: empty } }))).toEqual([
      `${management}:user/any | org:delegate-register | access-key low`,
      `${management}:user/named | org:delegate-register | access-key low`,
    ]);
  });

  it("finds no suspended account to assume root of, and what else it may there is possible", async () => {
    const users = { mgmt: { allow: [allow(["sts:AssumeRoot", "account:PutContactInformation"])] } };
    const scenario: Scenario = { accounts: { [management]: { users }, [member]: { roles: {}, state: "SUSPENDED" } } };
    expect(lines(await whoCan(scenario))).toEqual([`${management}:user/mgmt | org:contact-write? | access-key low`]);
  });

  it("may be stopped at AssumeRoot by a resource control policy, nobody knows", async () => {
    const users = { mgmt: { allow: [allow(["sts:AssumeRoot", "account:PutContactInformation"], "*")] } };
    const statement = { Effect: "Deny", Principal: "*", Action: "sts:*", Resource: "*" };
    const scenario: Scenario = {
      accounts: { [management]: { users }, [member]: empty },
      rcps: { perimeter: { on: ["ou-prod"], statements: [statement] } },
    };
    expect(lines(await whoCan(scenario))[0]).toContain("org:assume-root:audit?");
    expect(lines(await whoCan(scenario))[0]).toContain("org:contact-write,".slice(0, -1));
    expect(lines(await whoCan(scenario))[0]).not.toContain("org:contact-write?");
  });
});

describe("delegated administrators", () => {
  const users = { admin: { allow: admin } };
  const accounts = { [management]: empty, [delegate]: { users }, [member]: empty, [other]: { users } };

  it("hold the calls of their service and nothing else, other accounts hold none", async () => {
    const scenario: Scenario = { accounts, delegates: { "iam.amazonaws.com": [delegate] } };
    expect(lines(await whoCan(scenario))).toEqual([
      `${delegate}:user/admin | org:assume-root:audit, org:assume-root:create, org:assume-root:delete, org:assume-root:s3, ` +
        "org:assume-root:sqs | access-key low",
    ]);
    expect(lines(await whoCan({ accounts, delegates: { "account.amazonaws.com": [delegate] } }))).toEqual([
      `${delegate}:user/admin | org:contact-write, org:email-accept, org:email-start | access-key low`,
    ]);
    expect(lines(await whoCan({ accounts }))).toEqual([]);
  });

  it("cannot name their own account, so they move every root mail but that one", async () => {
    const scenario: Scenario = {
      accounts: {
        [management]: empty,
        [delegate]: { users: { mover: { allow: [allow([start, accept])] } } },
        [member]: empty,
      },
      delegates: { "account.amazonaws.com": [delegate] },
    };
    expect(lines(await whoCan(scenario))).toEqual([
      `${delegate}:user/mover | org:email-accept, org:email-start | access-key low`,
    ]);
    expect(lines(await whoCan(scenario, delegate))).toEqual([]);
  });

  it("are bound by the SCPs of their own account", async () => {
    const delegates = { "account.amazonaws.com": [delegate] };
    const scps = { guard: { on: [delegate], statements: [deny("account:*")] } };
    expect(lines(await whoCan({ accounts, delegates, scps }))).toEqual([]);
    const onMember = { guard: { on: [member], statements: [deny("account:*")] } };
    expect(lines(await whoCan({ accounts, delegates, scps: onMember }))).toHaveLength(1);
  });

  it("keep a way to AssumeRoot where an SCP closes regions", async () => {
    const delegates = { "iam.amazonaws.com": [delegate] };
    const closed = deny("*", { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } });
    const scps = { regions: { on: [delegate], statements: [closed] } };
    expect(lines(await whoCan({ accounts, delegates, scps }))[0]).toContain("org:assume-root:audit,");
    const nowhere = deny("*", { StringNotEquals: { "aws:RequestedRegion": ["mars-north-1"] } });
    expect(
      lines(await whoCan({ accounts, delegates, scps: { regions: { on: [delegate], statements: [nowhere] } } }))[0],
    ).toContain("org:assume-root:audit?");
  });

  it("edit policies where the delegation policy names them", async () => {
    const delegation = [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${delegate}:root` },
        Action: ["organizations:UpdatePolicy", "organizations:Describe*"],
        Resource: "*",
        Condition: { StringEquals: { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } },
      },
    ];
    expect(lines(await whoCan({ accounts, delegation }))).toEqual([
      `${delegate}:user/admin | org:policy-edit | access-key low`,
    ]);
    const rcps = {
      wall: { on: ["r-root"], statements: [{ Effect: "Deny", Principal: "*", Action: "signin:*", Resource: "*" }] },
    };
    const scps = { guard: { on: ["r-root"], statements: [deny("s3:*")] } };
    // One of the two types only.
    expect(lines(await whoCan({ accounts, delegation, rcps, scps }))).toEqual([
      `${delegate}:user/admin | org:policy-edit? | access-key low`,
    ]);
  });
});

describe("what was not read", () => {
  it("leaves the effects of management open when its principals are unknown", async () => {
    const answer = await whoCan({ accounts: { [management]: {}, [member]: empty } });
    expect(answer.status).toBe("known");
    expect(answer.unread).toHaveLength(1);
    expect(answer.unread?.[0]).toMatchObject({ why: "no-role", needs: "sts:AssumeRole" });
    expect(answer.unread?.[0]?.effects).toContain("org:email-start");
    expect((await whoCan({ accounts: { [management]: {}, [member]: empty } }, management)).unread).toBe(undefined);
  });

  it("leaves those of a delegate open, and those of a list that was refused", async () => {
    const accounts = { [management]: empty, [member]: empty, [delegate]: {} };
    const one = await whoCan({ accounts, delegates: { "account.amazonaws.com": [delegate] } });
    expect(one.unread?.map(({ effects }) => effects)).toEqual([
      ["org:email-start", "org:email-accept", "org:contact-write"],
    ]);
    const denied = { status: "unknown", why: "denied" } as const;
    const refused = await whoCan({ accounts, facts: { delegates: { "iam.amazonaws.com": denied } } });
    expect(refused.unread?.map(({ needs }) => needs)).toEqual([
      "organizations:ListDelegatedAdministrators (iam.amazonaws.com)",
      "organizations:ListDelegatedAdministrators (account.amazonaws.com)",
    ]);
    const off = await whoCan({ accounts, trusted: [], facts: { delegates: {} } });
    expect(off.unread).toBe(undefined);
  });

  it("says so of the account itself, and still names central principals", async () => {
    const users = { mgmt: { allow: [allow("account:PutContactInformation")] } };
    const answer = await whoCan({ accounts: { [management]: { users }, [member]: {} } });
    expect(answer).toMatchObject({ status: "unknown", why: "no-role", needs: "sts:AssumeRole" });
    expect(lines(answer)).toEqual([`${management}:user/mgmt | org:contact-write | access-key low`]);
  });

  it("is nothing in an organization without central management, nor outside any", async () => {
    const users = { mgmt: { allow: admin } };
    const value = {
      id: "o-abcdefghij",
      featureSet: "CONSOLIDATED_BILLING" as const,
      managementAccount: management,
      managementEmail: null,
    };
    const facts = { organization: { value, source: "test", at: "2026-11-21T00:00:00Z" } };
    expect(lines(await whoCan({ accounts: { [management]: { users }, [member]: empty }, facts }))).toEqual([]);
    const solo = await whoCan({ accounts: { [member]: { kind: "standalone", users } }, standalone: true });
    expect(lines(solo)).toEqual([`${member}:user/mgmt | contact-write, wall-off | access-key low`]);
    expect(solo.unread).toBe(undefined);
  });
});
