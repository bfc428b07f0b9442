import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type AppliedImport, applyImport, rowsOpen } from "../../../app/custody/import/apply-import.ts";
import { openImportJournal } from "../../../app/custody/import/import-journal.ts";
import type { ImportPlan } from "../../../app/custody/import/plan-import.ts";
import { operatorDesk } from "../../../app/custody/client/vault/operator-desk.ts";
import { openLineJournal } from "../../../world/files/line-journal.ts";
import { age } from "../../../world/sealing/age.ts";
import { ownClient } from "../bg/own-client.ts";
import type { Standing } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { progressLine } from "../progress-line.ts";

/** Rows at work at a time: what arrives together, the broker writes with one sync of its disk. */
const lanes = 8;

/** What came of storing a plan, and what every screen of this deployment says first. */
export interface StoredImport {
  readonly applied: AppliedImport;
  readonly standing: Standing;
}

/** Stores a plan through gate and broker as the person of `--identity`. Throws as `enter`; later failures are in the answer. */
export async function storedImport(invocation: Invocation, plan: ImportPlan): Promise<StoredImport> {
  const { io, settings, options } = invocation;
  const readyOnly = options["readyOnly"] === true;
  const stopped = rowsOpen(plan, readyOnly);
  // Before anything is unlocked or sent.
  if (stopped !== null) {
    return { applied: { outcomes: new Map(), stopped }, standing: { isRehearsal: false, isSolo: false } };
  }
  const client = ownClient(invocation);
  const entered = await client.enter();
  const progress = progressLine(io, settings);
  const given = options["state"];
  const own = settings.text("identity") ?? ".";
  const directory = typeof given === "string" ? resolve(io.cwd, given) : join(resolve(io.cwd, own), "import");
  try {
    const file = await openLineJournal(directory, "rows.jsonl");
    try {
      const desk = operatorDesk(client.deps, entered);
      const journal = await openImportJournal(file, desk.deployment);
      const applied = await applyImport({
        desk,
        journal,
        age,
        now: () => Math.floor(io.now() / 1000),
        lanes,
        // Ctrl-C ends the wait; what is under way is still noted.
        pause: (ms) => setTimeout(ms, undefined, { signal: io.signal }).catch(() => undefined),
        onRow: (done, total) => progress.show(`stored ${done} of ${total}`),
        signal: io.signal,
      })(plan, readyOnly);
      return { applied, standing: entered };
    } finally {
      await file.close();
    }
  } finally {
    progress.end();
    entered.hand.end();
  }
}
