import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { Call } from "./call.ts";

/** A way that is not closed in a cell: its calls in order, and what is missing to be sure. */
export interface Way {
  readonly certainty: "certain" | "may";
  readonly why: string | null;
  readonly calls: readonly Call[];
}

/** Nothing to call, nothing in the way. */
export const freeWay: Way = { certainty: "certain", why: null, calls: [] };

/** A way of one call; null when it is closed. */
export function wayOf(verdict: ClassVerdict | undefined, call: Call): Way | null {
  if (verdict === undefined || verdict.verdict === "closed") return null;
  return verdict.verdict === "open"
    ? { certainty: "certain", why: null, calls: [call] }
    : { certainty: "may", why: verdict.why, calls: [call] };
}

/** All of the ways, one after the other; null when one of them is closed. The first reason stands. */
export function inTurn(ways: readonly (Way | null)[]): Way | null {
  let why: string | null = null;
  const calls: Call[] = [];
  for (const way of ways) {
    if (way === null) return null;
    why ??= way.why;
    calls.push(...way.calls);
  }
  return { certainty: why === null ? "certain" : "may", why, calls };
}

/** The way with a doubt beside it; null is none. */
export function doubted(way: Way | null, why: string | null): Way | null {
  return way === null || why === null ? way : { ...way, certainty: "may", why: way.why ?? why };
}
