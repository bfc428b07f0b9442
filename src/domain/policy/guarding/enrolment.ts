import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";

/** The calls that enrol a virtual MFA device. */
export const enrolmentCalls: readonly string[] = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];

/**
 * Enrolment that a broad guard leaves out on purpose and a second statement takes from keys only: a user without device
 * enrols the first one in a console session without MFA. What that leaves open is asked of the enrolment itself. The
 * call for a federation token goes with it: it needs a long-term key, whose requests have no MFA key.
 */
export function isEnrolmentInConsole(view: GapView, { action, states }: GapHit): boolean {
  if (!view.isGuarded || states.some((state) => state !== "false")) return false;
  const isMeant = enrolmentCalls.includes(action) || action === "sts:GetFederationToken";
  return isMeant && view.mended().answer(action, "false").verdict !== "closed";
}
