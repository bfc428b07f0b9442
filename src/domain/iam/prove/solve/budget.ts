/** Counts solver states; when it is spent, the question it served becomes `may`. */
export interface Budget {
  /** Takes one state; false when none is left. */
  readonly take: () => boolean;
  readonly used: () => number;
  readonly isSpent: () => boolean;
}

/** A budget of so many states. */
export function budgetOf(states: number): Budget {
  let used = 0;
  return {
    take: () => {
      if (used >= states) return false;
      used += 1;
      return true;
    },
    used: () => used,
    isSpent: () => used >= states,
  };
}
