import type { Vault } from "../../envelope/place.ts";
import { countOf, type Holdings, type Member, membersOf, reaches, type SplitOfSide } from "./holdings.ts";
import { type Coalition, smallestCoalition } from "./smallest-coalition.ts";

/** One thing that is wrong, or not known, about who holds what. */
export type DisjointnessReason =
  | { readonly kind: "reaches-both"; readonly member: "person" | "place"; readonly name: string }
  | { readonly kind: "reaches-one"; readonly member: "person" | "place"; readonly name: string; readonly side: Vault }
  /** Who opens the harder side needs nobody more to open both. */
  | { readonly kind: "same-people"; readonly both: number; readonly larger: number }
  | { readonly kind: "backups-together"; readonly place: string }
  /** So many shares of a split lie nowhere that was declared. */
  | { readonly kind: "unplaced"; readonly split: string; readonly count: number }
  /** A share or split is named that does not exist. */
  | { readonly kind: "unheard-of"; readonly split: string }
  | { readonly kind: "no-split"; readonly side: Vault }
  | { readonly kind: "threshold"; readonly split: string }
  | { readonly kind: "too-many-people" };

/** Whether both vaults can be reached by too few. */
export interface DisjointnessVerdict {
  /** `unknown` where nothing is wrong in what was declared, but too little was. */
  readonly status: "pass" | "warn" | "fail" | "unknown";
  readonly reasons: readonly DisjointnessReason[];
  readonly smallest: { readonly P: Coalition; readonly S: Coalition; readonly both: Coalition };
}

/**
 * Fails when one person or place reaches the threshold of both vaults; warns when one reaches either, when whoever opens
 * one vault needs nobody more for the other, or when both vaults' backups lie in one place.
 */
export function judgeDisjointness(holdings: Holdings): DisjointnessVerdict {
  const { splits } = holdings;
  const members = membersOf(holdings);
  const smallest = {
    P: smallestCoalition(members, splits, ["P"]),
    S: smallestCoalition(members, splits, ["S"]),
    both: smallestCoalition(members, splits, ["P", "S"]),
  };
  const failing = members.flatMap((member) => bothReached(member, splits));
  const warning = [
    ...members.flatMap((member) => oneReached(member, splits)),
    ...samePeople(smallest),
    ...holdings.places
      .filter(({ backups }) => backups.includes("P") && backups.includes("S"))
      .map(({ place }): DisjointnessReason => ({ kind: "backups-together", place })),
  ];
  const unknown = undeclared(holdings, members, smallest);
  const status = failing.length > 0 ? "fail" : warning.length > 0 ? "warn" : unknown.length > 0 ? "unknown" : "pass";
  return { status, reasons: [...failing, ...warning, ...unknown], smallest };
}

function bothReached({ kind, name, reach }: Member, splits: readonly SplitOfSide[]): DisjointnessReason[] {
  const isBoth = reaches(reach, "P", splits) && reaches(reach, "S", splits);
  return isBoth ? [{ kind: "reaches-both", member: kind, name }] : [];
}

function oneReached({ kind, name, reach }: Member, splits: readonly SplitOfSide[]): DisjointnessReason[] {
  const sides = (["P", "S"] as const).filter((side) => reaches(reach, side, splits));
  const [side] = sides;
  return sides.length === 1 && side !== undefined ? [{ kind: "reaches-one", member: kind, name, side }] : [];
}

function samePeople({ P, S, both }: DisjointnessVerdict["smallest"]): DisjointnessReason[] {
  if (P.status !== "found" || S.status !== "found" || both.status !== "found") return [];
  const larger = Math.max(P.size, S.size);
  return both.size <= larger ? [{ kind: "same-people", both: both.size, larger }] : [];
}

function undeclared(
  { splits }: Holdings,
  members: readonly Member[],
  smallest: DisjointnessVerdict["smallest"],
): DisjointnessReason[] {
  const reasons: DisjointnessReason[] = [];
  const held = members.flatMap(({ reach }) => [...reach]);
  const placed = new Set(held);
  for (const split of splits) {
    if (!Number.isInteger(split.threshold) || split.threshold < 2) reasons.push({ kind: "threshold", split: split.id });
    const count = split.total - countOf(placed, split);
    if (count > 0) reasons.push({ kind: "unplaced", split: split.id, count });
  }
  for (const side of ["P", "S"] as const) {
    if (!splits.some((split) => split.side === side)) reasons.push({ kind: "no-split", side });
  }
  const known = new Set(splits.flatMap(({ id, total }) => Array.from({ length: total }, (_, at) => `${id} ${at + 1}`)));
  const strange = new Set([...placed].filter((share) => !known.has(share)));
  for (const share of strange) reasons.push({ kind: "unheard-of", split: share.slice(0, share.lastIndexOf(" ")) });
  if (Object.values(smallest).some(({ status }) => status === "unknown")) reasons.push({ kind: "too-many-people" });
  return reasons;
}
