import { cpSync } from "node:fs";
import { loadShipped, type ShippedName } from "../../src/demo/organizations/load.ts";
import { startTrial, type Trial } from "../support/collect-trial.ts";

const made = new Map<ShippedName, Promise<Trial>>();

let last: Promise<unknown> = Promise.resolve();

/** Who collects a shipped organization. */
export const scanners: Readonly<Record<ShippedName, string>> = {
  acme: "arn:aws:iam::111111111111:role/RootwardCentral",
  hardened: "arn:aws:iam::111111111111:role/RootwardCentral",
  solo: "arn:aws:iam::333333333333:role/RootwardReader",
};

/** Copies the snapshot of a shipped organization to a folder. It is collected once, with member roles and the audit. */
export async function pretendSnapshot(name: ShippedName, to: string): Promise<void> {
  // One after the other: the credentials of a collection stand in the environment of this process.
  const trial = made.get(name) ?? last.then(() => collected(name));
  made.set(name, trial);
  last = trial.catch(() => undefined);
  cpSync((await trial).directory, to, { recursive: true });
}

/** Closes what the snapshots were collected from, and removes them. */
export async function forgetSnapshots(): Promise<void> {
  for (const trial of made.values()) await (await trial).close();
  made.clear();
}

async function collected(name: ShippedName): Promise<Trial> {
  const trial = await startTrial(loadShipped(name));
  await trial.run({ as: scanners[name], ask: { assumeRoot: name !== "solo", concurrency: 64 } });
  return trial;
}
