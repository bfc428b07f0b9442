import type { Actor, Effect, Grip } from "../../../domain/takeover/who-can.ts";
import type { HeldGrips } from "./grip-map.ts";
import type { Reacher, Route } from "./routes.ts";
import { isSurer, type Sureness, weaker } from "./verdict.ts";

interface Draft {
  readonly reacher: Reacher;
  readonly effects: Map<Effect, Grip>;
  readonly domains: Map<Effect, readonly string[] | undefined>;
}

/**
 * Joins who can act as whom with what the holders hold into actors, sorted by ARN. Of several ways to one effect the
 * surest is told, of those the shortest. Somebody of both lists is one actor.
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
        const draft = drafts.get(reacher.principal.arn) ?? { reacher, effects: new Map(), domains: new Map() };
        drafts.set(reacher.principal.arn, draft);
        take(draft, reacher, route, grips);
      }
    }
  }
  return [...drafts.values()].map(actorOf).sort((one, two) => (one.arn < two.arn ? -1 : 1));
}

function take(draft: Draft, reacher: Reacher, route: Route, grips: HeldGrips): void {
  for (const [effect, held] of grips) {
    const sure = weaker(weaker(reacher.entry, route), held);
    const known = draft.effects.get(effect);
    const isShorter =
      known !== undefined && known.certainty === sure.certainty && route.through.length < known.through.length;
    if (known !== undefined && !isShorter && !isSurer(sure, sureOf(known))) {
      // The same power without a limit on domains is worth more than a shorter way.
      if (known.certainty === sure.certainty && held.domains === undefined) draft.domains.set(effect, undefined);
      continue;
    }
    const isFree =
      known?.certainty === sure.certainty && draft.domains.get(effect) === undefined && draft.domains.has(effect);
    draft.domains.set(effect, isFree ? undefined : held.domains);
    draft.effects.set(effect, {
      certainty: sure.certainty,
      through: route.through,
      ...(sure.why === null ? {} : { why: sure.why }),
    });
  }
}

function sureOf(grip: Grip): Sureness {
  return { certainty: grip.certainty, why: grip.why ?? null };
}

function actorOf({ reacher, effects, domains }: Draft): Actor {
  const { principal, entrances } = reacher;
  const emailDomains = limitOf(domains);
  const sorted = new Map([...effects].sort(([one], [two]) => (one < two ? -1 : 1)));
  return {
    arn: principal.arn,
    account: principal.account,
    effects: sorted,
    entrances,
    ...(emailDomains === undefined ? {} : { emailDomains }),
  };
}

/** Domains that both halves of an e-mail move allow; a half without limit, or not held, adds no limit. */
function limitOf(domains: ReadonlyMap<Effect, readonly string[] | undefined>): readonly string[] | undefined {
  const start = domains.get("org:email-start");
  const accept = domains.get("org:email-accept");
  if (start === undefined || accept === undefined) return start ?? accept;
  const both = start.filter((domain) => accept.includes(domain));
  return both.length > 0 ? both : [...new Set([...start, ...accept])].sort();
}
