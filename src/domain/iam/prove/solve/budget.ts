/** States that every question may use before they count: most need no more. */
const free = 64;

/** Counts solver states; when it is spent, the question it served becomes `may`. */
export interface Budget {
  /** Starts the next question. */
  readonly next: () => void;
  /** Takes one state, or what counts for so many; false when not enough are left. */
  readonly take: (count?: number) => boolean;
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
    take: (count = 1) => {
      const given = Math.min(unpaid, count);
      unpaid -= given;
      const paid = count - given;
      if (paid > 0 && used >= states) return false;
      used = Math.min(states, used + paid);
      return true;
    },
    used: () => used,
    isSpent: () => used >= states,
  };
}
