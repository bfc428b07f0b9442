import { statementsFor } from "../decide/compiled-policy.ts";
import type { Layer } from "../decide/question.ts";

/** Values that documents compare `account:EmailTargetDomain` with, for an action; lower case. Stars stay as written. */
export function emailDomainsNamed(layers: readonly (Layer | undefined)[], action: string): readonly string[] {
  const found = new Set<string>();
  for (const layer of layers) {
    if (layer === undefined || "unknown" in layer) continue;
    for (const { policy } of layer) {
      for (const { statement } of statementsFor(policy, action.toLowerCase())) {
        for (const { key, values } of statement.conditions) {
          if (/^account:emailtargetdomain$/i.test(key)) for (const value of values) found.add(value.toLowerCase());
        }
      }
    }
  }
  return [...found].sort();
}
