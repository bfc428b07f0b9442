/**
 * A JSON value in which lists of one text are the bare text, as AWS's own samples write Action, Resource and values of
 * conditions.
 */
export function bareSingles(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const [only] = items;
    return items.length === 1 && typeof only === "string" ? only : items.map(bareSingles);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bareSingles(each)]));
}
