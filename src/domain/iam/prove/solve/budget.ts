/** States that every question may use before they count: most need no more. */
const free = 64;

/** Counts solver states; when it is spent, the question it served becomes `may`. */
export interface Budget {
  /** Starts the next question. */
  readonly next: () => void;
  /** Takes one state; false when none is left. */
  readonly take: () => boolean;
  readonly used: () => number;
  readonly isSpent: () => boolean;
}

/** A budget of so many states. */
export function budgetOf(states: number): Budget {
  let used = 0;
  let unpaid = free;
  return {
    next: () => {
      unpaid = free;
    },
    take: () => {
      if (unpaid > 0) {
        unpaid -= 1;
        return true;
      }
      if (used >= states) return false;
      used += 1;
      return true;
    },
    used: () => used,
    isSpent: () => used >= states,
  };
}
