import { may, type Truth } from "../language/truth.ts";
import { decide } from "./decide.ts";
import { couldAllow } from "./mentions.ts";
import type { Question } from "./question.ts";

/**
 * `decide` for callers that ask often and only want to know whether: allowed, denied, or may with its reason. A caller
 * whose identity policies have no Allow for the action is refused without looking further.
 */
export function mayCall(question: Question): Truth {
  if (hasNothing(question)) return false;
  const answer = decide(question, { trace: false });
  switch (answer.decision) {
    case "allowed":
      return true;
    case "unknown":
      return may(answer.why);
    case "implicitly-denied":
    case "explicitly-denied":
      return false;
  }
}

/** True when nothing could grant: no resource policy, no Allow for the action, and no service rule that allows it. */
function hasNothing({ caller, layers, ask }: Question): boolean {
  if (caller === "anonymous" || caller.kind === "root" || caller.kind === "assumed-root") return false;
  if (layers.resource !== undefined || ask.action.toLowerCase().startsWith("sts:get")) return false;
  return !couldAllow(layers.identity, ask.action);
}
