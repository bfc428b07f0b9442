import { setImmediate as nextTurn } from "node:timers/promises";

const readsInTurn = 32;
let reads = 0;

/** Gives way to signals and timers now and then between reads, so that Ctrl-C is heard. */
export async function breathe(): Promise<void> {
  reads += 1;
  if (reads % readsInTurn === 0) await nextTurn();
}
