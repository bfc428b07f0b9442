import type { Unseen } from "../../core/fact.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { Principal } from "../../iam/principals/principal.ts";
import type { AccountKind } from "../../snapshot/account-facts.ts";
import type { AccountPrincipals } from "../account-principals.ts";

/** A statement of a case. */
export type CaseStatement = Readonly<Record<string, unknown>>;

/** A user or role of a case. */
export interface CasePrincipal {
  /** `user/ana`, `role/deploy`: the end of its ARN. */
  readonly name: string;
  /** Statements of its one identity policy; a text: why its policies were not read. */
  readonly allows?: readonly CaseStatement[] | string;
  /** ARN of that policy, where it is an attached one. */
  readonly policy?: string;
  readonly boundary?: readonly CaseStatement[];
  /** Statements of the trust policy of a role; a text: why it was not read. */
  readonly trust?: readonly CaseStatement[] | string;
}

/** Principals of a case, with a resource control policy over the account; or why they were not read. */
export type CasePrincipals =
  | readonly CasePrincipal[]
  | { readonly list: readonly CasePrincipal[]; readonly rcp: readonly CaseStatement[] | string }
  | Unseen;

/** The principals of an account of a case. */
export function casePrincipals(from: CasePrincipals, account: string, kind: AccountKind): AccountPrincipals {
  if ("status" in from) {
    return { status: "unknown", reason: from.why, needs: from.needs ?? "iam:GetAccountAuthorizationDetails" };
  }
  const given = "list" in from ? from.list : from;
  const list = given.map((each) => principal(each, account, kind));
  const rcps = "list" in from ? [layer("data-perimeter", from.rcp, "rcp")] : undefined;
  return { status: "known", list: list.toSorted((one, other) => (one.arn < other.arn ? -1 : 1)), rcps };
}

function principal(from: CasePrincipal, account: string, kind: AccountKind): Principal {
  const isUser = from.name.startsWith("user/");
  const identity = layer(from.policy ?? "inline policy", from.allows ?? [], "identity");
  const trust = typeof from.trust === "string" ? { unknown: from.trust } : named("trust", from.trust ?? [], "trust");
  return {
    arn: `arn:aws:iam::${account}:${from.name}`,
    account,
    kind: isUser ? "user" : from.name.includes("aws-service-role/") ? "service-linked-role" : "role",
    name: from.name.slice(from.name.lastIndexOf("/") + 1),
    management: kind === "management",
    identity,
    ...(from.boundary === undefined ? {} : { boundary: layer("boundary", from.boundary, "boundary") }),
    ...(isUser ? {} : { trust }),
    tags: {},
    isSso: from.name.includes("aws-reserved/sso.amazonaws.com/"),
  };
}

function layer(name: string, statements: readonly CaseStatement[] | string, kind: "identity" | "boundary" | "rcp") {
  return typeof statements === "string" ? { unknown: statements } : [named(name, statements, kind)];
}

function named(name: string, statements: readonly CaseStatement[], kind: "identity" | "boundary" | "rcp" | "trust") {
  if (statements.length === 0) return { name, policy: { version: "2012-10-17" as const, statements: [] } };
  return { name, policy: parsePolicy({ Version: "2012-10-17", Statement: statements }, kind) };
}
