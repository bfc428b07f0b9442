import { and, may, type Truth } from "../language/truth.ts";
import type { CompiledStatement } from "./compiled-policy.ts";
import { matchCondition } from "./match-condition.ts";
import { matchResources } from "./match-resource.ts";
import type { Request } from "./request.ts";

/** Whether a statement that covers the action covers the resource and has its conditions met; principals apart. */
export function matchStatement(tested: CompiledStatement, request: Request): Truth {
  const { statement } = tested;
  let truth: Truth = true;
  if (statement.actions.negated && statement.actions.patterns.length === 0) truth = may("NotAction lists nothing");
  if (statement.resources !== null) {
    truth = and(truth, matchResources(tested.resources, statement.resources.negated, statement.effect, request));
  }
  for (const condition of tested.conditions) {
    if (truth === false) return false;
    truth = and(truth, matchCondition(condition, request));
  }
  return truth;
}
