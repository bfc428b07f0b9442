import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addAll,
  addOne,
  type ActionSet,
  common,
  countBelow,
  eachOf,
  emptySet,
  hasOne,
  isEmptySet,
  packed,
  without,
} from "./action-set.ts";

const size = 1_000;
const members = fc.uniqueArray(fc.nat(size - 1), { maxLength: 40 });

function setOf(ids: readonly number[], isPacked: boolean): ActionSet {
  const set = emptySet(size);
  for (const id of ids) addOne(set, id);
  return isPacked ? packed(set) : set;
}

function list(set: ActionSet): readonly number[] {
  const found: number[] = [];
  eachOf(set, (id) => found.push(id));
  return found;
}

describe("a set of actions", () => {
  it("is the same set of numbers, packed or not, under every operation", () => {
    fc.assert(
      fc.property(
        members,
        fc.boolean(),
        members,
        fc.boolean(),
        fc.nat(size),
        (left, leftPacked, right, rightPacked, end) => {
          const [one, other] = [setOf(left, leftPacked), setOf(right, rightPacked)];
          const sorted = left.toSorted((a, b) => a - b);
          expect(list(one)).toEqual(sorted);
          expect(list(common(one, other))).toEqual(sorted.filter((id) => right.includes(id)));
          expect(list(without(one, other))).toEqual(sorted.filter((id) => !right.includes(id)));
          expect(isEmptySet(one)).toBe(left.length === 0);
          expect(countBelow(one, end)).toBe(left.filter((id) => id < end).length);
          expect(hasOne(one, end)).toBe(left.includes(end));
          const sum = setOf(left, false);
          addAll(sum, other);
          expect(list(sum)).toEqual([...new Set([...left, ...right])].sort((a, b) => a - b));
        },
      ),
    );
  });
});
