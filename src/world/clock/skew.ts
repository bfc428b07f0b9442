import type { SkewState } from "../../domain/custody/steps/reserve-step.ts";

/** A process's clock; tests hand in their own. */
export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number;
}

/** What the time sources said about the clock. */
export interface Skew {
  readonly state: SkewState;
  /** The clock minus the sources' median, milliseconds; 0 while unknown. */
  readonly skewMs: number;
  /** Each source and what it said, or why it said nothing. */
  readonly sources: readonly { readonly name: string; readonly skewMs: number | null; readonly why: string }[];
}
