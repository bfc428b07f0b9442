/**
 * Globs of the policy language: `*` any run of characters (also none, also `/`), `?` exactly one. A glob is kept as the
 * chunks between its stars: the first is anchored at the start, the last at the end, those between are found leftmost
 * one after the other. Leftmost is enough, so nothing is ever tried twice and no text makes it slow: a chunk without
 * `?` costs at most two steps a character (Knuth, Morris, Pratt), one with `?` one step a character and 32 of its
 * characters (shift-and).
 */
export interface Glob {
  readonly chunks: readonly Chunk[];
}

/** What a pattern is made of, before it is a glob. Text is literal. */
export type GlobToken = { readonly text: string } | "star" | "one";

/** Counts the work of a matcher. */
export interface Meter {
  steps: number;
}

interface Chunk {
  /** UTF-16 units; anything at the places of `any`. */
  readonly text: string;
  /** Places of `?`; null when there is none. */
  readonly any: ReadonlySet<number> | null;
  /** Only for chunks between two stars without `?`: length of the longest border of each prefix. */
  readonly borders: Int32Array | null;
}

/** The tokens of a plain pattern: `*` and `?` are wildcards, everything else is literal. */
export function globTokens(pattern: string): readonly GlobToken[] {
  const tokens: GlobToken[] = [];
  for (const piece of pattern.split(/([*?])/)) {
    if (piece === "*") tokens.push("star");
    else if (piece === "?") tokens.push("one");
    else if (piece !== "") tokens.push({ text: piece });
  }
  return tokens;
}

/** A glob from a plain pattern. */
export function glob(pattern: string): Glob {
  return globOf(globTokens(pattern));
}

/** A glob from tokens. */
export function globOf(tokens: readonly GlobToken[]): Glob {
  const drafts: { text: string; any: Set<number> }[] = [{ text: "", any: new Set() }];
  for (const token of tokens) {
    const last = drafts.at(-1);
    if (last === undefined) continue;
    if (token === "star") drafts.push({ text: "", any: new Set() });
    else if (token === "one") {
      last.any.add(last.text.length);
      last.text += "?";
    } else last.text += token.text;
  }
  const chunks = drafts
    .filter((draft, index) => draft.text !== "" || index === 0 || index === drafts.length - 1)
    .map(({ text, any }, index, kept) => {
      const isInner = index > 0 && index < kept.length - 1;
      return { text, any: any.size === 0 ? null : any, borders: isInner && any.size === 0 ? bordersOf(text) : null };
    });
  return { chunks };
}

/** True when the whole text matches. With a meter, adds the steps taken. */
export function matchesGlob(pattern: Glob, text: string, meter?: Meter): boolean {
  const { chunks } = pattern;
  const first = chunks[0];
  const last = chunks.at(-1);
  if (first === undefined || last === undefined) return text === "";
  if (!isAt(first, text, 0, meter)) return false;
  if (chunks.length === 1) return text.length === first.text.length;
  const end = text.length - last.text.length;
  if (end < first.text.length || !isAt(last, text, end, meter)) return false;
  let from = first.text.length;
  for (let index = 1; index < chunks.length - 1; index += 1) {
    const chunk = chunks[index];
    if (chunk === undefined) continue;
    const found = find(chunk, text, from, end, meter);
    if (found === -1) return false;
    from = found + chunk.text.length;
  }
  return true;
}

function isAt(chunk: Chunk, text: string, from: number, meter: Meter | undefined): boolean {
  if (meter !== undefined) meter.steps += chunk.text.length + 1;
  if (from + chunk.text.length > text.length) return false;
  if (chunk.any === null) return text.startsWith(chunk.text, from);
  for (let index = 0; index < chunk.text.length; index += 1) {
    if (!chunk.any.has(index) && chunk.text.charCodeAt(index) !== text.charCodeAt(from + index)) return false;
  }
  return true;
}

function find(chunk: Chunk, text: string, from: number, end: number, meter: Meter | undefined): number {
  if (chunk.text.length > end - from) return -1;
  return chunk.borders === null
    ? findWithAny(chunk, text, from, end, meter)
    : findPlain(chunk.text, chunk.borders, text, from, end, meter);
}

/** Knuth, Morris, Pratt. */
function findPlain(
  wanted: string,
  borders: Int32Array,
  text: string,
  from: number,
  end: number,
  meter: Meter | undefined,
): number {
  let matched = 0;
  let steps = 0;
  for (let index = from; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    steps += 1;
    while (matched > 0 && wanted.charCodeAt(matched) !== unit) {
      matched = borders[matched - 1] ?? 0;
      steps += 1;
    }
    if (wanted.charCodeAt(matched) === unit) matched += 1;
    if (matched === wanted.length) {
      if (meter !== undefined) meter.steps += steps;
      return index - wanted.length + 1;
    }
  }
  if (meter !== undefined) meter.steps += steps;
  return -1;
}

/** Shift-and over words of 32 places. */
function findWithAny(chunk: Chunk, text: string, from: number, end: number, meter: Meter | undefined): number {
  const length = chunk.text.length;
  const words = Math.ceil(length / 32);
  const always = new Int32Array(words);
  const masks = new Map<number, Int32Array>();
  for (let place = 0; place < length; place += 1) {
    const bit = 1 << (place & 31);
    if (chunk.any?.has(place) === true) always[place >> 5] = (always[place >> 5] ?? 0) | bit;
    else {
      const unit = chunk.text.charCodeAt(place);
      const mask = masks.get(unit) ?? new Int32Array(words);
      mask[place >> 5] = (mask[place >> 5] ?? 0) | bit;
      masks.set(unit, mask);
    }
  }
  const state = new Int32Array(words);
  const lastBit = 1 << ((length - 1) & 31);
  for (let index = from; index < end; index += 1) {
    const mask = masks.get(text.charCodeAt(index));
    let carry = 1;
    for (let word = 0; word < words; word += 1) {
      const before = state[word] ?? 0;
      state[word] = ((before << 1) | carry) & ((mask?.[word] ?? 0) | (always[word] ?? 0));
      carry = before >>> 31;
    }
    if (meter !== undefined) meter.steps += words;
    if (((state[words - 1] ?? 0) & lastBit) !== 0) return index - length + 1;
  }
  return -1;
}

function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let index = 1; index < text.length; index += 1) {
    while (length > 0 && text.charCodeAt(index) !== text.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (text.charCodeAt(index) === text.charCodeAt(length)) length += 1;
    borders[index] = length;
  }
  return borders;
}
