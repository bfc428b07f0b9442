import { type Gift, giftText, type Slot } from "../leaf.ts";
import type { Shape, ShapeLeaf } from "../shape.ts";

/** Something an owner can do against paths. Its id lives for ever. */
export interface Change {
  readonly id: string;
  readonly title: string;
  /** Effort and risk of doing it; the least-weight cut adds these up. */
  readonly weight: number;
  /**
   * The account after the change; the very same object when it changes nothing there. Sets fields to fixed values and
   * takes or weakens gifts, so that changes may be applied in any order. Leaves keep their places; new ones are appended.
   */
  readonly apply: (shape: Shape) => Shape;
}

/** The shape with some gifts replaced: `turn` gives the new gift, null to take it, or the same object to keep it. */
export function withGifts(
  shape: Shape,
  slots: readonly Slot[],
  turn: (gift: Gift, leaf: ShapeLeaf) => Gift | null,
): Shape {
  let changed = false;
  const leaves = shape.leaves.map((leaf) => {
    let touched = false;
    const gives: Gift[] = [];
    for (const gift of leaf.gives) {
      const next = slots.includes(gift.slot) ? turn(gift, leaf) : gift;
      if (next !== gift) touched = true;
      if (next !== null && !gives.some((other) => giftText(other) === giftText(next))) gives.push(next);
    }
    if (touched) changed = true;
    return touched ? { gives } : leaf;
  });
  return changed ? { ...shape, leaves } : shape;
}

/** The shape without some gifts; those of declared principals stay. */
export function withoutGifts(shape: Shape, slots: readonly Slot[]): Shape {
  return withGifts(shape, slots, (gift) => (gift.spared === true ? gift : null));
}

/** The shape with some gifts no longer certain. */
export function weakenGifts(shape: Shape, slots: readonly Slot[]): Shape {
  return withGifts(shape, slots, (gift) => (gift.certainty === "possible" ? gift : { ...gift, certainty: "possible" }));
}
