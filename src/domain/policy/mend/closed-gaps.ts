import type { Gap, GapHit, GapVerdict } from "../gap.ts";
import type { JudgedHit } from "../judging/judge.ts";

/** A gap that was there and is not any more. */
export interface ClosedGap {
  readonly id: string;
  readonly pitfall: string;
  readonly was: Exclude<GapVerdict, "note">;
  /** True where it shows beside a statement that allows everything only: these documents grant nothing of it. */
  readonly isBesideAdmin: boolean;
  readonly actions: readonly string[];
  /** How many more actions it concerned. */
  readonly more: number;
}

/** Hits that are gone; one that only became less certain is not. */
export function closedGaps(
  was: readonly JudgedHit[],
  is: readonly JudgedHit[],
  isBesideAdmin: boolean,
  isStillOpen: (gap: Gap, hit: GapHit) => boolean,
): readonly ClosedGap[] {
  const still = new Set(is.flatMap(({ gap, hit }) => (hit.verdict === "note" ? [] : [`${gap.id} ${hit.action}`])));
  const left = new Set(is.flatMap(({ gap, hit }) => (hit.verdict === "note" ? [] : [gap.id])));
  const cut = new Set(
    is.flatMap(({ gap, hit, more }) => (hit.verdict !== "note" && more !== undefined ? [gap.id] : [])),
  );
  const found = new Map<string, ClosedGap>();
  for (const { gap, hit, more = 0 } of was) {
    const { verdict, action } = hit;
    // Of a gap with more hits than are told, it is not known which of them are gone.
    if (verdict === "note" || still.has(`${gap.id} ${action}`) || cut.has(gap.id)) continue;
    if (isStillOpen(gap, hit)) continue;
    const known = found.get(gap.id);
    const isSame = known !== undefined;
    found.set(gap.id, {
      id: gap.id,
      pitfall: gap.pitfall,
      was: isSame ? known.was : verdict,
      isBesideAdmin,
      actions: [...(known?.actions ?? []), action],
      // Of those that were not told it is known only where the gap is gone as a whole.
      more: (known?.more ?? 0) + (left.has(gap.id) ? 0 : more),
    });
  }
  return [...found.values()];
}
