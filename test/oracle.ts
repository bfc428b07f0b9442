/** Whether an outside program that a test compares with, or runs in, is there. */
export type Oracle<T> =
  | { readonly available: true; readonly value: T; readonly why: null }
  | { readonly available: false; readonly value: null; readonly why: string };

/** The part of a test's context that skips it. */
interface Skippable {
  readonly skip: (note?: string) => void;
}

const isStrict = process.env["ROOTWARD_TEST_STRICT"] === "1";

/**
 * Looks for an oracle by its probe, which returns it or throws. A missing one is reported as "not run: why"; under
 * ROOTWARD_TEST_STRICT=1 (CI) it is an error. Use `requireOracle` in each test, so that the skip is counted.
 */
export async function oracle<T>(name: string, probe: () => T | Promise<T>): Promise<Oracle<T>> {
  try {
    return { available: true, value: await probe(), why: null };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { available: false, value: null, why: `${name}: ${reason}` };
  }
}

/** The oracle itself; without it the test is skipped loudly, or fails under ROOTWARD_TEST_STRICT=1. */
export function requireOracle<T>(found: Oracle<T>, context: Skippable): T {
  if (found.available) return found.value;
  if (isStrict) throw new Error(`ROOTWARD_TEST_STRICT=1 and an oracle is missing. ${found.why}`);
  context.skip(`not run: ${found.why}`);
  throw new Error(`not run: ${found.why}`);
}
