import { seen, unseen } from "../core/fact.ts";
import { instant } from "../core/instant.ts";
import type { AccountFacts, AccountKind } from "./account-facts.ts";

/** One entry of ListAccounts as plain data. */
export interface ListedAccount {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly state: string | null;
  /** Retired in September 2026; read only where `state` is missing. */
  readonly status: string | null;
  /** `o-…/r-…/ou-…/…`, or without the organization id; null when AWS left the field out. */
  readonly paths: readonly string[] | null;
  readonly joinedMethod: string | null;
  readonly joinedAt: string | null;
}

/**
 * The facts of an account that the list of accounts tells. The joining time of a CREATED account is its creation date.
 * `State` is read first: `Status` was retired in September 2026.
 */
export function listedFacts(listed: ListedAccount, kind: AccountKind, at: string): AccountFacts {
  const source = "organizations:ListAccounts";
  const missing = (field: string) => unseen("not-observable", source, `the answer had no ${field}`);
  const text = (value: string | null, field: string) => (value === null ? missing(field) : seen(value, source, at));
  const joinedAt = listed.joinedAt === null ? null : instant(listed.joinedAt);
  const method = listed.joinedMethod;
  const path = listed.paths === null ? null : unitsOfPaths(listed.paths, listed.id);
  return {
    id: listed.id,
    kind,
    name: text(listed.name, "Name"),
    email: text(listed.email, "Email"),
    state: text(listed.state ?? listed.status, "State"),
    joinedMethod: method === "INVITED" || method === "CREATED" ? seen(method, source, at) : missing("JoinedMethod"),
    joinedAt: text(joinedAt, "JoinedTimestamp"),
    ...(method === "CREATED" && joinedAt !== null ? { createdAt: seen(joinedAt, source, at) } : {}),
    path: path === null ? missing("Paths") : seen([...path], source, at),
  };
}

/**
 * Unit ids from the organization root down to the account's own unit. Null when no path names a root, or when there are
 * several: then the account's place is not decided.
 */
export function unitsOfPaths(paths: readonly string[], account: string): readonly string[] | null {
  const [only, ...others] = paths;
  if (only === undefined || others.length > 0) return null;
  const units = only.split("/").filter((part) => part !== "" && part !== account && !part.startsWith("o-"));
  return units[0]?.startsWith("r-") === true && units.slice(1).every((unit) => unit.startsWith("ou-")) ? units : null;
}
