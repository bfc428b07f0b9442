import type { PrincipalEntry } from "../language/policy.ts";
import { and, may, not, or, type Truth } from "../language/truth.ts";
import type { Caller } from "./question.ts";
import type { Request } from "./request.ts";
import { roleArnOf } from "./role-arn.ts";

/** How a policy names the caller; each kind of naming grants differently. */
export interface Naming {
  /** The user, the session, the service or the identity provider itself. */
  readonly direct: Truth;
  /** The role of a session, or the user behind a federated session. */
  readonly limited: Truth;
  /** `*`, or everybody who is not listed. */
  readonly star: Truth;
  /** The account. */
  readonly account: Truth;
}

/** Nobody is named. */
export const unnamed: Naming = { direct: false, limited: false, star: false, account: false };

/** Whether the caller is named in any way. */
export function isNamed(naming: Naming): Truth {
  return or(or(naming.direct, naming.limited), or(naming.star, naming.account));
}

/** How a Principal element names the caller. */
export function namingOf(entries: readonly PrincipalEntry[], request: Request): Naming {
  let naming = unnamed;
  for (const entry of entries) {
    const found = entryNaming(entry, request);
    if (found !== null) naming = { ...naming, [found.how]: or(naming[found.how], found.truth) };
  }
  return naming;
}

interface Found {
  readonly how: keyof Naming;
  readonly truth: Truth;
}

function entryNaming(entry: PrincipalEntry, request: Request): Found | null {
  const { caller } = request.question;
  switch (entry.type) {
    case "*":
      return { how: "star", truth: true };
    case "Service":
      if (caller === "anonymous" || caller.kind !== "service") return null;
      if (entry.value === "*") return { how: "direct", truth: may("AWS does not document a star as service") };
      return entry.value === caller.arn ? { how: "direct", truth: true } : null;
    case "Federated":
      return federated(entry.value, request);
    case "CanonicalUser":
      if (caller === "anonymous" || isOutside(caller)) return null;
      return { how: "account", truth: may("the canonical user id of the caller's account is not known") };
    case "AWS":
      return caller === "anonymous" || isOutside(caller) ? null : awsNaming(entry.value, caller, request);
  }
}

function isOutside(caller: Caller): boolean {
  return caller.kind === "service" || caller.kind === "identity-provider";
}

function federated(value: string, request: Request): Found | null {
  const { caller } = request.question;
  if (caller === "anonymous") {
    if (!request.action.startsWith("sts:assumerolewith")) return null;
    return { how: "direct", truth: may("which identity provider signed the token is not known") };
  }
  return caller.kind === "identity-provider" && value === caller.arn ? { how: "direct", truth: true } : null;
}

function awsNaming(value: string, caller: Caller, request: Request): Found | null {
  const account = /^(?:arn:[^:]*:iam::)?([0-9]{12})(?::root)?$/.exec(value)?.[1];
  if (account !== undefined) return account === caller.account ? { how: "account", truth: true } : null;
  // A bare unique id is what AWS shows for a deleted user or role: nobody, not even a successor of the same name.
  if (!value.startsWith("arn:")) return null;
  if (value === caller.arn && caller.kind !== "role" && caller.kind !== "service-linked-role") {
    return { how: "direct", truth: true };
  }
  if (caller.kind === "federated-user") return behindFederation(value, caller);
  return roleNaming(value, caller, request);
}

function behindFederation(value: string, caller: Caller): Found | null {
  if (caller.sessionOf !== undefined) return value === caller.sessionOf ? { how: "limited", truth: true } : null;
  const isUser = value.split(":")[4] === caller.account && value.split(":")[5]?.startsWith("user/") === true;
  return isUser ? { how: "limited", truth: may("which user asked for the federated session is not known") } : null;
}

function roleNaming(value: string, caller: Caller, request: Request): Found | null {
  const told = request.question.ask.context.get("aws:principalarn");
  const known = told !== undefined && told !== "unknown" && told.length === 1 ? told[0] : undefined;
  const role = roleArnOf(caller, known);
  if (role === null) return null;
  const isSessionCaller = caller.arn.includes(":assumed-role/");
  if (value === caller.arn && isSessionCaller) return { how: "direct", truth: true };
  if (value === role.arn) return { how: "limited", truth: true };
  const { partition, account, name } = role;
  const hasPath = value.startsWith(`arn:${partition}:iam::${account}:role/`) && value.endsWith(`/${name}`);
  if (role.withPath !== null && hasPath) {
    return { how: "limited", truth: may("the session's ARN does not show the path of its role") };
  }
  const session = `arn:${partition}:sts::${account}:assumed-role/${name}/`;
  if (isSessionCaller || !value.startsWith(session)) return null;
  return { how: "direct", truth: may("the name of the role's session is not known") };
}

/**
 * Whether a Deny with NotPrincipal hits the caller. An exception counts only when it lists the caller and its account,
 * for a session the role too. Source: IAM user guide, "NotPrincipal with Deny".
 */
export function isDeniedByNotPrincipal(
  entries: readonly PrincipalEntry[],
  hasBoundary: Truth,
  request: Request,
): Truth {
  const { caller } = request.question;
  const naming = namingOf(entries, request);
  // A principal with any permissions boundary is always denied, whatever the list says.
  if (hasBoundary === true) return true;
  return or(not(or(naming.star, listed(caller, naming))), hasBoundary);
}

/**
 * How an Allow with NotPrincipal names the caller: everybody who is not listed. A caller is itself (for a session its
 * role too) and its account; what follows when only some of these are listed AWS says for Deny alone, so the others
 * may be named.
 */
export function namedByNotPrincipal(entries: readonly PrincipalEntry[], request: Request): Naming {
  const { caller } = request.question;
  const naming = namingOf(entries, request);
  const isWhole = or(naming.star, listed(caller, naming));
  const inPart = and(not(isWhole), may("NotPrincipal lists a part of what the caller is"));
  const isSession = caller !== "anonymous" && caller.arn.includes(":assumed-role/");
  const self = isSession ? and(naming.direct, naming.limited) : or(naming.direct, naming.limited);
  return {
    ...unnamed,
    star: or(not(isNamed(naming)), and(not(self), inPart)),
    account: and(self, inPart),
  };
}

function listed(caller: Caller | "anonymous", naming: Naming): Truth {
  if (caller === "anonymous") return false;
  switch (caller.kind) {
    case "root":
    case "assumed-root":
      return naming.account;
    case "service":
    case "identity-provider":
      return naming.direct;
    case "user":
      return and(naming.direct, naming.account);
    case "federated-user":
      return and(or(naming.direct, unsure(naming.limited, "the user but not its session")), naming.account);
    case "role":
    case "role-session":
    case "service-linked-role": {
      const both = and(naming.limited, naming.account);
      if (!caller.arn.includes(":assumed-role/")) return both;
      return and(both, or(naming.direct, may("NotPrincipal lists the role but not its session")));
    }
  }
}

function unsure(truth: Truth, what: string): Truth {
  return and(truth, may(`NotPrincipal lists ${what}`));
}
