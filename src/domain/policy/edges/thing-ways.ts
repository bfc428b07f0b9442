import { statementsFor } from "../../iam/decide/compiled-policy.ts";
import { arnSegments } from "../../iam/language/arn-segments.ts";
import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { Escalation, Need } from "../escalation.ts";
import { type Call, callOn } from "./call.ts";
import type { Questions } from "./questions.ts";
import { type ThingArns, thingArns } from "./thing-arns.ts";
import { doubted, inTurn, type Way, wayOf } from "./way.ts";

const remembered = new WeakMap<Questions, Map<string, readonly (Way | null)[]>>();

/**
 * The calls of a way that are about things which no IAM data holds (new ones, existing ones, any), cell by cell; null
 * where one of them is closed. Calls about the same thing must pass on one and the same.
 */
export function thingWays(questions: Questions, { needs }: Escalation): readonly (Way | null)[] {
  const asked = needs.filter((need) => need.isOptional !== true && isThing(need));
  const known = remembered.get(questions) ?? new Map<string, readonly (Way | null)[]>();
  remembered.set(questions, known);
  const key = asked.map(({ action, resource }) => `${action} ${resource}`).join(",");
  const found = known.get(key) ?? find(questions, asked);
  known.set(key, found);
  return found;
}

/** True for things that are neither principals nor policies, groups or devices of them. */
export function isThing({ resource }: Need): boolean {
  return resource === "any" || resource.startsWith("new ") || resource.startsWith("existing ");
}

/** A call about a thing. */
export interface ThingCall {
  readonly action: string;
  readonly thing: ThingArns;
}

function find(questions: Questions, needs: readonly Need[]): readonly (Way | null)[] {
  const { account, arn } = questions.subject.principal;
  const [, partition = "aws"] = arn.split(":");
  // Calls about one thing of one type go together; the order of the calls stays that of the needs.
  const groups = new Map<string, ThingCall[]>();
  for (const { action, resource } of needs) {
    const thing = thingArns(action, resource, partition, account);
    const key = thing.arns === null || resource === "any" ? action : `${resource} ${thing.arns.join(" ")}`;
    groups.set(key, [...(groups.get(key) ?? []), { action, thing }]);
  }
  const all = [...groups.values()];
  const place = new Map(needs.map(({ action }, at) => [action, at]));
  return questions.cells.map((_, cell) => {
    const way = inTurn(all.map((group) => onOne(questions, cell, group)));
    if (way === null) return null;
    const calls = way.calls.toSorted((one, two) => (place.get(one.action) ?? 0) - (place.get(two.action) ?? 0));
    return { ...way, calls };
  });
}

/** Calls on one and the same thing, in a cell; null where no thing passes all of them. */
export function onOne(questions: Questions, cell: number, group: readonly ThingCall[]): Way | null {
  const at = (call: Call): ClassVerdict | undefined => questions.verdicts(call)[cell];
  const calls = group.map(({ action, thing }) => callOn(action, thing.arns));
  const way = inTurn(calls.map((call) => wayOf(at(call), call)));
  if (way === null) return null;
  const [first] = calls;
  if (first === undefined || group.length === 1) return alsoOthers(way, at, group);
  const on = (arns: readonly string[]): Way | null =>
    inTurn(group.map(({ action }) => wayOf(at(callOn(action, arns)), callOn(action, arns))));
  const tried = new Map<string, Way | null>();
  const attempt = (call: Call): void => {
    const verdict = at(call);
    if (verdict?.verdict !== "open") return;
    const { resource } = verdict.witness();
    if (!tried.has(resource)) tried.set(resource, on([resource]));
  };
  for (const call of calls) attempt(call);
  for (const { action } of group) {
    if ([...tried.values()].some((each) => each?.certainty === "certain")) break;
    const granted = grantedArns(questions, action);
    if (granted === null) continue;
    for (const other of group) {
      if (other.action === action) continue;
      // What one call is granted on is all that there is for the others.
      if (granted.length === 0 || at(callOn(other.action, granted))?.verdict === "closed") return null;
      for (const pattern of granted) attempt(callOn(other.action, [pattern]));
    }
  }
  const ways = [...tried.values()].filter((each) => each !== null);
  const best = ways.find(({ certainty }) => certainty === "certain") ?? ways[0];
  if (best !== undefined) return alsoOthers(best, at, group);
  const names = group.map(({ action }) => action).join(", ");
  return doubted(way, `${names} pass, but whether on one and the same thing is not clear`);
}

/** Whether the calls pass on the other things that AWS may ask about, too. */
function alsoOthers(way: Way, at: (call: Call) => ClassVerdict | undefined, group: readonly ThingCall[]): Way {
  for (const { action, thing } of group) {
    for (const other of way.certainty === "may" ? [] : thing.others) {
      const verdict = at(callOn(action, [other]));
      if (verdict?.verdict !== "open") {
        const why = `${action} may also have to be allowed on ${other}`;
        return { ...way, certainty: "may", why };
      }
    }
  }
  return way;
}

/** The ARNs on which identity documents allow an action; null when they cannot be told from their texts. */
function grantedArns({ subject }: Questions, action: string): readonly string[] | null {
  const { identity } = subject.layers;
  if ("unknown" in identity) return null;
  const found = new Set<string>();
  for (const { policy } of identity) {
    for (const { statement } of statementsFor(policy, action.toLowerCase())) {
      if (statement.effect === "Deny") continue;
      const { resources } = statement;
      if (resources === null || resources.negated) return null;
      for (const pattern of resources.patterns) {
        const segments = pattern.includes("${") ? null : arnSegments(pattern, false);
        if (segments === null || segments[0] !== "arn") return null;
        found.add(pattern);
      }
    }
  }
  return [...found];
}
