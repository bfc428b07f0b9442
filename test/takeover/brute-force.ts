import type { FactName, Inference } from "../../src/domain/takeover/rule.ts";

/** Everything a holder of these leaves reaches, by plain forward chaining: no sets, no joins, no prices. */
export function reached(inferences: readonly Inference[], leaves: ReadonlySet<number>): ReadonlySet<FactName> {
  const facts = new Set<FactName>();
  for (;;) {
    const before = facts.size;
    for (const { head, needs, leaves: wanted } of inferences) {
      if (needs.every((need) => facts.has(need)) && wanted.every((leaf) => leaves.has(leaf))) facts.add(head);
    }
    if (facts.size === before) return facts;
  }
}

/** The minimal leaf sets that reach a fact, by trying every subset of the first `count` leaves, smallest first. */
export function minimalByTrying(inferences: readonly Inference[], fact: FactName, count: number): readonly string[] {
  const all = Array.from({ length: 2 ** count }, (_each, bits) =>
    Array.from({ length: count }, (_leaf, place) => place).filter((place) => (bits & (1 << place)) !== 0),
  ).sort((one, two) => one.length - two.length);
  const minimal: number[][] = [];
  for (const set of all) {
    if (minimal.some((known) => known.every((leaf) => set.includes(leaf)))) continue;
    if (reached(inferences, new Set(set)).has(fact)) minimal.push(set);
  }
  return minimal.map((set) => set.join(" ")).sort();
}
