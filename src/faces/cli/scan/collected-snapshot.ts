import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { openSnapshotStore } from "../../../world/files/open-snapshot-store.ts";
import { readSnapshot } from "../../../world/files/read-snapshot.ts";
import type { Invocation } from "../command.ts";
import { mailOf } from "./mail-of.ts";

/** A snapshot that was just collected, with the mail facts that were asked for written into it, so that its hash holds them. */
export async function collectedSnapshot(invocation: Invocation, directory: string): Promise<Snapshot> {
  const snapshot = await readSnapshot(directory);
  const mail = await mailOf(invocation, snapshot);
  if (mail === null || mail === snapshot.mail) return snapshot;
  const store = await openSnapshotStore(directory, { resume: true });
  await store.putMail(mail);
  return readSnapshot(directory);
}
