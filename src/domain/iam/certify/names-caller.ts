import type { PrincipalEntry, Statement } from "../language/policy.ts";
import type { CredentialKind } from "../prove/credential-kind.ts";
import type { ProvePrincipal } from "../prove/subject.ts";

/** By what a Principal element names a caller. */
export type Way = "direct" | "limited" | "star" | "account";

/** True when an Allow may name the caller in this way. Source: IAM user guide, "AWS JSON policy elements: Principal". */
export function mayName(statement: Statement, way: Way, caller: ProvePrincipal): boolean {
  const { principals } = statement;
  if (principals === null) return way === "star";
  // Everybody who is not listed; what listing a caller in part means is not documented.
  if (principals.negated) return way === "star" || way === "account";
  return principals.entries.some((entry) => waysOf(entry, caller).includes(way));
}

/** True when a Deny certainly hits the caller. */
export function surelyNames(
  statement: Statement,
  caller: ProvePrincipal,
  credential: CredentialKind,
  hasBoundary: boolean,
): boolean {
  const { principals } = statement;
  if (principals === null) return true;
  if (principals.negated) {
    if (principals.entries.length === 0) return false;
    // Whoever has a boundary is always hit; an exception lists the caller and its account. Source: IAM user guide,
    // "NotPrincipal with Deny".
    const ways = new Set(principals.entries.flatMap((entry) => waysOf(entry, caller)));
    const isOnlyAccount = caller.kind !== "root" && !ways.has("direct") && !ways.has("limited");
    return hasBoundary || (!ways.has("star") && (!ways.has("account") || isOnlyAccount));
  }
  return principals.entries.some((entry) => {
    if (entry.type === "CanonicalUser") return false;
    if (entry.type === "*" || waysOf(entry, caller).includes("account")) return true;
    // A session made by GetFederationToken is a principal of its own.
    return entry.type === "AWS" && entry.value === caller.arn && !credential.startsWith("federation-");
  });
}

/** Every way in which an entry may name the caller or a session of it. */
function waysOf(entry: PrincipalEntry, caller: ProvePrincipal): readonly Way[] {
  if (entry.type === "*") return ["star"];
  if (entry.type === "CanonicalUser") return ["account"];
  if (entry.type !== "AWS") return [];
  const account = /^(?:arn:[^:]*:iam::)?([0-9]{12})(?::root)?$/.exec(entry.value)?.[1];
  if (account !== undefined) return account === caller.account ? ["account"] : [];
  if (entry.value === caller.arn) return ["direct", "limited"];
  // Sessions: of a role by its name, of a user by a name that the caller chooses.
  const session = /^arn:[^:]*:sts::([0-9]{12}):(assumed-role|federated-user)\/([^/]+)/.exec(entry.value);
  if (session === null || session[1] !== caller.account) return [];
  if (session[2] === "federated-user") return caller.kind === "user" || caller.kind === "root" ? ["direct"] : [];
  return caller.kind === "role" && caller.arn.endsWith(`/${session[3]}`) ? ["direct"] : [];
}
