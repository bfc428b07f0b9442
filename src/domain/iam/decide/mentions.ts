import type { Policy } from "../language/policy.ts";
import { statementsFor } from "./compiled-policy.ts";
import type { Layer } from "./question.ts";

/** True when some statement of the effect covers the action, whatever its resource and conditions. Cheap when repeated. */
export function mentions(policy: Policy, action: string, effect: "Allow" | "Deny" = "Allow"): boolean {
  return statementsFor(policy, action.toLowerCase()).some((each) => each.statement.effect === effect);
}

/** True when a layer could allow the action: some Allow covers it, or the layer is not known. */
export function couldAllow(layer: Layer, action: string): boolean {
  return "unknown" in layer || layer.some((named) => mentions(named.policy, action));
}
