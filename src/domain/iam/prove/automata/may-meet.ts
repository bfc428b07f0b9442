import { anyOne, anyRun, folding, matchesPlaces, type Nfa, type Place } from "./nfa.ts";

/** How one segment of a pattern begins. */
interface Head {
  readonly text: string;
  /** There is no wildcard in the segment: the text is all of it. */
  readonly isWhole: boolean;
  readonly places: Int32Array;
}

/** The first five segments of a pattern and how the rest begins; null when a wildcard may run over those colons. */
type Shape = readonly Head[] | null;

const shapes = new WeakMap<Nfa, readonly Shape[]>();

/** False when surely no text is accepted by both, because of how their segments begin; costs no step of any budget. */
export function mayMeet(one: Nfa, other: Nfa): boolean {
  const [left, right] = [shapesOf(one), shapesOf(other)];
  return left.some((shape, place) =>
    right.some((each, position) =>
      shape === null || each === null
        ? agree(one.prefixes[place] ?? "", other.prefixes[position] ?? "")
        : shape.every((head, segment) => headsMeet(head, each[segment] ?? anything)),
    ),
  );
}

const anything: Head = { text: "", isWhole: false, places: Int32Array.of(anyRun) };

function headsMeet(one: Head, other: Head): boolean {
  if (!agree(one.text, other.text)) return false;
  if (one.isWhole) return other.isWhole ? one.text === other.text : matchesPlaces(other.places, one.text);
  return !other.isWhole || matchesPlaces(one.places, other.text);
}

function agree(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function shapesOf(automaton: Nfa): readonly Shape[] {
  const found = shapes.get(automaton);
  if (found !== undefined) return found;
  const { places, starts } = automaton;
  const made = starts.map((start, index) => shapeOf(places.subarray(start, (starts[index + 1] ?? places.length) - 1)));
  shapes.set(automaton, made);
  return made;
}

const colon = 58;

function shapeOf(places: Int32Array): Shape {
  const heads: Head[] = [];
  let from = 0;
  for (let index = 0; index <= places.length; index += 1) {
    const isLast = heads.length === 5;
    const place: Place | undefined = places[index];
    if (index === places.length || (place === colon && !isLast)) {
      heads.push(headOf(places.subarray(from, index)));
      from = index + 1;
    } else if (!isLast && (place === anyRun || place === anyOne)) return null;
  }
  return heads.length === 6 ? heads : null;
}

function headOf(places: Int32Array): Head {
  const free = places.findIndex((place) => place < 0 || place >= folding);
  const text = String.fromCharCode(...(free === -1 ? places : places.subarray(0, free)));
  return { text, isWhole: free === -1, places };
}
