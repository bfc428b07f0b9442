import type { Beyond, Effect } from "../../../domain/takeover/who-can.ts";
import { joinedMoves, type Move } from "./joined-moves.ts";
import { isSurer, possible, type Sureness } from "./verdict.ts";

/** A permission that a principal holds itself. */
export interface HeldGrip extends Sureness {
  /** For e-mail moves limited by `account:EmailTargetDomain`: the domains. */
  readonly domains?: readonly string[] | undefined;
  /** Where else such a move may lead. */
  readonly beyond?: Beyond | undefined;
  /** Ids of the escalations by which the principal gets it; absent: it has it as it stands. */
  readonly by?: readonly string[] | undefined;
}

/** Effects that a principal holds itself. */
export type HeldGrips = ReadonlyMap<Effect, HeldGrip>;

/** Adds a grip to what is there: the surer counts, and of e-mail moves every domain that either reaches. */
export function addGrip(grips: Map<Effect, HeldGrip>, effect: Effect, grip: HeldGrip): void {
  const known = grips.get(effect);
  const joined = known === undefined ? grip : gripOf([...movesOf(known), ...movesOf(grip)]);
  if (joined !== null) grips.set(effect, joined);
}

/**
 * Joins what a principal holds as it stands with what it holds once it made itself administrator. Of an effect the surer
 * counts; of e-mail moves every domain that either reaches.
 */
export function withEscalated(
  own: HeldGrips,
  asAdministrator: HeldGrips,
  { certainty, why, by }: Sureness & { readonly by: readonly string[] },
): HeldGrips {
  const found = new Map(own);
  for (const [effect, held] of asAdministrator) {
    const moves = movesOf(held).map((move): Move => (certainty === "certain" ? move : { ...move, certainty, why }));
    const weakened = gripOf(moves);
    if (weakened === null) continue;
    const known = found.get(effect);
    if (known === undefined) found.set(effect, { ...weakened, by });
    else if (effect.startsWith("org:email-")) addGrip(found, effect, weakened);
    else if (isSurer(weakened, known)) found.set(effect, { ...weakened, by });
  }
  return found;
}

/** The parts of a grip: what it reaches for as sure as it says, and what only possibly. */
export function movesOf({ certainty, why, domains, beyond }: HeldGrip): readonly Move[] {
  const own = { certainty, why, domains };
  return beyond === undefined ? [own] : [own, { ...possible(beyond.why), domains: beyond.domains }];
}

/** One grip from its parts; null without any. */
export function gripOf(moves: readonly Move[]): HeldGrip | null {
  const joined = joinedMoves(moves);
  if (joined === null) return null;
  const { best, domains, beyond } = joined;
  return {
    certainty: best.certainty,
    why: best.why,
    ...(domains === undefined ? {} : { domains }),
    ...(beyond === undefined ? {} : { beyond }),
  };
}
