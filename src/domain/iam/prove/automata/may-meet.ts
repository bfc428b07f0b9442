import { anyOne, anyRun, folding, matchesPlaces, type Nfa, type Place } from "./nfa.ts";

/** How one segment of a pattern begins. */
interface Head {
  readonly text: string;
  /** There is no wildcard in the segment: the text is all of it. */
  readonly isWhole: boolean;
  /** Where the segment stands among the places of its automaton. */
  readonly from: number;
  readonly to: number;
}

/** The first five segments of a pattern and how the rest begins; null when a wildcard may run over those colons. */
type Shape = readonly Head[] | null;

const shapes = new WeakMap<Nfa, readonly Shape[]>();

/** False when surely no text is accepted by both, because of how their segments begin; costs no step of any budget. */
export function mayMeet(one: Nfa, other: Nfa): boolean {
  const left = shapesOf(one);
  const right = shapesOf(other);
  for (let place = 0; place < left.length; place += 1) {
    const shape = left[place] ?? null;
    for (let position = 0; position < right.length; position += 1) {
      const each = right[position] ?? null;
      if (shape === null || each === null) {
        if (agree(one.prefixes[place] ?? "", other.prefixes[position] ?? "")) return true;
      } else if (shapesMeet(one, shape, other, each)) return true;
    }
  }
  return false;
}

function shapesMeet(one: Nfa, shape: readonly Head[], other: Nfa, each: readonly Head[]): boolean {
  for (let segment = 0; segment < shape.length; segment += 1) {
    const left = shape[segment];
    const right = each[segment];
    if (left !== undefined && right !== undefined && !headsMeet(one, left, other, right)) return false;
  }
  return true;
}

function headsMeet(one: Nfa, left: Head, other: Nfa, right: Head): boolean {
  if (!agree(left.text, right.text)) return false;
  if (left.isWhole) {
    return right.isWhole ? left.text === right.text : matchesPlaces(other.places, right.from, right.to, left.text);
  }
  return !right.isWhole || matchesPlaces(one.places, left.from, left.to, right.text);
}

function agree(one: string, other: string): boolean {
  return one.length < other.length ? other.startsWith(one) : one.startsWith(other);
}

function shapesOf(automaton: Nfa): readonly Shape[] {
  const found = shapes.get(automaton);
  if (found !== undefined) return found;
  const { places, starts } = automaton;
  const made = starts.map((start, index) => shapeOf(places, start, (starts[index + 1] ?? places.length) - 1));
  shapes.set(automaton, made);
  return made;
}

const colon = 58;

function shapeOf(places: Int32Array, start: number, stop: number): Shape {
  const heads: Head[] = [];
  let from = start;
  for (let index = start; index <= stop; index += 1) {
    const isLast = heads.length === 5;
    const place: Place | undefined = places[index];
    if (index === stop || (place === colon && !isLast)) {
      heads.push(headOf(places, from, index));
      from = index + 1;
    } else if (!isLast && (place === anyRun || place === anyOne)) return null;
  }
  return heads.length === 6 ? heads : null;
}

/** So much of a segment is compared; the rest counts as a wildcard. */
const mostText = 500;

function headOf(places: Int32Array, from: number, to: number): Head {
  let text = "";
  let index = from;
  for (; index < to && text.length < mostText; index += 1) {
    const place = places[index] ?? anyRun;
    if (place < 0 || place >= folding) break;
    text += String.fromCharCode(place);
  }
  return { text, isWhole: index === to, from, to };
}
