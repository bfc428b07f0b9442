import type { Layers } from "../../../domain/iam/decide/question.ts";
import { callerOf, ownLayers, type Principal } from "../../../domain/iam/principals/principal.ts";
import { type EffectRequest, localEffects, type RequestScope } from "../../../domain/takeover/effect-requests.ts";
import type { Effect } from "../../../domain/takeover/who-can.ts";
import type { AccountPrincipals } from "./account-shelf.ts";
import { couldAllow, couldHarm } from "./could-allow.ts";
import { addGrip, type HeldGrip, type HeldGrips } from "./grip-map.ts";
import type { Guards } from "./organization-guards.ts";
import { askOf, type RequestContexts } from "./request-context.ts";
import { mayCallSomewhere, possible, type Sureness, surenessOf } from "./verdict.ts";

/** A principal with effects of its own. */
export interface LocalHolder {
  readonly principal: Principal;
  readonly grips: HeldGrips;
}

/** Principals of an account that hold an effect on it themselves. Those without a fitting Allow are not even asked. */
export function localHolders(
  { account, list }: Pick<AccountPrincipals, "account" | "list">,
  scope: RequestScope,
  guards: Guards,
  contexts: RequestContexts,
): readonly LocalHolder[] {
  const home = contexts.home(account.id);
  const effects = localEffects.filter(({ onlyMembers }) => !onlyMembers || account.kind === "member");
  const held: LocalHolder[] = [];
  for (const principal of list) {
    if (!couldHarm(principal.identity)) continue;
    const grips = new Map<Effect, HeldGrip>();
    for (const { effect, butScp, requests } of effects) {
      for (const request of requests) {
        if (!couldAllow(principal.identity, request.action)) continue;
        const ask = (scps: Layers["scps"]): Sureness | null => answer(principal, request, scps);
        const doubt = request.doubt ?? (guards.signinEnabled ? request.doubtUnderOrganization : undefined);
        const now = doubted(ask(guards.scps), doubt);
        if (now !== null) addGrip(grips, effect, now);
        // Where an SCP stops it, or may, the permission itself still counts once the SCP is gone.
        if (butScp === null || guards.scps === undefined || principal.management || now?.certainty === "certain")
          continue;
        const without = doubted(ask(undefined), doubt);
        if (without !== null && (now === null || without.certainty === "certain")) addGrip(grips, butScp, without);
      }
    }
    if (grips.size > 0) held.push({ principal, grips });
  }
  return held;

  function answer(principal: Principal, request: EffectRequest, scps: Layers["scps"]): Sureness | null {
    const context = contexts.of(request.action, principal.kind, home, home, request.context?.(scope));
    const ask = askOf(request.action, request.resource(scope), account.id, context);
    const layers = { ...ownLayers(principal), scps };
    return surenessOf(mayCallSomewhere({ caller: callerOf(principal), layers, ask }, scope.partition));
  }
}

function doubted(sure: Sureness | null, doubt: string | undefined): Sureness | null {
  return sure === null || doubt === undefined || sure.certainty === "possible" ? sure : possible(doubt);
}
