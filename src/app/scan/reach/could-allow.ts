import type { Layer } from "../../../domain/iam/decide/question.ts";
import { AllowedActions } from "../../../domain/iam/principals/allowed-actions.ts";
import { dangerousActions } from "../../../domain/takeover/effect-requests.ts";

/** The call by which one principal becomes another. */
export const assumeRole = "sts:AssumeRole";

const watched = new AllowedActions([...dangerousActions, assumeRole]);

/** True when a layer could allow one of the watched actions: some Allow covers it, or the layer is not known. */
export function couldAllow(layer: Layer, action: string): boolean {
  return "unknown" in layer || layer.some(({ policy }) => watched.of(policy).has(action));
}

/** True when a layer could allow any action that gives an effect. */
export function couldHarm(layer: Layer): boolean {
  return dangerousActions.some((action) => couldAllow(layer, action));
}
