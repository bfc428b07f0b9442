/** The work a check may still do. A test that runs out of it answers "not shown", so an exceeded budget refuses. */
export interface Meter {
  left: number;
}

/** Takes steps from the budget; false when none are left. */
export function spend(meter: Meter, steps: number): boolean {
  meter.left -= steps;
  return meter.left >= 0;
}
