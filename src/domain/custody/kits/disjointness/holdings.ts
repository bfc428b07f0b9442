// Who could reach what. The worst is assumed everywhere: whoever has as many shares as a split needs is counted as having
// its whole side, as if kit files and databases lay open.
import type { Vault } from "../../envelope/place.ts";

/** A split key of one side: a kit's, the broker's key-encryption key (side S), or the shares used online. */
export interface SplitOfSide {
  /** Its own name, e.g. the split id. */
  readonly id: string;
  readonly side: Vault;
  readonly kind: "kit" | "unseal" | "online";
  readonly threshold: number;
  /** How many shares were made. */
  readonly total: number;
}

/** One share, wherever it lies. */
export interface HeldShare {
  readonly split: string;
  /** Which share of its split, from 1. */
  readonly index: number;
}

/** A person and what they keep on themselves. */
export interface Holder {
  readonly person: string;
  readonly shares: readonly HeldShare[];
}

/** A place and what lies in it. */
export interface HoldingPlace {
  readonly place: string;
  readonly shares: readonly HeldShare[];
  readonly kitCopies: readonly Vault[];
  readonly backups: readonly Vault[];
  /** Persons who can open it with nobody else there. */
  readonly openableAloneBy: readonly string[];
}

/** Everything that is declared about shares, copies and backups. */
export interface Holdings {
  readonly splits: readonly SplitOfSide[];
  readonly persons: readonly Holder[];
  readonly places: readonly HoldingPlace[];
}

/** Somebody who could take part in a coalition: a person, or a thief who empties one place. */
export interface Member {
  readonly kind: "person" | "place";
  readonly name: string;
  /** `<split> <index>` of every share within reach. */
  readonly reach: ReadonlySet<string>;
}

/** What each person and each place gives: reach of a person is what they keep and what lies where they open alone. */
export function membersOf({ persons, places }: Holdings): readonly Member[] {
  const names = new Set([...persons.map(({ person }) => person), ...places.flatMap((each) => each.openableAloneBy)]);
  const people = [...names].map((name): Member => {
    const own = persons.filter(({ person }) => person === name).flatMap(({ shares }) => shares);
    const opened = places.filter((each) => each.openableAloneBy.includes(name)).flatMap(({ shares }) => shares);
    return { kind: "person", name, reach: reachOf([...own, ...opened]) };
  });
  const rooms = places.map(({ place, shares }): Member => ({ kind: "place", name: place, reach: reachOf(shares) }));
  return [...people, ...rooms].filter(({ reach }) => reach.size > 0);
}

/** Whether these shares reach the threshold of any split of a side. */
export function reaches(reach: ReadonlySet<string>, side: Vault, splits: readonly SplitOfSide[]): boolean {
  return splits.some((split) => split.side === side && countOf(reach, split) >= split.threshold);
}

/** How many different shares of a split are among these. */
export function countOf(reach: ReadonlySet<string>, { id, total }: SplitOfSide): number {
  let count = 0;
  for (let index = 1; index <= total; index++) if (reach.has(`${id} ${index}`)) count++;
  return count;
}

function reachOf(shares: readonly HeldShare[]): ReadonlySet<string> {
  return new Set(shares.map(({ split, index }) => `${split} ${index}`));
}
