import { daysBetween, instant } from "../../core/instant.ts";

/** Whole days from `then` to the moment `at` when AWS was asked; null when one of the texts is no time. */
export function daysAgo(then: string, at: string): number | null {
  const from = instant(then);
  const to = instant(at);
  return from === null || to === null ? null : daysBetween(from, to);
}
