import type { ClassVerdict } from "../../iam/prove/answer.ts";
import { statementsFor } from "../../iam/decide/compiled-policy.ts";
import { arnSegments } from "../../iam/language/arn-segments.ts";
import { type Glob, glob, matchesGlob } from "../../iam/language/glob.ts";
import { isFederated } from "../../iam/prove/facts/caller.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import { callOn, type Facts } from "./call.ts";
import { factsKey, type Questions } from "./questions.ts";

/** A thing that calls may be about. */
export interface Target {
  readonly arn: string;
  readonly facts: Facts;
}

/**
 * The verdicts on one action for many things, thing by thing and cell by cell. Things that every Resource element of the
 * subject's documents treats alike are asked about once.
 */
export function verdictsOn(
  questions: Questions,
  action: string,
  targets: readonly Target[],
): readonly (readonly ClassVerdict[])[] {
  const { signature, known } = alikeOf(questions, action);
  return targets.map(({ arn, facts }) => {
    const key = `${signature(arn)} ${factsKey(facts)}`;
    const found = known.get(key) ?? questions.verdicts(callOn(action, [arn], facts));
    known.set(key, found);
    return found;
  });
}

interface Alike {
  readonly signature: (arn: string) => string;
  readonly known: Map<string, readonly ClassVerdict[]>;
}

const remembered = new WeakMap<Questions, Map<string, Alike>>();

function alikeOf(questions: Questions, action: string): Alike {
  const byAction = remembered.get(questions) ?? new Map<string, Alike>();
  remembered.set(questions, byAction);
  const found = byAction.get(action) ?? { signature: signatures(questions, action), known: new Map() };
  byAction.set(action, found);
  return found;
}

/** Texts that are the same for ARNs which the documents treat alike under an action. */
export function signatures(questions: Questions, action: string): (arn: string) => string {
  const patterns = new Set<string>();
  const { subject, policies } = questions;
  let isHard = false;
  for (const policy of policies) {
    for (const { statement } of statementsFor(policy, action.toLowerCase())) {
      for (const written of statement.resources?.patterns ?? []) {
        const text = policy.version === "2012-10-17" ? withName(written, subject) : written;
        if (text === null) isHard = true;
        else if (text !== "*") patterns.add(text);
      }
    }
  }
  const tests = [...patterns].map(testOf);
  // The own ARN stands apart where a rule on devices speaks of it.
  const own = subject.devices === 0 ? null : subject.principal.arn;
  return (arn) => {
    if (isHard || (tests.length > 0 && /[*?]/.test(arn))) return arn;
    return `${arn === own ? "own " : ""}${tests.map((test) => test(arn)).join("")}`;
  };
}

/** The pattern with the user's name put in; null when another variable stands there, a text for nobody when there is none. */
function withName(pattern: string, { principal, credential }: Subject): string | null {
  if (!pattern.includes("${")) return pattern;
  const name = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
  const hasName = principal.kind === "user" && !isFederated(credential);
  const text = pattern.replaceAll(/\$\{aws:username\}/gi, hasName ? name : "$");
  return text.includes("${") ? null : text;
}

/** Both ways of reading a pattern: over the whole text, and segment by segment. */
function testOf(pattern: string): (arn: string) => string {
  const whole = glob(pattern);
  const segments: readonly Glob[] | null = arnSegments(pattern, false)?.map(glob) ?? null;
  return (arn) => {
    const parts = arnSegments(arn, false);
    const bySegment =
      segments !== null && parts !== null && segments.every((segment, at) => matchesGlob(segment, parts[at] ?? ""));
    return `${matchesGlob(whole, arn) ? 1 : 0}${bySegment ? 1 : 0}`;
  };
}
