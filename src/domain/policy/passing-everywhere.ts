import type { GapView } from "./gap-view.ts";
import { passingByGuard } from "./left-open.ts";
import { iamArn } from "./own-arns.ts";
import { type Passing, statesWithoutMfa } from "./passing.ts";

/**
 * How an action on groups or customer managed policies passes by a guard, when it is not known which of them carries
 * the guard: open only where it passes on one that no statement speaks of and on each that some statement does; where
 * it passes on some of them it may.
 */
export function passingEverywhere(view: GapView, action: string, thing: "group" | "policy"): Passing {
  const any = passingByGuard(view, action, [iamArn(view.subject.principal, `${thing}/*`)]);
  if (any.open.length + any.may.length === 0) return any;
  const single = [iamArn(view.subject.principal, `${thing}/one-that-nobody-names`), ...mentioned(view, thing)];
  const each = single.map((arn) => passingByGuard(view, action, [arn]));
  const open = any.open.filter((state) => each.every((one) => one.open.includes(state)));
  const may = statesWithoutMfa.filter(
    (state) => !open.includes(state) && (any.open.includes(state) || any.may.includes(state)),
  );
  const what = thing === "group" ? "groups" : "policies";
  const why =
    any.open.length > 0 ? `it passes on some ${what} only, and which of them carries the guard is not known` : any.why;
  return { open, may, witness: open.length > 0 ? (each[0]?.witness ?? null) : null, why };
}

/** ARN patterns in the documents that speak of some groups, or policies, and not of all things. */
function mentioned(view: GapView, thing: string): readonly string[] {
  const found = new Set<string>();
  for (const { statement } of view.statements) {
    for (const pattern of statement.resources?.patterns ?? []) {
      const [, , service = "", , account = "", ...rest] = pattern.split(":");
      const name = rest.join(":");
      if (service !== "iam" || !name.startsWith(`${thing}/`) || account === "aws") continue;
      found.add(pattern);
    }
  }
  return [...found];
}
