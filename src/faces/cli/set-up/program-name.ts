import { relative, sep } from "node:path";

/** How this program is called here, for commands that are printed to be typed: in a clone by its path. */
export function programName(cwd: string, script: string = process.argv[1] ?? ""): string {
  if (!script.endsWith(`${sep}bin${sep}rootward.js`)) return "rootward";
  const path = relative(cwd, script);
  return `node ${word(path.startsWith("..") ? script : path)}`;
}

/** The variable that names the file of a passphrase. */
export const passphraseVariable = "ROOTWARD_PASSPHRASE_FILE";

/** A word of a command line that a shell reads as it stands. */
export function word(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
