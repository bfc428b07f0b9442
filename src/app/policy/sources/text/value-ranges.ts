import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { endOfString, stringText } from "./json-string.ts";

/** Where a value stands in a JSON text: from its first character to after its last. */
export interface ValueRange {
  readonly start: number;
  readonly end: number;
}

interface Wanted {
  readonly inner: Map<string | number, Wanted>;
  readonly numbers: number[];
}

/**
 * Finds the values at the given paths in a text that is valid JSON without doubled keys, in one pass; the range of a path
 * that is not there is undefined. Not deeper than the paths: everything else is passed over.
 */
export function valueRanges(text: string, paths: readonly JsonPath[]): readonly (ValueRange | undefined)[] {
  const top: Wanted = { inner: new Map(), numbers: [] };
  for (const [number, path] of paths.entries()) {
    let wanted = top;
    for (const step of path) {
      const next = wanted.inner.get(step) ?? { inner: new Map(), numbers: [] };
      wanted.inner.set(step, next);
      wanted = next;
    }
    wanted.numbers.push(number);
  }
  const found: (ValueRange | undefined)[] = Array.from({ length: paths.length });
  walk(text, afterSpace(text, 0), top, found);
  return found;
}

/** Gives the offset after the value. */
function walk(text: string, start: number, wanted: Wanted, found: (ValueRange | undefined)[]): number {
  const first = text[start];
  const isObject = first === "{";
  let at = start;
  if (wanted.inner.size === 0 || (!isObject && first !== "[")) at = endOfValue(text, start);
  else {
    at = afterSpace(text, at + 1);
    for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index += 1) {
      let step: string | number = index;
      if (isObject) {
        const end = endOfString(text, at);
        step = stringText(text.slice(at, end));
        at = afterSpace(text, afterSpace(text, end) + 1);
      }
      const inner = wanted.inner.get(step);
      at = afterSpace(text, inner === undefined ? endOfValue(text, at) : walk(text, at, inner, found));
      if (text[at] === ",") at = afterSpace(text, at + 1);
    }
    at += 1;
  }
  for (const number of wanted.numbers) found[number] = { start, end: at };
  return at;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === 0x2c || code <= 0x20)) return at;
    at += 1;
  }
  return at;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}
