import { seen, unseen, type Fact } from "../../src/domain/core/fact.ts";
import type { AccountFacts, AccountKind } from "../../src/domain/snapshot/account-facts.ts";
import type { AuthorizationDetails, StoredDocument } from "../../src/domain/snapshot/authorization-details.ts";
import type { OrganizationFacts } from "../../src/domain/snapshot/organization-facts.ts";
import type { Snapshot } from "../../src/domain/snapshot/snapshot.ts";
import type { Actor, WhoCan } from "../../src/domain/takeover/who-can.ts";

/** Ids used in scenarios. */
export const management = "111111111111";
export const member = "333333333333";
export const other = "444444444444";
export const delegate = "222222222222";
export const organization = "o-abcdefghij";

const at = "2026-11-21T00:00:00Z";
type Statement = Readonly<Record<string, unknown>>;

/** A user: statements of its own policy, groups, boundary. */
export interface UserSpec {
  readonly allow?: readonly Statement[];
  readonly groups?: readonly string[];
  readonly boundary?: readonly Statement[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role: trust statements and the rest. */
export interface RoleSpec extends UserSpec {
  readonly trust: readonly Statement[] | { readonly sha256: string };
  readonly path?: string;
}

/** An account of a scenario; without users and roles its IAM was not read. */
export interface AccountSpec {
  readonly kind?: AccountKind;
  readonly path?: readonly string[];
  readonly state?: string;
  readonly users?: Readonly<Record<string, UserSpec>>;
  readonly roles?: Readonly<Record<string, RoleSpec>>;
  readonly groups?: Readonly<Record<string, readonly Statement[]>>;
}

/** A whole organization in miniature. */
export interface Scenario {
  readonly accounts: Readonly<Record<string, AccountSpec>>;
  /** By name: targets and statements. */
  readonly scps?: Readonly<
    Record<string, { readonly on: readonly string[]; readonly statements: readonly Statement[] }>
  >;
  readonly rcps?: Readonly<
    Record<string, { readonly on: readonly string[]; readonly statements: readonly Statement[] }>
  >;
  readonly delegates?: Readonly<Record<string, readonly string[]>>;
  readonly trusted?: readonly string[];
  readonly features?: readonly string[];
  readonly delegation?: readonly Statement[];
  /** No organization at all. */
  readonly standalone?: boolean;
  readonly facts?: Partial<OrganizationFacts>;
}

/** `Effect: Allow` of actions, on everything unless told otherwise. */
export function allow(actions: string | readonly string[], resource: unknown = "*", condition?: unknown): Statement {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** `Effect: Deny` of actions on everything. */
export function deny(actions: string | readonly string[], condition?: unknown): Statement {
  return {
    Effect: "Deny",
    Action: actions,
    Resource: "*",
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** Everything allowed. */
export const admin: readonly Statement[] = [allow("*")];

/** A trust statement. */
export function trusts(principal: unknown, condition?: unknown, action = "sts:AssumeRole"): Statement {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** A trust statement for GitHub with conditions on its claims. */
export function trustsGitHub(account: string, condition?: unknown): Statement {
  const Federated = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
  return trusts({ Federated }, condition, "sts:AssumeRoleWithWebIdentity");
}

const document = (statements: readonly Statement[]): StoredDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});

function detailsOf(account: string, spec: AccountSpec): AuthorizationDetails {
  const policies: AuthorizationDetails["Policies"][number][] = [];
  const boundaryOf = (name: string, boundary: readonly Statement[] | undefined) => {
    if (boundary === undefined) return {};
    const Arn = `arn:aws:iam::${account}:policy/${name}-boundary`;
    policies.push({
      PolicyName: `${name}-boundary`,
      Arn,
      PolicyVersionList: [
        { Document: document(admin), VersionId: "v1", IsDefaultVersion: false },
        { Document: document(boundary), VersionId: "v2", IsDefaultVersion: true },
      ],
    });
    return { PermissionsBoundary: { PermissionsBoundaryArn: Arn } };
  };
  const tagsOf = (tags: UserSpec["tags"]) => ({
    Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  });
  return {
    UserDetailList: Object.entries(spec.users ?? {}).map(([UserName, user]) => ({
      UserName,
      UserId: `AIDA${UserName}`,
      Arn: `arn:aws:iam::${account}:user/${UserName}`,
      UserPolicyList: user.allow === undefined ? [] : [{ PolicyName: "own", PolicyDocument: document(user.allow) }],
      GroupList: user.groups ?? [],
      ...boundaryOf(UserName, user.boundary),
      ...tagsOf(user.tags),
    })),
    GroupDetailList: Object.entries(spec.groups ?? {}).map(([GroupName, statements]) => ({
      GroupName,
      GroupId: `AGPA${GroupName}`,
      Arn: `arn:aws:iam::${account}:group/${GroupName}`,
      GroupPolicyList: [{ PolicyName: "group", PolicyDocument: document(statements) }],
    })),
    RoleDetailList: Object.entries(spec.roles ?? {}).map(([RoleName, role]) => ({
      RoleName,
      RoleId: `AROA${RoleName}`,
      Arn: `arn:aws:iam::${account}:role${role.path ?? "/"}${RoleName}`,
      AssumeRolePolicyDocument: "sha256" in role.trust ? role.trust : document(role.trust),
      RolePolicyList: role.allow === undefined ? [] : [{ PolicyName: "own", PolicyDocument: document(role.allow) }],
      ...boundaryOf(RoleName, role.boundary),
      ...tagsOf(role.tags),
    })),
    Policies: policies,
  };
}

const fact = <T>(value: T): Fact<T> => seen(value, "test", at);

/** The snapshot of a scenario, in memory. `reads` notes each account whose details were read. */
export function snapshotOf(scenario: Scenario): Snapshot & { readonly reads: string[] } {
  const documents = new Map<string, unknown>();
  const reads: string[] = [];
  const policies: {
    id: string;
    name: string;
    type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
    on: readonly string[];
    statements: readonly Statement[];
  }[] = [];
  const everywhere = ["r-root", "ou-prod", "ou-test", ...Object.keys(scenario.accounts)];
  policies.push({
    id: "p-FullAWSAccess",
    name: "FullAWSAccess",
    type: "SERVICE_CONTROL_POLICY",
    on: everywhere,
    statements: admin,
  });
  const full = [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }];
  policies.push({
    id: "p-RCPFullAWSAccess",
    name: "RCPFullAWSAccess",
    type: "RESOURCE_CONTROL_POLICY",
    on: [],
    statements: full,
  });
  for (const [name, policy] of Object.entries(scenario.scps ?? {})) {
    policies.push({ id: `p-${name}`, name, type: "SERVICE_CONTROL_POLICY", ...policy });
  }
  for (const [name, policy] of Object.entries(scenario.rcps ?? {})) {
    policies.push({ id: `p-${name}`, name, type: "RESOURCE_CONTROL_POLICY", ...policy });
  }
  for (const { id, statements } of policies) documents.set(id, document(statements));
  if (scenario.delegation !== undefined) documents.set("delegation", document(scenario.delegation));
  const organizationFacts: OrganizationFacts = {
    organization: fact(
      scenario.standalone === true
        ? null
        : { id: organization, featureSet: "ALL" as const, managementAccount: management, managementEmail: null },
    ),
    rootFeatures: fact([...(scenario.features ?? ["RootCredentialsManagement", "RootSessions"])]),
    trustedAccess: fact([...(scenario.trusted ?? ["iam.amazonaws.com", "account.amazonaws.com"])]),
    delegates: Object.fromEntries(
      ["iam.amazonaws.com", "account.amazonaws.com"].map((service) => [
        service,
        fact([...(scenario.delegates?.[service] ?? [])]),
      ]),
    ),
    roots: fact([
      {
        id: "r-root",
        name: "Root",
        policyTypes: [
          { type: "SERVICE_CONTROL_POLICY", status: "ENABLED" },
          { type: "RESOURCE_CONTROL_POLICY", status: "ENABLED" },
        ],
      },
    ]),
    units: fact([]),
    policies: fact(
      policies.map(({ id, name, type, on }) => ({
        id,
        name,
        type,
        awsManaged: id.includes("FullAWSAccess"),
        document: fact({ sha256: id }),
        targets: fact([...on]),
      })),
    ),
    delegationPolicy: fact(scenario.delegation === undefined ? null : { sha256: "delegation" }),
    signin: {},
    ...scenario.facts,
  };
  const accounts = Object.entries(scenario.accounts)
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([id, spec]): AccountFacts => {
      const kind = spec.kind ?? (id === management ? "management" : "member");
      const isRead = spec.users !== undefined || spec.roles !== undefined;
      return {
        id,
        kind,
        state: fact(spec.state ?? "ACTIVE"),
        path: fact([...(spec.path ?? ["r-root", "ou-prod"])]),
        iam: isRead ? fact(`iam/${id}.json`) : unseen("no-role", "sts:AssumeRole"),
      };
    });
  return {
    manifest: {
      schema: "rootward.snapshot/v1",
      mode: "org+roles",
      partition: "aws",
      caller: { account: management, arn: `arn:aws:iam::${management}:role/scanner` },
      startedAt: at,
      finishedAt: at,
      complete: true,
      accounts: accounts.length,
      asked: { assumeRoot: false, mail: false, credentialReport: false },
      memberRole: "OrganizationAccountAccessRole",
    },
    organization: organizationFacts,
    accounts,
    mail: null,
    hash: "sha256:test",
    reads,
    authorizationDetails: async (id) => {
      reads.push(id);
      return detailsOf(id, scenario.accounts[id] ?? {});
    },
    document: async (sha256) => documents.get(sha256) ?? null,
  };
}

/**
 * Who can, as lines: `333333333333:role/ci | contact-write, leave-org? via admin | oidc repo:a/b:* trivial`. A question
 * mark is a possible effect, `@` the mail domains it is limited to, `+` what it possibly reaches besides, `via` names the principals on the way after the actor.
 */
export function lines(whoCan: WhoCan): readonly string[] {
  return whoCan.actors.map(line);
}

function line(actor: Actor): string {
  const grips = [...actor.effects].map(([effect, { certainty, through, domains, beyond }]) => {
    const limit = domains === undefined ? "" : `@${domains.join("/")}`;
    const more = beyond === undefined ? "" : `+${beyond.domains?.join("/") ?? "any"}?`;
    const way = through.slice(1).map(shortName).join(" ");
    return `${effect}${limit}${certainty === "possible" ? "?" : ""}${more}${way === "" ? "" : ` via ${way}`}`;
  });
  const entrances = actor.entrances.map(({ kind, subject, cost }) =>
    [kind, kind === "role" ? shortName(subject) : subject, cost].filter((part) => part !== "").join(" "),
  );
  return [`${actor.account}:${shortName(actor.arn)}`, grips.join(", "), entrances.join(", ")].join(" | ");
}

function shortName(arn: string): string {
  return arn.slice(arn.indexOf(":", arn.indexOf("::") + 2) + 1);
}
