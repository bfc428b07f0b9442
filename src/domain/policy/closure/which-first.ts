import type { Escalation, Gives } from "../escalation.ts";
import type { Move, Place } from "./moves/move.ts";
import type { Sureness } from "./sureness.ts";

/** Of these escalations any principal is a target, whatever it may do itself; they are looked at first. */
export const makesAdministrator: ReadonlySet<Gives> = new Set<Gives>([
  "any-policy",
  "role-with-any-policy",
  "role-without-boundary",
  "user-key-with-any-policy",
]);

/** Nothing better can come of a place: whether some credentials open a console is itself not known. */
export function isBest({ standing }: Place, found: Sureness | null): boolean {
  if (found === null) return false;
  return found.certainty === "certain" || standing.credential.startsWith("session-token-console");
}

/** A call that leads to root. */
export function isRoot({ gives }: Escalation): boolean {
  return gives === "root";
}

/** How likely a move ends the search: sure ones before others, those with any policy before those as it is. */
export function likely({ certainty, to }: Move): number {
  return (certainty === "certain" ? 2 : 0) + (to.standing.isFull ? 1 : 0);
}

/** Assuming a role as it is: that is looked for from the roles that lead somewhere. */
export function isPlainAssume({ gives, needs }: Escalation): boolean {
  return gives === "role" && needs.every(({ action }) => action === "sts:AssumeRole");
}
