import type { PrincipalEntry, Statement } from "../../language/policy.ts";
import { isFederated } from "../facts/caller.ts";
import type { Subject } from "../subject.ts";
import { allOf, anyOf, opposite, type Tri } from "../values/tri.ts";

/** The ways in which a resource policy names the caller. */
export interface Named {
  readonly direct: Tri;
  readonly limited: Tri;
  readonly star: Tri;
  readonly account: Tri;
}

const nobody: Named = { direct: "no", limited: "no", star: "no", account: "no" };

/** How a statement of a resource, trust or endpoint policy names the subject. */
export function namedBy(statement: Statement, subject: Subject): Named {
  const { principals, effect } = statement;
  if (principals === null) return { ...nobody, star: "yes" };
  const named = namedIn(principals.entries, subject);
  if (!principals.negated) return named;
  if (principals.entries.length === 0) return { ...nobody, star: "may" };
  return effect === "Deny" ? { ...nobody, star: deniedByNot(named, subject) } : allowedByNot(named, subject);
}

/** Whether the subject is named in any way. */
export function anyNamed(named: Named): Tri {
  return anyOf([named.direct, named.limited, named.star, named.account], (each) => each);
}

function namedIn(entries: readonly PrincipalEntry[], subject: Subject): Named {
  const found: { -readonly [K in keyof Named]: Tri } = { ...nobody };
  const add = (how: keyof Named, tri: Tri): void => {
    found[how] = anyOf([found[how], tri], (each) => each);
  };
  for (const { type, value } of entries) {
    if (type === "*") add("star", "yes");
    else if (type === "CanonicalUser") add("account", "may");
    else if (type === "AWS") addAws(value, subject, add);
  }
  return found;
}

function addAws(value: string, { principal, credential }: Subject, add: (how: keyof Named, tri: Tri) => void): void {
  const account = /^(?:arn:[^:]*:iam::)?([0-9]{12})(?::root)?$/.exec(value)?.[1];
  if (account !== undefined) {
    if (account === principal.account) add("account", "yes");
    return;
  }
  // A bare unique id is what AWS shows for a deleted principal: nobody, not even a successor of the same name.
  if (!value.startsWith("arn:")) return;
  const [, partition, , , owner, resource = ""] = value.split(":");
  if (isFederated(credential)) {
    if (value === principal.arn) add("limited", "yes");
    else if (owner === principal.account && resource.startsWith("federated-user/")) add("direct", "may");
    return;
  }
  if (principal.kind === "user") {
    if (value === principal.arn) add("direct", "yes");
    return;
  }
  if (principal.kind === "root") return;
  if (value === principal.arn) add("limited", "yes");
  const name = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
  const session = `arn:${partition ?? ""}:sts::${principal.account}:assumed-role/${name}/`;
  if (value.startsWith(session)) add("direct", "may");
}

/**
 * How an Allow with NotPrincipal names the subject: everybody who is not listed. AWS says what lists a caller as a whole
 * for Deny only (the caller, and its account), so who is listed in part may be named.
 */
function allowedByNot(named: Named, { principal, credential }: Subject): Named {
  const both = (one: Tri, other: Tri): Tri => allOf([one, other], (each) => each);
  const either = (one: Tri, other: Tri): Tri => anyOf([one, other], (each) => each);
  const self = either(named.direct, named.limited);
  const listed =
    principal.kind === "root"
      ? named.account
      : both(named.account, isFederated(credential) && self === "yes" ? "may" : self);
  const inPart: Tri = either(named.star, listed) === "yes" ? "no" : "may";
  return {
    ...nobody,
    star: either(opposite(anyNamed(named)), both(opposite(self), inPart)),
    account: both(self, inPart),
  };
}

/**
 * Whether a Deny with NotPrincipal hits: an exception must list the caller and its account, for a session the role too.
 * A principal with any boundary is always denied. Source: IAM user guide, "NotPrincipal with Deny".
 */
function deniedByNot(named: Named, { principal, layers, credential }: Subject): Tri {
  const { boundary } = layers;
  if (principal.kind !== "root" && boundary !== undefined) {
    if ("unknown" in boundary) return "may";
    if (boundary.length > 0) return "yes";
  }
  if (named.star === "yes") return "no";
  if (named.account !== "yes") return opposite(named.account);
  if (principal.kind === "root") return "no";
  if (isFederated(credential)) return named.direct === "no" && named.limited === "no" ? "yes" : "may";
  if (principal.kind === "user") return opposite(named.direct);
  return opposite(named.limited);
}
