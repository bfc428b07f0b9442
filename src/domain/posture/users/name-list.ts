/** More names than this are counted, not listed, in one finding. */
const mostShown = 20;

/** `3 of 40: ana, ben, carla`: how many of how many, and the first names in order. */
export function nameList(names: readonly string[], all: number): string {
  const sorted = names.toSorted();
  const shown = sorted.slice(0, mostShown).join(", ");
  const rest = sorted.length > mostShown ? ` and ${sorted.length - mostShown} more` : "";
  return `${sorted.length} of ${all}${sorted.length === 0 ? "" : `: ${shown}${rest}`}`;
}
