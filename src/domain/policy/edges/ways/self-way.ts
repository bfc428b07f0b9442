import { verdictsOn } from "../alike-targets.ts";
import { callOn, type Facts } from "../call.ts";
import type { Scene } from "../scene.ts";
import { targetFacts, unreadTags } from "../target-facts.ts";
import { type Way, wayOf } from "../way.ts";

/** A call on the caller itself or on a group, in a cell; null where it is closed. */
export function selfWay({ caller }: Scene, action: string, arn: string, facts: Facts, cell: number): Way | null {
  const { who, shared } = caller;
  const isSelf = arn === who.principal.arn;
  const more = isSelf ? targetFacts(shared, action, who) : unreadTags(shared, "absent");
  const call = callOn(action, [arn], [...facts, ...more]);
  // Callers that are alike share the answer: what looks at who calls would tell them apart.
  const [verdicts] = verdictsOn(shared, action, [{ arn, facts: call.facts }]);
  return wayOf(verdicts?.[cell], call);
}
