/** How sure an answer is; `why` names the atom, document or fact that is missing, null when certain. */
export interface Sureness {
  readonly certainty: "certain" | "may";
  readonly why: string | null;
}

/** Nothing is missing. */
export const certain: Sureness = { certainty: "certain", why: null };

/** Something is missing. */
export function may(why: string): Sureness {
  return { certainty: "may", why };
}

/** The weaker of two; of two that are not sure the first names its reason. */
export function weaker(one: Sureness, other: Sureness): Sureness {
  const { certainty, why } = one.certainty === "may" || other.certainty === "certain" ? one : other;
  return { certainty, why };
}
