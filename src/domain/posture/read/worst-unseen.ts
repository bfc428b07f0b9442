import { isSeen, type Fact, type Unseen } from "../../core/fact.ts";
import { isCounted } from "../../core/reason.ts";

/** The unseen fact to report: one that counts as not looked at before one that never counts; null when all were read. */
export function worstUnseen(facts: readonly Fact<unknown>[]): Unseen | null {
  let worst: Unseen | null = null;
  for (const fact of facts) {
    if (isSeen(fact)) continue;
    if (worst === null || (isCounted(fact.why) && !isCounted(worst.why))) worst = fact;
  }
  return worst;
}
