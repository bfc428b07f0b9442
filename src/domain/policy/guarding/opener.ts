import type { GapHit } from "../gap.ts";
import type { BoundStatement, GapView } from "../judging/gap-view.ts";
import { placeOf } from "./left-open.ts";
import { refKey } from "./mending.ts";

/**
 * For each action the first of some Allow statements that alone, without the others of them, lets it pass in some state;
 * null where only several together do. Worked out when the first is asked for.
 */
export function openerOf(
  view: GapView,
  among: (each: Pick<BoundStatement, "ref" | "statement">) => boolean,
): (action: string) => GapHit["statement"] {
  let places: Map<string, GapHit["statement"]> | null = null;
  return (action) => {
    places ??= placesIn(view, among);
    return places.get(action) ?? null;
  };
}

function placesIn(view: GapView, among: Parameters<typeof openerOf>[1]): Map<string, GapHit["statement"]> {
  const places = new Map<string, GapHit["statement"]>();
  for (const one of view.statements.filter(among)) {
    const only = view.variant((statement, ref) =>
      among({ ref, statement }) && refKey(ref) !== refKey(one.ref) ? null : statement,
    );
    for (const state of only.states) {
      for (const verdict of ["open", "may"] as const) {
        for (const name of only.names(state, verdict)) if (!places.has(name)) places.set(name, placeOf(one));
      }
    }
  }
  return places;
}
