// Path search over 5,000 members with 40 contact writers each, facts in memory: counts, and CPU ratios of this one run.
import { fleetMember, fleetSize } from "../test/takeover/member-fleet.ts";
import { inferencesOf } from "../src/domain/takeover/search/inferences-of.ts";
import { onlyCertain } from "../src/domain/takeover/search/solve.ts";
import { type Solved, type Solver, solverOf } from "../src/domain/takeover/search/solver.ts";
import { canonicalLeaves, shapeOf } from "../src/domain/takeover/shape.ts";
import type { Situation } from "../src/domain/takeover/situation.ts";
import { textbookSets } from "./textbook-search.ts";

const sampled = 200;
const grouped = Array.from({ length: fleetSize }, (_each, i) => fleetMember(i, true));

// Session sets as text; `members` writes every class out as each of its principals in turn.
function sessionSets({ solution, leaves }: Solved, byMember: boolean): readonly string[] {
  if (solution.status === "too-many") throw new Error(`too many sets of ${solution.fact}`);
  return solution.sets
    .filter(({ goal }) => goal === "session")
    .flatMap(({ certainty, leaves: places }) => {
      let combos: readonly (readonly string[])[] = [[]];
      for (const place of places) {
        const leaf = leaves[place];
        const names = byMember && leaf?.members !== undefined ? leaf.members : [leaf?.id ?? "?"];
        combos = combos.flatMap((combo) => names.map((name) => [...combo, name]));
      }
      return combos.map((combo) => `${certainty}: ${combo.toSorted().join(" ")}`);
    })
    .toSorted();
}

function cpuMillis(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const spent = process.cpuUsage(start);
  return (spent.user + spent.system) / 1_000;
}

// Solves every situation; an answer stands for its names by the leaves it carries. Warmed up, so that compiling does not
// count.
function measure(situations: readonly Situation[], solver: Solver): { cpu: number; sets: number } {
  const warm = solverOf({ remember: false });
  for (let at = 0; at < 2_000; at += 1) {
    const situation = situations[at % situations.length];
    if (situation !== undefined) warm.solve(situation);
  }
  const answers: Solved[] = [];
  const cpu = cpuMillis(() => {
    for (const situation of situations) answers.push(solver.solve(situation));
  });
  let sets = 0;
  for (const answer of answers) sets += sessionSets(answer, false).length;
  return { cpu, sets };
}

const memo = solverOf();
const withMemo = measure(grouped, memo);
const withGroups = measure(grouped, solverOf({ remember: false }));

// One leaf per principal, in portions, so that memory holds only some of the 215,000 leaves at a time.
const portion = 500;
let plainCpu = 0;
let plainSets = 0;
let textbookCpu = 0;
let textbookCount = 0;
let identical = 0;
let compared = 0;
for (let from = 0; from < fleetSize; from += portion) {
  const members = Array.from({ length: portion }, (_each, at) => fleetMember(from + at, false));
  const plain = measure(members, solverOf({ remember: false }));
  plainCpu += plain.cpu;
  plainSets += plain.sets;
  // The textbook search takes long: it runs on every 25th account, and its time is scaled up.
  for (const [at, situation] of members.entries()) {
    if ((from + at) % (fleetSize / sampled) !== 0) continue;
    const leaves = canonicalLeaves(situation);
    const shape = shapeOf(situation, leaves);
    let found: readonly (readonly number[])[] = [];
    textbookCpu += cpuMillis(() => {
      found = textbookSets(onlyCertain(inferencesOf(shape)), "session");
    });
    textbookCount += 1;
    const names = (places: readonly number[]) => places.map((place) => leaves[place]?.id ?? "?").toSorted();
    const textbook = found.map((places) => `certain: ${names(places).join(" ")}`).toSorted();
    const group = grouped[from + at];
    if (group === undefined) continue;
    const answers = [
      textbook,
      sessionSets(solverOf({ remember: false }).solve(situation), false),
      sessionSets(solverOf({ remember: false }).solve(group), true),
      sessionSets(memo.solve(group), true),
    ].map((sets) => sets.join("\n"));
    compared += 1;
    if (answers.every((answer) => answer === answers[0])) identical += 1;
  }
}
textbookCpu *= fleetSize / textbookCount;

const { shapes, solved } = memo.counts();
const times = (slow: number, fast: number): string => `${(slow / fast).toFixed(0)}x`;
console.log(`${fleetSize} members, 40 principals that may write the contact in each`);
console.log(
  `session sets: ${plainSets} with one leaf per principal, ${withGroups.sets} grouped, ${withMemo.sets} with memo`,
);
console.log(`shapes: ${shapes} distinct, ${solved} solved`);
console.log(`identical sets on ${identical} of ${compared} sampled accounts (textbook, plain, grouped, memo)`);
console.log("CPU, as ratios of this run:");
console.log(
  `  textbook, one leaf per principal / grouped: ${times(textbookCpu, withGroups.cpu)} (textbook from the sample)`,
);
console.log(`  same search, one leaf per principal / grouped: ${times(plainCpu, withGroups.cpu)}`);
console.log(`  grouped / grouped with memo: ${times(withGroups.cpu, withMemo.cpu)}`);
console.log(`  same search, one leaf per principal / grouped with memo: ${times(plainCpu, withMemo.cpu)}`);
