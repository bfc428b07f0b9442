import { mentions } from "../../../domain/iam/decide/mentions.ts";
import type { Layer } from "../../../domain/iam/decide/question.ts";
import type { Truth } from "../../../domain/iam/language/truth.ts";
import { dependsOnAccount } from "../../../domain/iam/principals/depends-on-account.ts";
import { callerOf, ownLayers, type Principal } from "../../../domain/iam/principals/principal.ts";
import { layerKey } from "../../../domain/policy/closure/standing.ts";
import { type EffectRequest, type RequestScope } from "../../../domain/takeover/effect-requests.ts";
import { couldAllow } from "./could-allow.ts";
import type { ReadDocument } from "./document-shelf.ts";
import { askOf, type RequestContexts } from "./request-context.ts";
import { mayCallSomewhere, possible, type Sureness, surenessOf } from "./verdict.ts";

/** A principal of management or of a delegated administrator, with what binds it. */
export interface CentralCaller {
  readonly principal: Principal;
  /** SCPs of its own account; absent for management. */
  readonly scps: readonly Layer[] | undefined;
}

/** The member a central call is about. */
export interface CentralTarget {
  readonly scope: RequestScope;
  /** `o-…/r-…/ou-…/`; null when not known. */
  readonly path: string | null;
  readonly rcps: readonly Layer[] | undefined;
}

/**
 * A text that tells a principal from itself as administrator: the same name, other documents.
 * INVARIANT: answers are kept by it, never by the ARN alone.
 */
export function callerKey({ arn, identity, boundary }: Principal): string {
  return `${arn} ${layerKey(identity)} ${layerKey(boundary)}`;
}

/** Answers central calls. What does not depend on the member is asked once. */
export class CentralCalls {
  readonly #contexts: RequestContexts;
  readonly #constant = new Map<string, Sureness | null>();
  readonly #isConstant = new Map<string, boolean>();

  constructor(contexts: RequestContexts) {
    this.#contexts = contexts;
  }

  /**
   * Whether the caller may make a request about a member. Management and delegates act on their own authority: no
   * policy of the member is asked, except that an RCP might stop AssumeRoot, which AWS does not say. `more` adds keys.
   */
  answer(
    caller: CentralCaller,
    request: EffectRequest,
    target: CentralTarget,
    more: Readonly<Record<string, string>> = {},
  ): Sureness | null {
    const { principal } = caller;
    const { scope } = target;
    if (!couldAllow(principal.identity, request.action)) return null;
    const keys = { ...request.context?.(scope), ...more };
    const isConstant = this.isSameForAll(caller, request.action, scope);
    const memo = `${callerKey(principal)} ${request.action} ${JSON.stringify(keys)} ${request.resource({ ...scope, target: "" })}`;
    const known = isConstant ? this.#constant.get(memo) : undefined;
    const sure = known === undefined ? surenessOf(this.#call(caller, request, target, keys)) : known;
    if (isConstant) this.#constant.set(memo, sure);
    return sure === null || request.action !== "sts:AssumeRoot"
      ? sure
      : this.#pastRcps(sure, caller, request, target, keys);
  }

  /** True when what the caller may do with an action is the same for every member, RCPs apart. */
  isSameForAll({ principal, scps }: CentralCaller, action: string, scope: RequestScope): boolean {
    const key = `${callerKey(principal)} ${action}`;
    const known = this.#isConstant.get(key);
    if (known !== undefined) return known;
    const layers = [principal.identity, principal.boundary, ...(scps ?? [])];
    const answer = !dependsOnAccount(layers, action, [scope.management, scope.organization]);
    this.#isConstant.set(key, answer);
    return answer;
  }

  /** A call that an organization's delegation policy may open to principals outside management. */
  delegated(
    caller: CentralCaller,
    request: EffectRequest,
    target: CentralTarget,
    policy: ReadDocument,
  ): Sureness | null {
    const { principal, scps } = caller;
    const { scope } = target;
    if (!couldAllow(principal.identity, request.action)) return null;
    const context = this.#context(caller, request.action, target, { ...request.context?.(scope) });
    return surenessOf(
      mayCallSomewhere(
        {
          caller: callerOf(principal),
          layers: { ...ownLayers(principal), scps, resource: policy },
          ask: askOf(request.action, request.resource(scope), scope.management, context),
        },
        scope.partition,
      ),
    );
  }

  #call(
    caller: CentralCaller,
    request: EffectRequest,
    target: CentralTarget,
    keys: Readonly<Record<string, string>>,
    rcps?: readonly Layer[],
  ): Truth {
    const { principal, scps } = caller;
    const context = this.#context(caller, request.action, target, keys);
    // Asked as a call inside the caller's account: there is no second side that would have to agree.
    const ask = askOf(request.action, request.resource(target.scope), principal.account, context);
    const layers = { ...ownLayers(principal), scps, rcps };
    return mayCallSomewhere({ caller: callerOf(principal), layers, ask }, target.scope.partition);
  }

  #context(caller: CentralCaller, action: string, target: CentralTarget, keys: Readonly<Record<string, string>>) {
    const from = this.#contexts.home(caller.principal.account);
    const to = this.#contexts.home(target.scope.target);
    const context: Map<string, readonly string[] | "unknown"> = new Map(
      this.#contexts.of(action, caller.principal.kind, from, to, keys),
    );
    if (target.path !== null) context.set("account:accountresourceorgpaths", [target.path]);
    // Whether the resource of a call on another account is management's or the member's is not documented.
    if (!action.startsWith("sts:")) {
      for (const key of ["aws:resourceaccount", "aws:resourceorgpaths"]) context.set(key, "unknown");
    }
    return context;
  }

  #pastRcps(
    sure: Sureness,
    caller: CentralCaller,
    request: EffectRequest,
    target: CentralTarget,
    keys: Readonly<Record<string, string>>,
  ): Sureness {
    const { rcps } = target;
    const speaks = rcps?.some(
      (level) => "unknown" in level || level.some(({ policy }) => mentions(policy, request.action, "Deny")),
    );
    if (rcps === undefined || speaks !== true || sure.certainty === "possible") return sure;
    if (
      this.#call({ ...caller, principal: { ...caller.principal, management: false } }, request, target, keys, rcps) ===
      true
    ) {
      return sure;
    }
    return possible("whether a resource control policy stops AssumeRoot into a member is not known");
  }
}
