declare const brand: unique symbol;

/** A moment as ISO 8601 text in UTC with seconds, e.g. `2026-11-21T03:00:00Z`. */
export type Instant = string & { readonly [brand]: "Instant" };

const millisPerDay = 86_400_000;

/** Reads an ISO 8601 time (any offset) or date; `null` when it is neither. Sub-second digits are dropped. */
export function instant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text)) return null;
  const millis = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(millis) ? null : instantOfMillis(millis);
}

/** The instant of a Unix time in milliseconds. */
export function instantOfMillis(millis: number): Instant {
  return `${new Date(Math.floor(millis / 1000) * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/** Unix time in milliseconds. */
export function millisOf(at: Instant): number {
  return Date.parse(at);
}

/** Whole days from `from` to `to`; negative when `to` lies before it. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((millisOf(to) - millisOf(from)) / millisPerDay);
}
