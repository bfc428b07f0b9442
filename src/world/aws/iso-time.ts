import { instantOfMillis } from "../../domain/core/instant.ts";

/** A date of the SDK as ISO 8601 UTC text; null when AWS left it out or it is no date. */
export function isoTime(date: Date | undefined): string | null {
  const millis = date?.getTime() ?? Number.NaN;
  return Number.isNaN(millis) ? null : instantOfMillis(millis);
}
