import type { Budget } from "../solve/budget.ts";
import { accepts, acceptsAll, isAccepting, type Nfa, type NfaState, startOf, stepOf, unitsAt } from "./nfa.ts";

/** A condition on a text: the automaton accepts it, or does not. */
export interface TextTest {
  readonly nfa: Nfa;
  readonly want: boolean;
}

/** What a search for a text ends with. */
export type FoundWord = { readonly kind: "word"; readonly word: string } | { readonly kind: "none" | "stopped" };

/** Whether a text passes all tests. */
export function passesAll(tests: readonly TextTest[], text: string): boolean {
  for (const test of tests) if (accepts(test.nfa, text) !== test.want) return false;
  return true;
}

/** Patterns of so many characters together cost one step for each state. */
const usualLength = 8_000;

/**
 * A shortest text that passes all tests, or none, or stopped because the budget ended. Breadth-first over the product of the automata, whose states are made only when reached; each costs one step of the budget.
 */
export function findWord(tests: readonly TextTest[], budget: Budget): FoundWord {
  const first = tests.map((test) => startOf(test.nfa));
  if (isDead(tests, first)) return { kind: "none" };
  // A state over long lists of patterns counts for several.
  const cost = 1 + Math.floor(tests.reduce((sum, test) => sum + test.nfa.places.length, 0) / usualLength);
  const queue: Node[] = [{ states: first, unit: -1, before: null }];
  const seen = new Set<string>([keyOf(first)]);
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    if (!budget.take(cost)) return { kind: "stopped" };
    if (tests.every((test, place) => isAccepting(test.nfa, node.states[place] ?? []) === test.want)) {
      return { kind: "word", word: word(node) };
    }
    for (const unit of unitsFor(tests, node.states)) {
      const next = tests.map((test, place) => stepOf(test.nfa, node.states[place] ?? [], unit));
      if (isDead(tests, next)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ states: next, unit, before: node });
    }
  }
  return { kind: "none" };
}

interface Node {
  readonly states: readonly NfaState[];
  readonly unit: number;
  readonly before: Node | null;
}

/** No continuation can pass: a wanted pattern is lost, or an unwanted one accepts everything from here. */
function isDead(tests: readonly TextTest[], states: readonly NfaState[]): boolean {
  for (const [place, test] of tests.entries()) {
    const state = states[place] ?? [];
    if (test.want ? state.length === 0 : acceptsAll(test.nfa, state)) return true;
  }
  return false;
}

/** Stands for every character that no pattern writes; tried first, so that words look made up. */
const fresh = "xyzwvutsrqponmlkjihgfedcba0123456789-_XYZWVUTSRQPONMLKJIHGFEDCBA";

function unitsFor(tests: readonly TextTest[], states: readonly NfaState[]): readonly number[] {
  const units = new Set<number>();
  for (const [place, test] of tests.entries()) unitsAt(test.nfa, states[place] ?? [], units);
  const list = Int32Array.from(units).sort();
  for (let index = 0; index < fresh.length; index += 1) {
    const unit = fresh.charCodeAt(index);
    if (!units.has(unit)) return [unit, ...list];
  }
  // All of them are written somewhere: take the first printable unit that is not.
  for (let unit = 33; ; unit += 1) if (!units.has(unit) && unit !== 58) return [unit, ...list];
}

function keyOf(states: readonly NfaState[]): string {
  return states.map((state) => state.join(",")).join(";");
}

function word(node: Node): string {
  const units: string[] = [];
  for (let at: Node | null = node; at !== null && at.unit !== -1; at = at.before) {
    units.push(String.fromCharCode(at.unit));
  }
  return units.reverse().join("");
}
