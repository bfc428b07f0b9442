import { resolve } from "node:path";
import { fixFiles } from "../../../app/fix/fix-files.ts";
import { fixProof } from "../../../app/fix/fix-proof.ts";
import { makeFix } from "../../../app/fix/make-fix.ts";
import { contactsOf } from "../../../app/scan/contacts-of.ts";
import { readSnapshot } from "../../../world/files/read-snapshot.ts";
import type { Invocation } from "../command.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";
import { mailOf } from "../scan/mail-of.ts";
import { judgedAt, readInventory } from "../scan/read-declared.ts";
import { fixFlags } from "./fix-flags.ts";
import { fixText } from "./fix-text.ts";
import { maskFix } from "./mask-fix.ts";
import { refuseFullFolder, writeFolder } from "./write-folder.ts";

/** Makes the fixes of a snapshot and writes them. Returns the exit code: 3 when some account could not be computed. */
export async function fixOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<"text" | "json">[],
): Promise<number> {
  const { io, settings } = invocation;
  const flags = fixFlags(invocation);
  const folder = resolve(io.cwd, flags.out);
  // Before any work: a folder that cannot be used is said first.
  refuseFullFolder(folder, flags.out);
  const now = judgedAt(invocation);
  const inventory = await readInventory(invocation);
  const snapshot = await readSnapshot(resolve(io.cwd, flags.from));
  const line = progressLine(io, settings);
  const outcome = await makeFix({
    ...flags,
    snapshot,
    inventory,
    mail: await mailOf(invocation, snapshot),
    now,
    onAccount: (done, total) => line.show(`analysed ${done}/${total}`),
  });
  line.end();
  const shown = settings.is("showContacts") ? outcome : maskFix(outcome, contactsOf(snapshot, inventory));
  const files = fixFiles(shown);
  if (files.size > 0) writeFolder(folder, flags.out, files);
  writeTargets(targets, io, settings.is("quiet"), (format, write) =>
    write(
      format === "json"
        ? `${JSON.stringify(fixProof(shown), null, 2)}\n`
        : fixText(shown, [...files.keys()], flags.out),
    ),
  );
  const { finishedAt } = snapshot.manifest;
  return outcome.plan.paths.notComputed.length > 0 || finishedAt === null ? 3 : 0;
}
