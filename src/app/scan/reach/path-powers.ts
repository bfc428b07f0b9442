import type { OrgPolicy } from "../../../domain/snapshot/organization-facts.ts";
import { type EffectRequest, pathEffects, type RequestScope } from "../../../domain/takeover/effect-requests.ts";
import type { Effect } from "../../../domain/takeover/who-can.ts";
import { callerKey, type CentralCaller, type CentralCalls, type CentralTarget } from "./central-call.ts";
import type { CentralOffice } from "./central-offices.ts";
import { couldAllow } from "./could-allow.ts";
import type { HeldGrip } from "./grip-map.ts";
import type { Guards } from "./organization-guards.ts";
import { certain, isSurer, possible, type Sureness, weaker } from "./verdict.ts";

type Answer = (request: EffectRequest) => Sureness | null;

const { policyEdit, delegateRegister } = pathEffects;

/** The two effects that depend on the policies over a member, or on which member a delegate can be. */
export class PathPowers {
  readonly #calls: CentralCalls;
  readonly #members: readonly string[];
  readonly #root: string;
  readonly #registrars = new Map<string, Sureness | null>();

  /** `root`: id of the organization's root. */
  constructor(calls: CentralCalls, members: readonly string[], root: string) {
    this.#calls = calls;
    this.#members = members;
    this.#root = root;
  }

  /** What a principal of an office holds over a member. */
  of(
    caller: CentralCaller,
    office: CentralOffice,
    target: CentralTarget,
    guards: Guards,
  ): ReadonlyMap<Effect, HeldGrip> {
    const found = new Map<Effect, HeldGrip>();
    const { delegation } = office;
    const answer: Answer | null = office.isManagement
      ? (request) => this.#calls.answer(caller, request, target)
      : delegation === null
        ? null
        : (request) => this.#calls.delegated(caller, request, target, delegation);
    const edit = answer === null ? null : editing(answer, caller, { ...target.scope, root: this.#root }, guards);
    if (edit !== null) found.set(policyEdit.effect, edit);
    const register = office.isManagement ? this.#registering(caller, target) : null;
    if (register !== null) found.set(delegateRegister.effect, register);
    return found;
  }

  /** Any member will do as delegate: one that no policy names, else those that the principal's documents name. */
  #registering(caller: CentralCaller, target: CentralTarget): Sureness | null {
    const { principal } = caller;
    if (!couldAllow(principal.identity, delegateRegister.action)) return null;
    const isSame = this.#calls.isSameForAll(caller, delegateRegister.action, target.scope);
    const known = isSame ? this.#registrars.get(callerKey(principal)) : undefined;
    if (known !== undefined) return known;
    let best: Sureness | null = null;
    for (const member of ["000000000000", ...this.#named(caller)]) {
      for (const service of delegateRegister.services) {
        const request: EffectRequest = {
          action: delegateRegister.action,
          resource: (scope) => arnOf(scope, member),
          context: () => ({ "organizations:serviceprincipal": service }),
        };
        const sure = this.#calls.answer(caller, request, target);
        if (sure !== null && isSurer(sure, best)) best = sure;
      }
      if (best?.certainty === "certain") break;
    }
    if (isSame) this.#registrars.set(callerKey(principal), best);
    return best;
  }

  #named({ principal }: CentralCaller): readonly string[] {
    if (!Array.isArray(principal.identity)) return [];
    const text = JSON.stringify(principal.identity);
    return this.#members.filter((member) => text.includes(member));
  }
}

interface EditScope extends RequestScope {
  readonly root: string;
}

/**
 * Taking policies off: certain when every policy of the path can be changed or detached, or its type ended; possible
 * when only some can, or when the account can merely be moved or removed.
 */
function editing(answer: Answer, caller: CentralCaller, scope: EditScope, guards: Guards): Sureness | null {
  const actions = [policyEdit.update, policyEdit.detach, policyEdit.endType, ...policyEdit.onAccount];
  if (!actions.some((action) => couldAllow(caller.principal.identity, action))) return null;
  const policies = guards.onPath.length > 0 ? guards.onPath : [anyScp];
  const offs = policies.map((policy) => takingOff(answer, policy, scope));
  const given = offs.filter((each) => each !== null);
  if (given.length === offs.length) return given.find(({ certainty }) => certainty === "possible") ?? given[0] ?? null;
  if (given.length > 0) return possible("only some of the policies over the account can be changed");
  const account = arnOf(scope, scope.target);
  const moves = policyEdit.onAccount.some((action) => answer({ action, resource: () => account }) !== null);
  return moves ? possible("the account can be moved or removed, and what binds it then is not known") : null;
}

/** Where no policy of the organization's own lies over the account, one that nobody names stands for those to come. */
const anyScp: Edited = { id: "p-00000000", type: "SERVICE_CONTROL_POLICY", targets: [] };

interface Edited {
  readonly id: string;
  readonly type: OrgPolicy["type"];
  readonly targets: OrgPolicy["targets"] | readonly [];
}

function takingOff(answer: Answer, { id, type, targets }: Edited, scope: EditScope): Sureness | null {
  const context = () => ({ "organizations:policytype": type });
  const ask = (action: string, arn: string): Sureness | null => answer({ action, resource: () => arn, context });
  const folder = type === "SERVICE_CONTROL_POLICY" ? "service_control_policy" : "resource_control_policy";
  const policyArn = `arn:${scope.partition}:organizations::${scope.management}:policy/${scope.organization}/${folder}/${id}`;
  const places = "value" in targets ? targets.value : [];
  const ways = [
    ask(policyEdit.update, policyArn),
    // Detaching is a call on the policy and on each place it hangs at.
    all([ask(policyEdit.detach, policyArn), ...places.map((place) => ask(policyEdit.detach, arnOf(scope, place)))]),
    ask(policyEdit.endType, arnOf(scope, scope.root)),
  ];
  let best: Sureness | null = null;
  for (const way of ways) if (way !== null && isSurer(way, best)) best = way;
  return best;
}

function all(answers: readonly (Sureness | null)[]): Sureness | null {
  let sure: Sureness | null = certain;
  for (const answer of answers) sure = sure === null || answer === null ? null : weaker(sure, answer);
  return sure;
}

/** The ARN of a root, unit or account by its id. */
function arnOf({ partition, management, organization }: RequestScope, id: string): string {
  const kind = id.startsWith("r-") ? "root" : id.startsWith("ou-") ? "ou" : "account";
  return `arn:${partition}:organizations::${management}:${kind}/${organization}/${id}`;
}
