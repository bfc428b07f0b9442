import type { Principal } from "../state/principal.ts";
import type { Statement } from "./parse-statements.ts";

/**
 * How closely a Principal element names the caller: `session`, `user` and `role` = by its own ARN (`role`: the session
 * of a role that is named), `account` = its account as a whole, `everyone` = `*`.
 */
export type PrincipalMatch = "none" | "everyone" | "account" | "role" | "user" | "session";

/**
 * Matches the Principal or NotPrincipal of a statement; one without either matches everyone. A caller is several
 * principals at once: the session or user, its role, its account. NotPrincipal names each of them that is not listed, so
 * it spares a caller only when it lists them all; that of a Deny spares nobody who has a permissions boundary.
 */
export function principalMatches(statement: Statement, caller: Principal, isBounded: boolean): PrincipalMatch {
  if (statement.principals === null) return "everyone";
  const { negated, entries } = statement.principals;
  const found = entries.map(({ type, value }) => entryMatches(type, value, caller));
  const best = order.find((match) => found.includes(match)) ?? "none";
  if (!negated) return best;
  if (isBounded && statement.effect === "Deny") return "everyone";
  const left = found.includes("everyone") ? [] : partsOf(caller).filter((part) => !found.includes(part));
  if (left.length === 0) return "none";
  return left.every((part) => part === "account") && caller.kind !== "root" ? "account" : "everyone";
}

/** The match that grants most comes first: naming the account alone grants nothing by itself, `*` does. */
const order: readonly PrincipalMatch[] = ["session", "user", "role", "everyone", "account"];

function partsOf(caller: Principal): readonly PrincipalMatch[] {
  switch (caller.kind) {
    case "root":
      return ["account"];
    case "user":
      return ["user", "account"];
    case "role":
      return ["session", "role", "account"];
  }
}

function entryMatches(type: string, value: string, caller: Principal): PrincipalMatch {
  if (value === "*" && (type === "*" || type === "AWS")) return "everyone";
  if (type !== "AWS") return "none";
  if (value === caller.account || /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1] === caller.account)
    return "account";
  if (value === caller.arn) return caller.kind === "role" ? "session" : "user";
  if (caller.kind === "role" && value === caller.roleArn) return "role";
  return "none";
}
