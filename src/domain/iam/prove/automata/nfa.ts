import type { GlobToken } from "../../language/glob.ts";

/** What stands at one place of a pattern: a UTF-16 unit (from 0), or one of the constants below. */
export type Place = number;

/** Added to a lower-case unit that either case matches. */
export const folding = 0x10000;
/** Exactly one character; the second form takes no colon. */
export const anyOne: Place = -1;
/** Any character but a colon: inside one segment of an ARN. */
export const anyButColon: Place = -2;
/** Any run of characters, also none; the second form takes no colon. */
export const anyRun: Place = -3;
/** Any run of characters without a colon. */
export const runButColon: Place = -4;

/** A union of patterns as one automaton: linear in their length. A state is the list of places it can be at. */
export interface Nfa {
  /** All places of all patterns, one after the other, each pattern ended by `end`. */
  readonly places: Int32Array;
  /** First place of each pattern. */
  readonly starts: readonly number[];
  /** What every text of each pattern begins with. */
  readonly prefixes: readonly string[];
  /** For each pattern: no wildcard that stops at colons stands behind one that does not. */
  readonly areSimple: readonly boolean[];
}

const end: Place = -9;

/** Ascending places. */
export type NfaState = readonly number[];

/** Builds the union; no pattern at all accepts nothing. */
export function nfa(patterns: readonly (readonly Place[])[]): Nfa {
  const places: number[] = [];
  const starts: number[] = [];
  const prefixes: string[] = [];
  for (const pattern of patterns) {
    starts.push(places.length);
    const free = pattern.findIndex((place) => place < 0 || place >= folding);
    prefixes.push(textOf(free === -1 ? pattern : pattern.slice(0, free)));
    for (const place of pattern) places.push(place);
    places.push(end);
  }
  return { places: Int32Array.from(places), starts, prefixes, areSimple: patterns.map(isSimple) };
}

function textOf(units: readonly Place[]): string {
  let text = "";
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

interface Beginnings {
  readonly ofPattern: Int32Array;
  readonly ofSegment: Int32Array;
}

const beginnings = new WeakMap<Nfa, Beginnings>();

/** By place: the first place of its pattern, and the first behind the last written colon; made for searches only. */
function beginningsOf(automaton: Nfa): Beginnings {
  const known = beginnings.get(automaton);
  if (known !== undefined) return known;
  const { places } = automaton;
  const made = { ofPattern: new Int32Array(places.length), ofSegment: new Int32Array(places.length) };
  let [pattern, segment] = [0, 0];
  for (const [index, place] of places.entries()) {
    made.ofPattern[index] = pattern;
    made.ofSegment[index] = segment;
    if (place === colon || place === end) segment = index + 1;
    if (place === end) pattern = index + 1;
  }
  beginnings.set(automaton, made);
  return made;
}

/** Places of glob tokens. `colons` false: wildcards stop at colons; `fold`: either case matches. */
export function placesOf(tokens: readonly GlobToken[], colons: boolean, fold: boolean): Place[] {
  const places: Place[] = [];
  for (const token of tokens) {
    if (token === "star") places.push(colons ? anyRun : runButColon);
    else if (token === "one") places.push(colons ? anyOne : anyButColon);
    else {
      const text = fold ? token.text.toLowerCase() : token.text;
      for (let index = 0; index < text.length; index += 1) places.push(text.charCodeAt(index) + (fold ? folding : 0));
    }
  }
  return places;
}

/** The state before any character. */
export function startOf(automaton: Nfa): NfaState {
  const found: number[] = [];
  for (const start of automaton.starts) enter(automaton, start, found);
  return tidy(automaton, found);
}

/** The state after one character. */
export function stepOf(automaton: Nfa, state: NfaState, unit: number): NfaState {
  const found: number[] = [];
  for (const place of state) {
    const what = automaton.places[place] ?? end;
    if (what === anyRun || (what === runButColon && unit !== colon)) enter(automaton, place, found);
    else if (what === anyOne || (what === anyButColon && unit !== colon) || what === unit) {
      enter(automaton, place + 1, found);
    } else if (what >= folding && what - folding === lower(unit)) enter(automaton, place + 1, found);
  }
  return tidy(automaton, found);
}

/** True when the text read so far is accepted. */
export function isAccepting(automaton: Nfa, state: NfaState): boolean {
  return state.some((place) => automaton.places[place] === end);
}

/** True when every continuation is accepted. */
export function acceptsAll(automaton: Nfa, state: NfaState): boolean {
  return state.some((place) => automaton.places[place] === anyRun && automaton.places[place + 1] === end);
}

function isSimple(pattern: readonly Place[]): boolean {
  const crossing = pattern.indexOf(anyRun);
  return crossing === -1 || !pattern.slice(crossing).some((place) => place === runButColon || place === anyButColon);
}

/** Whether a whole text is accepted. */
export function accepts(automaton: Nfa, text: string): boolean {
  const { prefixes, areSimple, starts } = automaton;
  let isLeft = false;
  for (let index = 0; index < starts.length; index += 1) {
    if (!text.startsWith(prefixes[index] ?? "")) continue;
    if (areSimple[index] !== true) isLeft = true;
    else if (matchesSimple(automaton.places, starts[index] ?? 0, automaton.places.length, text)) return true;
  }
  return isLeft && acceptsByStates(automaton, text);
}

/**
 * One pattern by going back to its last star only. That is exact: a star never needs to take more once a later one was
 * reached, because the later one takes the same characters; those that stop at colons stop at the same one.
 */
function matchesSimple(places: Int32Array, start: number, stop: number, text: string): boolean {
  let place = start;
  let at = 0;
  let star = -1;
  let resume = 0;
  for (;;) {
    const what = place < stop ? (places[place] ?? end) : end;
    if (what === anyRun || what === runButColon) {
      star = place;
      resume = at;
      place += 1;
      continue;
    }
    if (at === text.length) return what === end;
    const unit = text.charCodeAt(at);
    if (takes(what, unit)) {
      place += 1;
      at += 1;
      continue;
    }
    if (star === -1 || (places[star] === runButColon && text.charCodeAt(resume) === colon)) return false;
    resume += 1;
    at = resume;
    place = star + 1;
  }
}

/** Whether the places from one up to, not including, another one, all of one segment, match a text. */
export function matchesPlaces(places: Int32Array, from: number, to: number, text: string): boolean {
  return matchesSimple(places, from, to, text);
}

function takes(what: Place, unit: number): boolean {
  if (what === unit || what === anyOne) return true;
  if (what === anyButColon) return unit !== colon;
  return what >= folding && what - folding === lower(unit);
}

function acceptsByStates(automaton: Nfa, text: string): boolean {
  let state = startOf(automaton);
  for (let index = 0; index < text.length; index += 1) {
    if (state.length === 0) return false;
    state = stepOf(automaton, state, text.charCodeAt(index));
  }
  return isAccepting(automaton, state);
}

/** Adds the units that tell states apart from here: those written at the state's places, and the colon if it matters. */
export function unitsAt(automaton: Nfa, state: NfaState, units: Set<number>): void {
  for (const place of state) {
    const what = automaton.places[place] ?? end;
    if (what >= folding) {
      units.add(what - folding);
      units.add(
        String.fromCharCode(what - folding)
          .toUpperCase()
          .charCodeAt(0),
      );
    } else if (what >= 0) units.add(what);
    else if (what === runButColon || what === anyButColon) units.add(colon);
  }
}

const colon = 58;

function lower(unit: number): number {
  return String.fromCharCode(unit).toLowerCase().charCodeAt(0);
}

function enter(automaton: Nfa, place: number, found: number[]): void {
  let at = place;
  found.push(at);
  while (automaton.places[at] === anyRun || automaton.places[at] === runButColon) {
    at += 1;
    found.push(at);
  }
}

/** In place: states are short and nearly sorted, and searches make them by the million. */
function sortDescending(found: number[]): void {
  if (found.length > 40) {
    found.sort((one, other) => other - one);
    return;
  }
  for (let index = 1; index < found.length; index += 1) {
    const each = found[index] ?? 0;
    let to = index;
    for (; to > 0 && (found[to - 1] ?? 0) < each; to -= 1) found[to] = found[to - 1] ?? 0;
    found[to] = each;
  }
}

/**
 * Sorts and removes doubles. Within one pattern a star makes every earlier place needless: what an earlier place could
 * still read up to the star, the star reads itself. A star that takes no colon does so back to the last written colon.
 */
function tidy(automaton: Nfa, found: number[]): NfaState {
  if (found.length < 2) return found;
  sortDescending(found);
  const { ofPattern, ofSegment } = beginningsOf(automaton);
  const kept: number[] = [];
  // Places from here up to the star found last are needless.
  let needless = Number.POSITIVE_INFINITY;
  for (const place of found) {
    if (kept.at(-1) === place || place >= needless) continue;
    kept.push(place);
    const what = automaton.places[place];
    if (what === anyRun) needless = ofPattern[place] ?? place;
    else if (what === runButColon) needless = ofSegment[place] ?? place;
    else needless = Number.POSITIVE_INFINITY;
  }
  return kept.reverse();
}
