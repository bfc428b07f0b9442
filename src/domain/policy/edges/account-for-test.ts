import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { ProvePolicy } from "../../iam/prove/subject.ts";
import type { AccountModel, CredentialFacts, ModelPrincipal } from "../account-model.ts";

/** The account of tests. */
export const account = "111122223333";

/** A policy document. */
export function document(...Statement: readonly object[]): object {
  return { Version: "2012-10-17", Statement };
}

/** An Allow, as one document. */
export function allow(Action: unknown, Resource: unknown = "*", more: object = {}): object {
  return document({ Effect: "Allow", Action, Resource, ...more });
}

/** A Deny, as one document. */
export function deny(Action: unknown, Resource: unknown = "*", more: object = {}): object {
  return document({ Effect: "Deny", Action, Resource, ...more });
}

/** A trust policy. */
export function trusts(Principal: unknown, more: object = {}, Action: unknown = "sts:AssumeRole"): object {
  return document({ Effect: "Allow", Principal, Action, ...more });
}

/** The ARN of a user, role, group or policy of the account. */
export function arnOf(kind: "user" | "role" | "group" | "policy", name: string, owner = account): string {
  return `arn:aws:iam::${owner}:${kind}/${name}`;
}

/** A group as tests write it. */
export interface TestGroup {
  readonly name: string;
  readonly inline?: Readonly<Record<string, object>>;
  /** By policy name. */
  readonly attached?: Readonly<Record<string, object>>;
}

/** A user or role as tests write it; a role has a trust policy. */
export interface TestPerson extends Partial<CredentialFacts> {
  readonly name: string;
  /** With slashes at both ends. */
  readonly path?: string;
  readonly account?: string;
  readonly trust?: object;
  readonly inline?: Readonly<Record<string, object>>;
  readonly attached?: Readonly<Record<string, object>>;
  readonly groups?: readonly TestGroup[];
  readonly boundary?: object;
  readonly tags?: Readonly<Record<string, string>>;
}

const parsed = new Map<string, ProvePolicy["policy"]>();

/** A document with a name; equal documents are parsed once. */
export function policyFor(name: string, json: object, kind: PolicyKind = "identity"): ProvePolicy {
  const key = `${kind} ${JSON.stringify(json)}`;
  const policy = parsed.get(key) ?? parsePolicy(json, kind);
  parsed.set(key, policy);
  return { name, policy };
}

/** Builds a user or role. Managed policies carry their ARN as name, as the account's details give them. */
export function personFor(test: TestPerson, isManagement = false): ModelPrincipal {
  const owner = test.account ?? account;
  const kind = test.trust === undefined ? "user" : "role";
  const path = (test.path ?? "/").slice(1);
  const isLinked = path.startsWith("aws-service-role/");
  const groups = test.groups ?? [];
  const inlineOf = (of: string, all: TestPerson["inline"]): readonly ProvePolicy[] =>
    Object.entries(all ?? {}).map(([name, json]) => policyFor(`inline ${name} of ${of}`, json));
  const attachedOf = (all: TestPerson["attached"]): readonly ProvePolicy[] =>
    Object.entries(all ?? {}).map(([name, json]) => policyFor(arnOf("policy", name, owner), json));
  const namesOf = (all: readonly ProvePolicy[]): readonly string[] => all.map(({ name }) => name);
  const inline = inlineOf(test.name, test.inline);
  const attached = attachedOf(test.attached);
  const ofGroups = groups.map((group) => ({
    inline: inlineOf(`group ${group.name}`, group.inline),
    attached: attachedOf(group.attached),
  }));
  return {
    principal: {
      arn: arnOf(kind, `${path}${test.name}`, owner),
      account: owner,
      kind: isLinked ? "service-linked-role" : kind,
      name: test.name,
      management: isManagement,
      identity: [...ofGroups.flatMap((each) => [...each.inline, ...each.attached]), ...inline, ...attached],
      ...(test.boundary === undefined
        ? {}
        : { boundary: [policyFor(arnOf("policy", "edge"), test.boundary, "boundary")] }),
      ...(test.trust === undefined ? {} : { trust: policyFor(`trust policy of ${test.name}`, test.trust, "trust") }),
      tags: test.tags ?? {},
      isSso: false,
    },
    credentials:
      kind === "role"
        ? null
        : {
            hasKey: test.hasKey ?? true,
            keys: test.keys ?? 1,
            hasPassword: test.hasPassword ?? false,
            devices: test.devices ?? 0,
          },
    attached: namesOf(attached),
    inline: namesOf(inline),
    groups: groups.map((group, at) => ({
      name: group.name,
      arn: arnOf("group", group.name, owner),
      attached: namesOf(ofGroups[at]?.attached ?? []),
      inline: namesOf(ofGroups[at]?.inline ?? []),
    })),
    boundary: test.boundary === undefined ? null : arnOf("policy", "edge"),
  };
}

/** Builds an account; no policy has another version unless the test says so. */
export function accountFor(people: readonly TestPerson[], more: Partial<AccountModel> = {}): AccountModel {
  const isManagement = more.kind === "management";
  return {
    account,
    partition: "aws",
    kind: "standalone",
    principals: people.map((each) => personFor(each, isManagement)),
    otherVersions: new Map(),
    members: [],
    instant: Date.UTC(2026, 10, 1),
    ...more,
  };
}
