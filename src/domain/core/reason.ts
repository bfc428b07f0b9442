/** Reasons that say something asked for could not be seen: they make a run partial (exit 3). */
export const countedReasons = ["denied", "no-role", "throttled", "unreachable", "credentials-expired"] as const;

/** Reasons that never make a run partial; each is listed once with the step that would show the fact. */
export const quietReasons = ["not-in-mode", "not-asked", "not-observable", "not-declared"] as const;

/** All nine reason words. */
export const reasons = [...countedReasons, ...quietReasons] as const;

/** Why a fact is unknown. */
export type Reason = (typeof reasons)[number];

/** True when the reason makes a run partial. */
export function isCounted(reason: Reason): boolean {
  return (countedReasons as readonly Reason[]).includes(reason);
}
