import type { Statement } from "../../iam/language/policy.ts";
import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { faultOf, type GuardFault, refusesMfa } from "./guard-fault.ts";
import type { GuardStatement } from "./guard-statement.ts";
import { firstName, letThrough, openHit } from "./let-through.ts";
import { mendingThose } from "./mending.ts";
import { demandingMfa } from "./mfa-condition.ts";
import { isEverything, versionOf, within } from "./within.ts";

/**
 * What passes because guards have one fault, and one `lockout` when they also keep out sessions with MFA. A guard on some
 * resources is judged by requests on those: elsewhere the same action may pass whatever the guard says.
 */
export function throughFault(view: GapView, fault: GuardFault): readonly GapHit[] {
  const isFaulty = (guard: GuardStatement): boolean => faultOf(guard) === fault;
  const places = new Map<string, GapView>();
  for (const { statement, ref } of view.guards.filter(isFaulty)) {
    const version = versionOf(view, ref);
    for (const resources of partsOf(statement)) {
      const isAll = resources === null || isEverything(resources);
      places.set(isAll ? "all" : JSON.stringify([resources, version]), within(view, resources, version));
    }
  }
  return oneEach(
    [...places.values()].flatMap((place) => {
      const hits = reachable(place, letThrough(place, isFaulty));
      const locked = lockedOut(place, place.guards.filter(isFaulty).filter(refusesMfa));
      return locked === null ? hits : [...hits, locked];
    }),
  );
}

/**
 * The resources on which a guard is judged. What a Deny holds back is closed on all of them together; of an Allow each
 * is looked at alone, because another Allow may open one of them.
 */
function partsOf({ effect, resources }: Statement): readonly Statement["resources"][] {
  if (effect === "Deny" || resources === null || resources.negated || isEverything(resources)) return [resources];
  return resources.patterns.map((pattern) => ({ negated: false, patterns: [pattern] }));
}

const worst: readonly GapHit["verdict"][] = ["gap", "may", "lockout", "note"];

/** Of several hits on one action the worst, a lockout apart; a note only where there is nothing else. */
function oneEach(hits: readonly GapHit[]): readonly GapHit[] {
  const found = new Map<string, GapHit>();
  for (const verdict of worst) {
    if (verdict === "note" && found.size > 0) break;
    for (const hit of hits) {
      if (hit.verdict !== verdict) continue;
      const key = verdict === "lockout" ? "lockout" : verdict === "note" ? "note" : hit.action;
      if (!found.has(key)) found.set(key, hit);
    }
  }
  return [...found.values()];
}

/** Roles have no long-term keys: no request of theirs comes without the key. */
function reachable(view: GapView, hits: readonly GapHit[]): readonly GapHit[] {
  const { kind } = view.subject.principal;
  if (kind === "user" || kind === "root") return hits;
  return hits.flatMap((hit): readonly GapHit[] => {
    const states = hit.states.filter((state) => state !== "absent");
    const [state] = states;
    if (state === undefined) return [];
    if (states.length === hit.states.length) return [hit];
    const { action, statement } = hit;
    const answer = view.answer(action, state);
    if (hit.verdict === "gap" && answer.verdict === "open") return [openHit(answer, { action, states, statement })];
    return [{ ...hit, states, witness: null }];
  });
}

/** One hit for all actions that a session with MFA is refused only because of the guards; null without any. */
function lockedOut(view: GapView, inverted: readonly GuardStatement[]): GapHit | null {
  const [first] = inverted;
  if (first === undefined || !view.states.includes("true")) return null;
  const mended = view.variant(mendingThose(inverted, demandingMfa));
  const open = new Set(mended.names("true", "open"));
  const refused = view.names("true", "closed").filter((action) => open.has(action));
  const action = firstName(refused);
  if (action === undefined) return null;
  const states = (["true", "old"] as const).filter(
    (state) => view.states.includes(state) && view.answer(action, state).verdict === "closed",
  );
  const says = `The condition is the wrong way round: it refuses sessions that were opened with MFA (${refused.length === 1 ? "1 action" : `${refused.length} actions`}).`;
  const statement = { document: first.document, index: first.statement.index };
  return { verdict: "lockout", action, states, witness: null, statement, says };
}
