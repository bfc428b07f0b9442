// The search as a textbook would write it, and nothing shared with the product's: sorted lists for sets, every rule again
// and again until nothing changes, absorption after every join. The paths benchmark measures and checks against it.
import type { FactName, Inference } from "../src/domain/takeover/rule.ts";

type LeafSet = readonly number[];

/** The minimal leaf sets of a fact. */
export function textbookSets(inferences: readonly Inference[], goal: FactName): readonly LeafSet[] {
  const sets = new Map<FactName, readonly LeafSet[]>();
  for (let changed = true; changed;) {
    changed = false;
    for (const { head, needs, leaves } of inferences) {
      let reached: readonly LeafSet[] = [[...leaves].sort((one, two) => one - two)];
      for (const need of needs) {
        const parts = sets.get(need) ?? [];
        reached = minimal(reached.flatMap((one) => parts.map((two) => union(one, two))));
      }
      const before = sets.get(head) ?? [];
      const after = minimal([...before, ...reached]);
      if (text(after) === text(before)) continue;
      sets.set(head, after);
      changed = true;
    }
  }
  return sets.get(goal) ?? [];
}

function union(one: LeafSet, two: LeafSet): LeafSet {
  return [...new Set([...one, ...two])].sort((a, b) => a - b);
}

function minimal(sets: readonly LeafSet[]): readonly LeafSet[] {
  const kept: LeafSet[] = [];
  for (const set of [...sets].sort((one, two) => one.length - two.length)) {
    if (!kept.some((known) => known.every((leaf) => set.includes(leaf)))) kept.push(set);
  }
  return kept;
}

function text(sets: readonly LeafSet[]): string {
  return sets
    .map((set) => `{${set.join(" ")}}`)
    .sort()
    .join("|");
}
