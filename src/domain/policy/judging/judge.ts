import type { Gap, GapHit, GapVerdict } from "../gap.ts";
import type { GapView } from "./gap-view.ts";
import { tellingOrder } from "./telling-order.ts";
import { replay } from "./replay.ts";

/** One action that one gap concerns. */
export interface JudgedHit {
  readonly gap: Gap;
  readonly hit: GapHit;
  /** What the concrete evaluator says of the witness; null when there is no witness. */
  readonly replayed: "allowed" | "refused" | null;
  /** Of the last hit of a gap: how many more there are. */
  readonly more?: number | undefined;
}

/** Most actions that are told of one gap. */
export const mostHits = 50;

/**
 * Asks every gap of every view: one hit for each gap and action, the worst of all views, in the order of the pitfalls
 * and then of the catalogue; at most 50 of a gap.
 */
export function judge(views: readonly GapView[], gaps: readonly Gap[]): readonly JudgedHit[] {
  return gaps
    .toSorted((one, two) => (one.pitfall < two.pitfall ? -1 : one.pitfall > two.pitfall ? 1 : one.id < two.id ? -1 : 1))
    .flatMap((gap) => {
      const hits = new Map<string, { readonly hit: GapHit; readonly view: GapView }>();
      for (const view of views) {
        if (!gap.asks.includes(view.as)) continue;
        for (const hit of gap.find(view)) {
          const known = hits.get(hit.action);
          if (known === undefined || rank[known.hit.verdict] < rank[hit.verdict]) hits.set(hit.action, { hit, view });
        }
      }
      // The worst first, so that what is cut off is never worse than what is told; of many the telling ones.
      const isCut = hits.size > mostHits;
      const sorted = [...hits.values()].sort(
        (one, two) =>
          rank[two.hit.verdict] - rank[one.hit.verdict] ||
          (isCut ? tellingOrder(one.hit.action) - tellingOrder(two.hit.action) : 0),
      );
      return sorted.slice(0, mostHits).map(({ hit, view }, place): JudgedHit => {
        const more = place === mostHits - 1 ? sorted.length - mostHits : 0;
        return { gap, hit, replayed: replayed(view, hit), ...(more === 0 ? {} : { more }) };
      });
    });
}

const rank: Readonly<Record<GapVerdict, number>> = { note: 0, may: 1, lockout: 2, gap: 3 };

/** A note shows what would pass beside more grants: its witness is replayed there too, when it does not pass alone. */
function replayed(view: GapView, { witness, subject: own }: GapHit): JudgedHit["replayed"] {
  if (witness === null) return null;
  const subjects = own === undefined ? [view.subject, view.besideAdmin().subject] : [own];
  const passes = subjects.some((subject) => replay(subject, witness).decision === "allowed");
  return passes ? "allowed" : "refused";
}
