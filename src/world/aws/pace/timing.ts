/** Time and chance, handed in so that tests own them. */
export interface Timing {
  /** Milliseconds of the wall clock. */
  readonly now: () => number;
  /** From 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Resolves after the time, or rejects with the signal's reason when it aborts first. */
  readonly sleep: (millis: number, signal?: AbortSignal) => Promise<void>;
}
