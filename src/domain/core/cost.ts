/** How hard a thing is to get for an attacker, easiest first. */
export const costs = ["trivial", "low", "medium", "high", "insider"] as const;

/** A cost class; the order is that of `costs`. */
export type Cost = (typeof costs)[number];

/** Rank of a cost class: trivial 0 … insider 4. */
export function costRank(cost: Cost): number {
  return costs.indexOf(cost);
}
