import type { Layer, NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { callerOf, ownLayers, type Principal } from "../../../domain/iam/principals/principal.ts";
import { isNamedBy, type TrustNames, trustNames } from "../../../domain/iam/principals/trust-names.ts";
import type { Policy } from "../../../domain/iam/language/policy.ts";
import { adminPolicy } from "../../../domain/policy/admin-policy.ts";
import type { AccountPrincipals } from "./account-shelf.ts";
import { asAdministrator } from "./as-administrator.ts";
import { assumeRole, couldAllow } from "./could-allow.ts";
import type { AssumersDeps } from "./assumers-deps.ts";
import { type Door, entrance } from "./door.ts";
import { outsideDoors } from "./outside-doors.ts";
import { askOf } from "./request-context.ts";
import { type TakenHow, Takers } from "./takers.ts";
import { isSurer, mayCallSomewhere, possible, type Sureness, surenessOf, weaker } from "./verdict.ts";

/** A principal that may assume a role, or comes to act as a user or role by escalations. */
export interface Assumer extends Sureness {
  readonly principal: Principal;
  /** Ids of the escalations; absent: the role is assumed as it is. */
  readonly by?: readonly string[] | undefined;
  /** ARN of the principal that it takes over on the way; absent: none. */
  readonly via?: string | undefined;
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
  readonly #takers: Takers;

  constructor(deps: AssumersDeps) {
    this.#deps = deps;
    this.#takers = new Takers(deps);
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
      const ask: AssumeAsk = { from, target, trust, names, rcps: guards?.rcps };
      const own = await this.#assumersIn(ask);
      assumers.push(...(account === target.account ? own : await this.#withAdministrators(ask, own)));
    }
    return { assumers, doors };
  }

  async #assumersIn({ from, target, trust, names, rcps }: AssumeAsk): Promise<readonly Assumer[]> {
    const isSame = from.account.id === target.account;
    const isWhole = names.isEveryone || names.accounts.includes(from.account.id);
    // In its own account a trust that names somebody, or everybody, needs no identity policy beside it.
    const isCandidate = (one: Principal): boolean =>
      one.arn !== target.arn &&
      one.kind !== "service-linked-role" &&
      (isSame && (names.isEveryone || isNamed(names, one))
        ? true
        : (isWhole || isNamed(names, one)) && couldAllow(one.identity, assumeRole));
    const candidates = from.list.filter(isCandidate);
    if (candidates.length === 0) return [];
    const mayAssume = await this.#door({ from, target, trust, rcps });
    const found: Assumer[] = [];
    for (const principal of candidates) {
      const sure = mayAssume(principal);
      if (sure !== null) found.push({ principal, ...sure });
    }
    return found;
  }

  /** Decides whether somebody of an account may assume the role. */
  async #door(ask: Omit<AssumeAsk, "names">): Promise<(principal: Principal) => Sureness | null> {
    const { from, target, trust, rcps } = ask;
    const { contexts, guards, partition } = this.#deps;
    const { scps } = await guards.of(from.account);
    const home = contexts.home(from.account.id);
    const there = contexts.home(target.account);
    return (principal) => {
      const context = contexts.of(assumeRole, principal.kind, home, there);
      const layers = { ...ownLayers(principal), resource: trust, scps, rcps };
      const question = askOf(assumeRole, target.arn, target.account, context);
      return surenessOf(mayCallSomewhere({ caller: callerOf(principal), layers, ask: question }, partition));
    };
  }

  /**
   * Beside who may assume the role, the administrators of the account who make one of those their own, or give somebody
   * whom the trust names what it lacks. One way is kept for each: nobody needs a second.
   */
  async #withAdministrators(ask: AssumeAsk, own: readonly Assumer[]): Promise<readonly Assumer[]> {
    const { from, names } = ask;
    const isWhole = names.isEveryone || names.accounts.includes(from.account.id);
    const named = from.list.filter((each) => isNamed(names, each));
    if (own.length === 0 && named.length === 0 && !isWhole) return own;
    const administrators = await this.#takers.administrators(from);
    if (administrators.length === 0) return own;
    const best = new Map(own.map((each) => [each.principal.arn, each]));
    const put = (assumer: Assumer): void => {
      const { arn } = assumer.principal;
      if (isSurer(assumer, best.get(arn) ?? null)) best.set(arn, assumer);
    };
    const isSettled = (): boolean =>
      administrators.every(({ principal, certainty }) => {
        const known = best.get(principal.arn);
        return known !== undefined && (known.certainty === "certain" || certainty === "possible");
      });
    const take = async (victim: Principal, sure: Sureness, how: TakenHow): Promise<void> => {
      for (const taker of await this.#takers.of(from, victim, how)) {
        put({ principal: taker.principal, by: taker.by, via: victim.arn, ...plain(weaker(taker, sure)) });
      }
    };
    const mayAssume = await this.#door(ask);
    // Who only gets to be administrator lacked the call until then.
    for (const each of isWhole ? administrators.filter(({ by }) => by.length > 0) : []) {
      const { principal, by } = each;
      const sure = mayAssume(asAdministrator(principal, by));
      if (sure !== null) put({ principal, by, ...plain(weaker(each, sure)) });
    }
    for (const certainty of ["certain", "possible"] as const) {
      for (const each of own.filter((one) => one.certainty === certainty)) {
        if (isSettled()) return [...best.values()];
        await take(each.principal, each, "as-it-is");
      }
    }
    for (const one of named) {
      if (isSettled()) break;
      const sure = mayAssume({ ...one, identity: [adminPolicy] });
      if (sure !== null) await take(one, sure, "with-any-policy");
    }
    return [...best.values()];
  }
}

/** A role that somebody of an account may assume, or not. */
interface AssumeAsk {
  readonly from: AccountPrincipals;
  readonly target: Principal;
  readonly trust: NamedPolicy;
  readonly names: TrustNames;
  readonly rcps: readonly Layer[] | undefined;
}

function isNamed(names: TrustNames, one: Principal): boolean {
  return names.arns.some((name) => isNamedBy(name, one.arn));
}

function plain({ certainty, why }: Sureness): Sureness {
  return { certainty, why };
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
