import type { AccountModel } from "../account-model.ts";
import { iamPutRolePolicyAndTrust } from "../escalations/iam-put-role-policy-and-trust.ts";
import { iamPutUserPolicyThenKey } from "../escalations/iam-put-user-policy-then-key.ts";
import { closure, type ClosureDeps } from "./closure.ts";
import type { Link, Node } from "./graph.ts";
import { shortestWays } from "./shortest-ways.ts";
import { certain, type Sureness, weaker } from "./sureness.ts";

/** That one principal of an account can act as another, or is its administrator. */
export interface Becoming extends Sureness {
  readonly from: string;
  /** An ARN, or `administrator`: of the account. */
  readonly to: string;
  /** In order; empty when no escalation is needed. */
  readonly escalations: readonly string[];
  /** Some way of this sureness takes no MFA session of a device that the user has already. */
  readonly isWithoutMfa: boolean;
}

/**
 * Who of an account becomes whom by escalations: every step from one principal to another, and everybody who gets to be
 * administrator. Roles that are assumed as they are stand there only where they lead to an administrator. With one
 * engine and one filter for many accounts, documents that they share are read once. Whether a credential exists is not
 * asked: the first step is for whoever has one.
 */
export function becomes(model: AccountModel, deps: ClosureDeps): readonly Becoming[] {
  const found = closure([model], deps);
  const known = new Set(model.principals);
  const escalationsOf = (link: Link): readonly string[] =>
    known.has(link.to.place.who) ? link.move.escalations : made(link);
  const toAdmin = shortestWays(
    [...found.nodes()].flatMap((node) => (node.admin === null ? [] : [{ node, sure: node.admin, steps: () => [] }])),
  );
  const all: Becoming[] = [];
  for (const [{ principal }, starts] of found.starts) {
    const best = new Map<string, Becoming>();
    const put = (made: Becoming): void => {
      const before = best.get(made.to);
      if (before === undefined || rank(made) < rank(before)) best.set(made.to, made);
    };
    for (const { node, isWithoutMfa } of starts) {
      const from = principal.arn;
      const way = toAdmin(node);
      if (way !== null) {
        const escalations = way.links().flatMap((link) => escalationsOf(link));
        put({ from, to: "administrator", escalations, isWithoutMfa, certainty: way.certainty, why: way.why });
      }
      for (const { link, sure, before } of leaving(node)) {
        const to = link.to.place.who.principal.arn;
        put({ from, to, escalations: [...before, ...link.move.escalations], isWithoutMfa, ...sure });
      }
    }
    all.push(...best.values());
  }
  return all;
}

/**
 * Who makes a user or role of its own gives it a policy and acts as it, as with one that is there: no escalation has a
 * name of its own for it, and without any it would look like no step at all.
 */
function made({ to, move }: Link): readonly string[] {
  const isUser = to.place.who.principal.kind === "user";
  const before = move.escalations.filter((id) => id !== "sts-assume-role");
  return [...before, isUser ? iamPutUserPolicyThenKey.id : iamPutRolePolicyAndTrust.id];
}

function rank({ certainty, isWithoutMfa, escalations }: Becoming): number {
  return (certainty === "certain" ? 0 : 2000) + (isWithoutMfa ? 0 : 1000) + Math.min(escalations.length, 999);
}

interface Leaving {
  readonly link: Link;
  readonly sure: Sureness;
  /** Escalations that the principal took before, on itself. */
  readonly before: readonly string[];
}

/** Moves to other principals from every place of one principal; certain places are gone through first. */
function leaving(start: Node): readonly Leaving[] {
  const found: Leaving[] = [];
  const seen = new Set<Node>();
  const sureFirst: Seen[] = [{ node: start, sure: certain, before: [] }];
  const later: Seen[] = [];
  for (let next = sureFirst.shift(); next !== undefined; next = sureFirst.shift() ?? later.shift()) {
    const { node, sure, before } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    for (const link of node.out.values()) {
      const whole = weaker(sure, link.move);
      if (link.to.place.who !== node.place.who) found.push({ link, sure: whole, before });
      else {
        const put = whole.certainty === "certain" ? sureFirst : later;
        put.push({ node: link.to, sure: whole, before: [...before, ...link.move.escalations] });
      }
    }
  }
  return found;
}

interface Seen {
  readonly node: Node;
  readonly sure: Sureness;
  readonly before: readonly string[];
}
