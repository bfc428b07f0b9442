import type { Actor, Effect, Grip } from "../../../domain/takeover/who-can.ts";
import { type HeldGrips, movesOf } from "./grip-map.ts";
import { joinedMoves, type Move } from "./joined-moves.ts";
import type { Reacher, Route } from "./routes.ts";
import { isSurer, type Sureness, weaker } from "./verdict.ts";

interface Draft {
  readonly reacher: Reacher;
  readonly effects: Map<Effect, Grip>;
  /** Every way to an effect that mail domains may limit. */
  readonly moves: Map<Effect, Way[]>;
}

interface Way extends Move {
  readonly through: readonly string[];
  readonly by: readonly string[];
}

/**
 * Joins who can act as whom with what the holders hold into actors, sorted by ARN. Of several ways to one effect the
 * surest is told, of those the shortest; e-mail moves reach every mail domain that one of the ways reaches. Somebody of both lists is one actor.
 */
export function actorsOf(
  lists: readonly { readonly reachers: readonly Reacher[]; readonly held: ReadonlyMap<string, HeldGrips> }[],
): readonly Actor[] {
  const drafts = new Map<string, Draft>();
  for (const { reachers, held } of lists) {
    for (const reacher of reachers) {
      for (const route of reacher.routes) {
        const grips = held.get(route.holder);
        if (grips === undefined || grips.size === 0) continue;
        const draft = drafts.get(reacher.principal.arn) ?? { reacher, effects: new Map(), moves: new Map() };
        drafts.set(reacher.principal.arn, draft);
        take(draft, reacher, route, grips);
      }
    }
  }
  return [...drafts.values()].map(actorOf).sort((one, two) => (one.arn < two.arn ? -1 : 1));
}

function take(draft: Draft, reacher: Reacher, route: Route, grips: HeldGrips): void {
  for (const [effect, held] of grips) {
    if (moves.has(effect)) {
      const ways = draft.moves.get(effect) ?? [];
      draft.moves.set(effect, ways);
      for (const move of movesOf(held)) {
        const { certainty, why } = weaker(weaker(reacher.entry, route), move);
        const by = [...route.by, ...(held.by ?? [])];
        ways.push({ certainty, why, domains: move.domains, through: route.through, by });
      }
      continue;
    }
    const sure = weaker(weaker(reacher.entry, route), held);
    const known = draft.effects.get(effect);
    const isShorter =
      known !== undefined && known.certainty === sure.certainty && route.through.length < known.through.length;
    if (known !== undefined && !isShorter && !isSurer(sure, sureOf(known))) continue;
    draft.effects.set(effect, gripOf(sure, route.through, [...route.by, ...(held.by ?? [])]));
  }
}

const moves: ReadonlySet<Effect> = new Set<Effect>(["org:email-start", "org:email-accept"]);

function gripOf({ certainty, why }: Sureness, through: readonly string[], by: readonly string[]): Grip {
  return { certainty, through, ...(why === null ? {} : { why }), ...(by.length === 0 ? {} : { by }) };
}

function sureOf(grip: Grip): Sureness {
  return { certainty: grip.certainty, why: grip.why ?? null };
}

function actorOf({ reacher, effects, moves: byEffect }: Draft): Actor {
  const { principal, entrances } = reacher;
  const grips = [...effects];
  for (const [effect, ways] of byEffect) {
    const shortest = ways.toSorted((one, two) => one.through.length - two.through.length);
    const joined = joinedMoves(shortest);
    if (joined === null) continue;
    const { best, ...reach } = joined;
    grips.push([effect, { ...gripOf(best, best.through, best.by), ...reach }]);
  }
  const sorted = new Map(grips.sort(([one], [two]) => (one < two ? -1 : 1)));
  return { arn: principal.arn, account: principal.account, effects: sorted, entrances };
}
