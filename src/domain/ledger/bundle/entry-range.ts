/** Entries `from` up to before `to`. */
export interface EntryRange {
  readonly from: number;
  readonly to: number;
}

/** Puts a range behind ranges in order, or joins it to the last one where they touch. */
export function addRange(ranges: EntryRange[], range: EntryRange): void {
  const last = ranges.at(-1);
  if (last === undefined || range.from > last.to) ranges.push(range);
  else ranges[ranges.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
}

/** The union of ranges, in order. */
export function unionOf(ranges: readonly EntryRange[]): readonly EntryRange[] {
  const union: EntryRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) addRange(union, range);
  return union;
}

/** The entries below `size` that are in none of the ranges, which are in order. */
export function rangesBetween(ranges: readonly EntryRange[], size: number): readonly EntryRange[] {
  const between: EntryRange[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) between.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  return at < size ? [...between, { from: at, to: size }] : between;
}

/** Whether all entries `from` up to before `to` lie in one of the ranges, which are in order and apart. */
export function isWithin(ranges: readonly EntryRange[], from: number, to: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ranges[middle]?.to ?? 0) < to) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return from === to || (range !== undefined && range.from <= from && to <= range.to);
}
