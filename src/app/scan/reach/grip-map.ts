import type { Effect } from "../../../domain/takeover/who-can.ts";
import { isSurer, type Sureness } from "./verdict.ts";

/** A permission that a principal holds itself. */
export interface HeldGrip extends Sureness {
  /** For e-mail moves limited by `account:EmailTargetDomain`: the domains. */
  readonly domains?: readonly string[] | undefined;
}

/** Effects that a principal holds itself. */
export type HeldGrips = ReadonlyMap<Effect, HeldGrip>;

/** Adds a grip where it is better for an attacker than what is there; unlimited beats limited at the same sureness. */
export function addGrip(grips: Map<Effect, HeldGrip>, effect: Effect, grip: HeldGrip): void {
  const known = grips.get(effect);
  const frees = known?.domains !== undefined && grip.domains === undefined && known.certainty === grip.certainty;
  if (known === undefined || isSurer(grip, known) || frees) grips.set(effect, grip);
}
