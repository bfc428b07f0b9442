import { isSeen } from "../../../domain/core/fact.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import { emailDomainsNamed } from "../../../domain/iam/principals/email-domains.ts";
import {
  type CentralEffect,
  centralEffects,
  dangerousActions,
  type EffectRequest,
  type RequestScope,
} from "../../../domain/takeover/effect-requests.ts";
import type { Effect } from "../../../domain/takeover/who-can.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { type CentralCaller, CentralCalls, type CentralTarget } from "./central-call.ts";
import type { CentralOffice } from "./central-offices.ts";
import { asAdministrator } from "./as-administrator.ts";
import { addGrip, gripOf, type HeldGrip, type HeldGrips, movesOf, withEscalated } from "./grip-map.ts";
import type { Move } from "./joined-moves.ts";
import type { Guards } from "./organization-guards.ts";
import { PathPowers } from "./path-powers.ts";
import type { RequestContexts } from "./request-context.ts";
import { possible, type Sureness } from "./verdict.ts";

/** A mail domain that no policy names: whether it is allowed tells whether any domain is. */
const unnamedDomain = "any-domain.invalid";

/** What central principals hold over one member. */
export class CentralHolders {
  readonly #contexts: RequestContexts;
  readonly #calls: CentralCalls;
  readonly #paths: PathPowers;
  readonly #offices: readonly CentralOffice[];
  readonly #known = new Map<string, HeldGrips>();
  readonly #isSame = new Map<string, boolean>();

  /** `members`: ids of all member accounts; `root`: id of the organization's root. */
  constructor(contexts: RequestContexts, offices: readonly CentralOffice[], members: readonly string[], root: string) {
    this.#contexts = contexts;
    this.#offices = offices;
    this.#calls = new CentralCalls(contexts);
    this.#paths = new PathPowers(this.#calls, members, root);
  }

  /** The grips of each central principal that has any, by ARN. */
  over(member: AccountFacts, scope: RequestScope, guards: Guards): ReadonlyMap<string, HeldGrips> {
    const target: CentralTarget = { scope, path: this.#contexts.home(member.id).path, rcps: guards.rcps };
    const found = new Map<string, HeldGrips>();
    for (const office of this.#offices) {
      for (const principal of office.principals) {
        const grips = this.#remembered({ principal, scps: office.scps }, office, member, target, guards);
        if (grips.size > 0) found.set(principal.arn, grips);
      }
      for (const { principal, ...sure } of office.escalated) {
        const caller = { principal: asAdministrator(principal, sure.by), scps: office.scps };
        const gained = this.#gripsOf(caller, office, member, target, guards);
        if (gained.size > 0)
          found.set(principal.arn, withEscalated(found.get(principal.arn) ?? new Map(), gained, sure));
      }
    }
    return found;
  }

  /** Every principal that an office holds. */
  candidates(): readonly Principal[] {
    const all = this.#offices.flatMap(({ principals, escalated }) => [
      ...principals,
      ...escalated.map(({ principal }) => principal),
    ]);
    return [...new Map(all.map((principal) => [principal.arn, principal])).values()];
  }

  /** Where nothing depends on the member, members under the same policies have the same answer. */
  #remembered(
    caller: CentralCaller,
    office: CentralOffice,
    member: AccountFacts,
    target: CentralTarget,
    guards: Guards,
  ): HeldGrips {
    const { arn } = caller.principal;
    const isSame =
      this.#isSame.get(arn) ??
      dangerousActions.every((action) => this.#calls.isSameForAll(caller, action, target.scope));
    this.#isSame.set(arn, isSame);
    const isOwn = office.account === member.id;
    if (!isSame || office.delegation !== null || isOwn) return this.#gripsOf(caller, office, member, target, guards);
    const state = isSeen(member.state) ? member.state.value : "";
    const hidden = guards.rcps?.map((level) => ("unknown" in level ? level.unknown : "")).join(" ") ?? "none";
    const over = guards.onPath.map(({ id, targets }) => `${id} ${isSeen(targets) ? targets.value.join(" ") : ""}`);
    const key = [arn, state, hidden, ...over].join("|");
    const grips = this.#known.get(key) ?? this.#gripsOf(caller, office, member, target, guards);
    this.#known.set(key, grips);
    return grips;
  }

  #gripsOf(
    caller: CentralCaller,
    office: CentralOffice,
    member: AccountFacts,
    target: CentralTarget,
    guards: Guards,
  ): HeldGrips {
    const grips = new Map<Effect, HeldGrip>();
    const { state } = member;
    const isInactive = isSeen(state) && state.value !== "ACTIVE";
    for (const each of centralEffects) {
      if (!office.isManagement && !(each.delegates !== null && office.services.includes(each.delegates))) continue;
      // No account names itself in the central form of Account Management's calls, and e-mail moves have no other.
      if (office.account === member.id && each.delegates === "account.amazonaws.com") continue;
      // Only active members are targets of AssumeRoot; what the other calls do to a closing account is not documented.
      if (isInactive && each.effect.startsWith("org:assume-root:")) continue;
      const held = this.#held(caller, each, target);
      if (held === null) continue;
      addGrip(grips, each.effect, isInactive ? weakened(held, `the account is ${state.value}`) : held);
    }
    for (const [effect, held] of this.#paths.of(caller, office, target, guards)) addGrip(grips, effect, held);
    return grips;
  }

  #held(caller: CentralCaller, effect: CentralEffect, target: CentralTarget): HeldGrip | null {
    const [first] = effect.requests;
    if (first !== undefined && effect.effect.startsWith("org:email-")) return this.#email(caller, first, target);
    const answers = effect.requests.map((request) => this.#calls.answer(caller, request, target));
    const given = answers.filter((answer) => answer !== null);
    if (given.length === 0) return null;
    const best = given.find(({ certainty }) => certainty === "certain") ?? given[0] ?? null;
    if (effect.needs === "any" || best === null) return best;
    if (given.length < answers.length) return possible("only part of what may be turned on is allowed");
    return given.find(({ certainty }) => certainty === "possible") ?? best;
  }

  /** An e-mail move: to any domain, else to those that a policy names. */
  #email(caller: CentralCaller, request: EffectRequest, target: CentralTarget): HeldGrip | null {
    const key = "account:emailtargetdomain";
    const free = this.#calls.answer(caller, request, target, { [key]: unnamedDomain });
    if (free?.certainty === "certain") return free;
    const { principal, scps } = caller;
    const named = emailDomainsNamed([principal.identity, principal.boundary, ...(scps ?? [])], request.action);
    const allowed: { domain: string | null; sure: Sureness }[] = [];
    for (const pattern of named) {
      const sure = this.#calls.answer(caller, request, target, { [key]: pattern.replaceAll(/[*?]/g, "x") });
      if (sure !== null) allowed.push({ domain: ownedDomain(pattern), sure });
    }
    // A pattern under which anyone can register a name limits nobody.
    const moves = allowed.map(({ domain, sure }): Move => (domain === null ? sure : { ...sure, domains: [domain] }));
    return gripOf([...(free === null ? [] : [free]), ...moves]);
  }
}

/** The domain whose owner decides who gets a name under the pattern; null where anyone can register one. */
function ownedDomain(pattern: string): string | null {
  const rest = pattern.startsWith("*.") ? pattern.slice(2) : pattern;
  return rest === "" || /[*?]/.test(rest) || !rest.includes(".") ? null : rest;
}

function weakened(held: HeldGrip, why: string): HeldGrip {
  return (
    gripOf(movesOf(held).map((move) => (move.certainty === "possible" ? move : { ...move, ...possible(why) }))) ?? held
  );
}
