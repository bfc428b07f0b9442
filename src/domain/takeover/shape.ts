import { compareText, type Gift, type Leaf, type Slot } from "./leaf.ts";
import type { Situation, SituationFacts } from "./situation.ts";

/** A situation without names: what the search reads, and nothing else. */
export interface Shape extends SituationFacts {
  /** A leaf is known by its place here. */
  readonly leaves: readonly ShapeLeaf[];
}

/** What a nameless leaf can be used for. */
export interface ShapeLeaf {
  readonly gives: readonly Gift[];
}

/** A leaf that fills a slot. */
export interface Giver {
  readonly leaf: number;
  readonly gift: Gift;
}

/** Looks up who fills a slot, in leaf order. */
export type Givers = (slot: Slot) => readonly Giver[];

/** The leaves of a situation in canonical order: by gifts, then by id, so that equal shapes line up. */
export function canonicalLeaves(situation: Situation): readonly Leaf[] {
  return [...situation.leaves].sort(
    (one, two) => compareText(one.signature, two.signature) || compareText(one.id, two.id),
  );
}

/** The shape of a situation whose leaves are in canonical order. */
export function shapeOf(situation: Situation, leaves: readonly Leaf[]): Shape {
  return {
    kind: situation.kind,
    atBest: situation.atBest,
    flags: situation.flags,
    allFeatures: situation.allFeatures,
    trustedAccess: situation.trustedAccess,
    features: situation.features,
    wall: situation.wall,
    centralSessions: situation.centralSessions,
    leaves: leaves.map((leaf) => ({ gives: leaf.gives })),
  };
}

/** Text that is equal exactly when two shapes are: every field of `SituationFacts`, then the signature of each leaf. */
export function shapeKey(facts: SituationFacts, leaves: readonly Leaf[]): string {
  const { flags, trustedAccess, features, wall, centralSessions } = facts;
  let key =
    `${facts.kind} ${facts.atBest} ${flags.password} ${flags.mfa} ${flags.keys} ${flags.x509} ${facts.allFeatures}` +
    ` ${trustedAccess.account} ${trustedAccess.iam} ${features.credentials} ${features.sessions} ${wall.rcp} ${wall.account}` +
    ` ${centralSessions.createLoginProfile} ${centralSessions.deactivateMfa}` +
    ` ${centralSessions.unlockBucket} ${centralSessions.unlockQueue}`;
  for (const leaf of leaves) key += `\n${leaf.signature}`;
  return key;
}

const nobody: readonly Giver[] = [];

/** The slot look-up of a shape. */
export function giversOf(shape: Shape): Givers {
  const bySlot = new Map<Slot, Giver[]>();
  for (const [leaf, { gives }] of shape.leaves.entries()) {
    for (const gift of gives) {
      const known = bySlot.get(gift.slot);
      if (known === undefined) bySlot.set(gift.slot, [{ leaf, gift }]);
      else known.push({ leaf, gift });
    }
  }
  return (slot) => bySlot.get(slot) ?? nobody;
}
