/**
 * Whether no text satisfies a list of demands, each "in one of these patterns" or "in none of them". Brzozowski's
 * derivative: what is left of every pattern after a letter is a set of places in it, so a state is one such set per
 * pattern. All states reachable from the start are walked; letters that no pattern names behave alike and one stands
 * for all of them. Nothing is minimised or cached across calls: this must be read and believed, not be fast. The meter
 * bounds the walk; when it runs out the answer is false, "not shown to be empty".
 */
import { type Meter, spend } from "./meter.ts";
import { takesUnit, type TextPattern, type Unit } from "./text-pattern.ts";

/** A demand on a text: to be in one of the patterns (`inside`), or in none. No pattern and inside: no text. */
export interface TextDemand {
  readonly inside: boolean;
  readonly patterns: readonly TextPattern[];
}

/** Places in one pattern, ascending; the pattern's length means: it may end here. */
type Places = readonly number[];

/** True when certainly no text meets all demands. */
export function isTextEmpty(demands: readonly TextDemand[], meter: Meter): boolean {
  const patterns = demands.flatMap((demand) => demand.patterns);
  const unnamed = unnamedLetter(patterns);
  const start = patterns.map((pattern) => settled(pattern, [0]));
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (!spend(meter, 1)) return false;
    if (isAccepted(demands, state)) return false;
    for (const letter of lettersAt(patterns, state, unnamed)) {
      if (
        !spend(
          meter,
          state.reduce((sum, places) => sum + places.length, 1),
        )
      )
        return false;
      const next = state.map((places, index) => after(patterns[index] ?? [], places, letter));
      const key = keyOf(next);
      if (seen.has(key) || isHopeless(demands, next)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return true;
}

/** Letters that tell the next places apart, in every case where case folds, the colon, and one that no pattern names. */
function lettersAt(patterns: readonly TextPattern[], state: readonly Places[], unnamed: string): ReadonlySet<string> {
  const letters = new Set([":", unnamed]);
  for (const [index, places] of state.entries()) {
    for (const place of places) {
      const unit = patterns[index]?.[place];
      if (unit?.takes === "one") for (const form of formsOf(unit)) letters.add(form);
    }
  }
  return letters;
}

function formsOf({ text, ignoreCase }: Unit): readonly string[] {
  // The Kelvin sign is the one letter more that becomes a plain one in lower case.
  return ignoreCase ? [text.toLowerCase(), text.toUpperCase(), "\u212A"].filter((form) => form.length === 1) : [text];
}

function unnamedLetter(patterns: readonly TextPattern[]): string {
  const named = new Set(patterns.flat().flatMap((unit) => (unit.takes === "one" ? formsOf(unit) : [])));
  let code = 0x21;
  while (named.has(String.fromCharCode(code)) || code === 0x3a) code += 1;
  return String.fromCharCode(code);
}

/** Places reached without a letter: a loop may take nothing. */
function settled(pattern: TextPattern, places: Iterable<number>): Places {
  const reached = new Set<number>();
  for (const place of places) {
    let at = place;
    reached.add(at);
    while (pattern[at]?.loop === true) {
      at += 1;
      reached.add(at);
    }
  }
  return [...reached].toSorted((left, right) => left - right);
}

function after(pattern: TextPattern, places: Places, letter: string): Places {
  const next: number[] = [];
  for (const place of places) {
    const unit = pattern[place];
    if (unit !== undefined && takesUnit(unit, letter)) next.push(unit.loop ? place : place + 1);
  }
  return settled(pattern, next);
}

/** Each demand with the states of its own patterns. */
function each(
  demands: readonly TextDemand[],
  state: readonly Places[],
  test: (demand: TextDemand, own: readonly Places[]) => boolean,
): boolean {
  let from = 0;
  return demands.every((demand) => {
    const own = state.slice(from, from + demand.patterns.length);
    from += demand.patterns.length;
    return test(demand, own);
  });
}

function isAccepted(demands: readonly TextDemand[], state: readonly Places[]): boolean {
  return each(demands, state, (demand, own) => {
    const isIn = own.some((places, index) => places.includes(demand.patterns[index]?.length ?? 0));
    return isIn === demand.inside;
  });
}

/** True when some "inside" has no place left in any pattern: no longer text can meet it. */
function isHopeless(demands: readonly TextDemand[], state: readonly Places[]): boolean {
  return !each(demands, state, (demand, own) => !demand.inside || own.some((places) => places.length > 0));
}

function keyOf(state: readonly Places[]): string {
  return state.map((places) => places.join(",")).join("|");
}
