import type { NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { callerOf, ownLayers, type Principal } from "../../../domain/iam/principals/principal.ts";
import { isNamedBy, type TrustNames, trustNames } from "../../../domain/iam/principals/trust-names.ts";
import type { Policy } from "../../../domain/iam/language/policy.ts";
import type { AccountPrincipals } from "./account-shelf.ts";
import { assumeRole, couldAllow } from "./could-allow.ts";
import type { AssumersDeps } from "./assumers-deps.ts";
import { type Door, entrance } from "./door.ts";
import { outsideDoors } from "./outside-doors.ts";
import type { Guards } from "./organization-guards.ts";
import { askOf } from "./request-context.ts";
import { isSurer, mayCallSomewhere, possible, type Sureness, surenessOf } from "./verdict.ts";

/** A principal that may assume a role, or comes to act as a user or role by escalations. */
export interface Assumer extends Sureness {
  readonly principal: Principal;
  /** Ids of the escalations; absent: the role is assumed as it is. */
  readonly by?: readonly string[] | undefined;
}

/** Every known way to act as a principal: known principals that may assume it, and doors from outside. */
export interface WaysIn {
  readonly assumers: readonly Assumer[];
  readonly doors: readonly Door[];
}

const namesOf = new WeakMap<Policy, TrustNames>();

/** Finds who may act as a principal; a role's answer is kept as long as its account is. */
export class Assumers {
  readonly #deps: AssumersDeps;

  constructor(deps: AssumersDeps) {
    this.#deps = deps;
  }

  /** The ways in. A user is entered by a key of its own: whether it has one, or a password, the details do not say. */
  async of(target: Principal): Promise<WaysIn> {
    const home = await this.#deps.accounts.principals(target.account);
    if ("status" in home) return target.kind === "user" ? ownKey : await this.#waysInto(target, null);
    const known = home.memo.get(target.arn);
    if (known !== undefined) return known as WaysIn;
    const ways = target.kind === "user" ? ownKey : await this.#waysInto(target, home);
    const escalated = (await this.#deps.escalations?.of(home))?.into.get(target.arn) ?? [];
    const whole = escalated.length === 0 ? ways : joined(ways, escalated);
    home.memo.set(target.arn, whole);
    return whole;
  }

  async #waysInto(target: Principal, home: AccountPrincipals | null): Promise<WaysIn> {
    const { trust } = target;
    if (trust === undefined || "unknown" in trust) {
      const why = `the trust policy is not known: ${trust?.unknown ?? target.arn}`;
      return { assumers: [], doors: [{ entrance: entrance("account", ""), ...possible(why) }] };
    }
    const facts = this.#deps.accounts.facts(target.account);
    const guards = facts === undefined ? null : await this.#deps.guards.of(facts);
    const names = namesIn(trust.policy);
    const doors = await outsideDoors(this.#deps, { target, trust, names, rcps: guards?.rcps });
    const isOpen = doors.some((door) => door.entrance.kind === "public" && door.certainty === "certain");
    // A role that the whole world may assume is not made worse by listing the neighbours.
    if (isOpen) return { assumers: [], doors };
    const accounts = accountsOf(names, target.account);
    const assumers: Assumer[] = [];
    for (const account of accounts) {
      const from = account === home?.account.id ? home : await this.#deps.accounts.principals(account);
      if ("status" in from) continue;
      assumers.push(...(await this.#assumersIn(from, target, trust, names, guards)));
    }
    return { assumers, doors };
  }

  async #assumersIn(
    from: AccountPrincipals,
    target: Principal,
    trust: NamedPolicy,
    names: TrustNames,
    over: Guards | null,
  ): Promise<readonly Assumer[]> {
    const { contexts, guards, partition } = this.#deps;
    const isSame = from.account.id === target.account;
    const isWhole = names.isEveryone || names.accounts.includes(from.account.id);
    const named = (one: Principal): boolean => names.arns.some((name) => isNamedBy(name, one.arn));
    // In its own account a trust that names somebody, or everybody, needs no identity policy beside it.
    const isCandidate = (one: Principal): boolean =>
      one.arn !== target.arn &&
      one.kind !== "service-linked-role" &&
      (isSame && (names.isEveryone || named(one))
        ? true
        : (isWhole || named(one)) && couldAllow(one.identity, assumeRole));
    const candidates = from.list.filter(isCandidate);
    if (candidates.length === 0) return [];
    const { scps } = await guards.of(from.account);
    const home = contexts.home(from.account.id);
    const there = contexts.home(target.account);
    const found: Assumer[] = [];
    for (const principal of candidates) {
      const context = contexts.of(assumeRole, principal.kind, home, there);
      const layers = { ...ownLayers(principal), resource: trust, scps, rcps: over?.rcps };
      const ask = askOf(assumeRole, target.arn, target.account, context);
      const sure = surenessOf(mayCallSomewhere({ caller: callerOf(principal), layers, ask }, partition));
      if (sure !== null) found.push({ principal, ...sure });
    }
    return found;
  }
}

const ownKey: WaysIn = {
  assumers: [],
  doors: [{ entrance: entrance("access-key", ""), certainty: "certain", why: null }],
};

/** Of two ways from the same principal the surer counts, and of those the one without escalation. */
function joined({ assumers, doors }: WaysIn, escalated: readonly Assumer[]): WaysIn {
  const best = new Map(assumers.map((each) => [each.principal.arn, each]));
  for (const each of escalated) {
    if (isSurer(each, best.get(each.principal.arn) ?? null)) best.set(each.principal.arn, each);
  }
  return { assumers: [...best.values()], doors };
}

function namesIn(trust: Policy): TrustNames {
  const known = namesOf.get(trust) ?? trustNames(trust);
  namesOf.set(trust, known);
  return known;
}

/** Accounts that a trust policy points to, the role's own first. Of everybody, only its own and those of conditions. */
function accountsOf(names: TrustNames, own: string): readonly string[] {
  const found = new Set([...names.accounts, ...names.narrowed, ...names.arns.map((arn) => arn.split(":")[4] ?? "")]);
  if (names.isEveryone) found.add(own);
  const others = [...found].filter((account) => account !== own).sort();
  return found.has(own) ? [own, ...others] : others;
}
