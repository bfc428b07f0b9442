import { resolve } from "node:path";
import { fixExit } from "../../../app/policy/fix/fix-exit.ts";
import { fixFiles } from "../../../app/policy/fix/fix-files.ts";
import { fixJson } from "../../../app/policy/fix/fix-json.ts";
import { fixPolicy, type FixPolicyOptions } from "../../../app/policy/fix/fix-policy.ts";
import { prover } from "../../../domain/iam/prove/prover.ts";
import { writePolicyFixText } from "../../report/policy/policy-fix-text.ts";
import type { Invocation } from "../command.ts";
import { refuseFullFolder, writeFolder } from "../fix/write-folder.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import { readText } from "../read-text.ts";

/** What `policy fix` was told. */
export interface FixPolicyFlags extends Omit<FixPolicyOptions, "instant"> {
  readonly file: string;
  /** Folder for the files. */
  readonly out: string;
  readonly isForced: boolean;
}

/** Fixes one policy, writes the files and tells the proof. Returns the exit code. */
export async function fixPolicyOnce(
  { io, settings }: Invocation,
  targets: readonly FormatTarget<"text" | "json">[],
  { file, out, isForced, ...flags }: FixPolicyFlags,
): Promise<number> {
  const folder = resolve(io.cwd, out);
  // Before any work: a folder that cannot be used is said first.
  if (!isForced) refuseFullFolder(folder, out);
  const text = await readText(io, file);
  const mend = (): ReturnType<typeof fixPolicy> => fixPolicy(prover(), text, file, { ...flags, instant: io.now() });
  const fix = await (io.endable === undefined ? mend() : io.endable(mend));
  const code = fixExit(fix);
  const isNothing = fix.diff === "" && code === 0;
  const files = isNothing ? new Map<string, string>() : fixFiles(fix);
  if (files.size > 0) writeFolder(folder, out, files, isForced);
  const names = [...files.keys()];
  writeTargets(targets, io, settings.is("quiet"), (format, write, toFile) => {
    if (format === "json") write(`${JSON.stringify({ ...fixJson(fix), files: names }, null, 2)}\n`);
    else writePolicyFixText(fix, names, out, write, textStyleOf(io, settings, toFile));
  });
  return code;
}
