import type { GapView } from "../judging/gap-view.ts";
import { passingByGuard } from "./left-open.ts";
import { iamArn } from "./own-arns.ts";
import { type Passing, statesWithoutMfa } from "./passing.ts";

/** Things of which one carries the guard, and nobody knows which. */
export interface Carriers {
  /** As people call them, many: `groups`. */
  readonly name: string;
  /** All of them: `["…:group/*"]`, or the one ARN that is known. */
  readonly arns: readonly string[];
  /** `group` or `policy` where the ARN tells which; absent where it is known. */
  readonly thing?: "group" | "policy" | undefined;
  /** The condition key that tells which policy the call takes, lower case; absent where there is none. */
  readonly key?: string | undefined;
}

/**
 * How an action passes by a guard when it is not known which of some things carries the guard: open only where it passes
 * for one that no statement speaks of and for each that some statement does; where it passes for some of them it may.
 */
export function passingEverywhere(view: GapView, action: string, { name, arns, thing, key }: Carriers): Passing {
  const any = passingByGuard(view, action, arns);
  if (any.open.length + any.may.length === 0) return any;
  const { principal } = view.subject;
  const single =
    thing === undefined ? arns : [iamArn(principal, `${thing}/${nobody}`), ...mentionedThings(view, thing)];
  const subjects = key === undefined ? [view] : mentionedValues(view, key).map((value) => taking(view, key, value));
  const each = subjects.flatMap((subject) => single.map((arn) => passingByGuard(subject, action, [arn])));
  const open = any.open.filter((state) => each.every((one) => one.open.includes(state)));
  const may = statesWithoutMfa.filter(
    (state) => !open.includes(state) && (any.open.includes(state) || any.may.includes(state)),
  );
  const why =
    any.open.length > 0 ? `it passes for some ${name} only, and which of them carries the guard is not known` : any.why;
  return { open, may, witness: open.length > 0 ? any.witness : null, why };
}

const nobody = "one-that-nobody-names";

function taking(view: GapView, key: string, value: string): GapView {
  return view.about({ keys: new Map([...(view.subject.keys ?? []), [key, [value]]]) });
}

/** ARN patterns in the documents that speak of some groups, or policies, and not of all things. */
function mentionedThings(view: GapView, thing: string): readonly string[] {
  const found = new Set<string>();
  for (const { statement } of view.statements) {
    for (const pattern of statement.resources?.patterns ?? []) {
      const [, , service = "", , account = "", ...rest] = pattern.split(":");
      if (service === "iam" && account !== "aws" && rest.join(":").startsWith(`${thing}/`)) found.add(pattern);
    }
  }
  return [...found];
}

/** A policy that nobody names, and those that conditions on the key name; of a pattern one that matches it. */
function mentionedValues(view: GapView, key: string): readonly string[] {
  const found = new Set([iamArn(view.subject.principal, `policy/${nobody}`)]);
  for (const { statement } of view.statements) {
    for (const entry of statement.conditions) {
      if (entry.key.toLowerCase() === key) for (const value of entry.values) found.add(value.replace(/[*?]/g, "x"));
    }
  }
  return [...found];
}
