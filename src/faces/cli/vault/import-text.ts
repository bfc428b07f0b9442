import type { ImportView, ToldProblem, ToldRow } from "../../../app/custody/import/import-view.ts";
import type { Standing } from "../bg/screen.ts";
import { printable } from "../../report/printable.ts";

const kinds: Readonly<Record<ImportView["kind"], string>> = {
  csv: "a table",
  otpauth: "otpauth addresses",
  qr: "a QR code",
  kdbx: "a password database",
};

/** Rows that need a person are shown in full, of the others this many. */
const mostReady = 20;

/** An import as a person reads it; in a rehearsal each line begins with the word. */
export function importText(view: ImportView, { isRehearsal, isSolo }: Standing): string {
  const { file, kind, vault, counts, rows, leftOut } = view;
  const what = vault === "P" ? "passwords" : "seeds";
  const lines = [
    ...(isSolo ? ["no dual control: one person alone decides here"] : []),
    `${printable(file)}: ${kinds[kind]} with ${rows.length} ${what}: ${counts.ready} ready, ${counts.confirm} to confirm, ${counts.error} wrong`,
    "",
  ];
  let shown = 0;
  for (const row of rows) {
    const isPlain = row.status === "ready" && row.problems.length === 0 && row.outcome?.status !== "failed";
    if (isPlain && ++shown > mostReady) continue;
    lines.push(...rowLines(row));
  }
  if (shown > mostReady) lines.push(`  and ${shown - mostReady} more that are ready`);
  if (leftOut.length > 0) lines.push("", `Left out: ${leftOut.map(printable).join("; ")}`);
  lines.push("", ...endLines(view));
  const mark = isRehearsal ? "REHEARSAL " : "";
  return lines.map((line) => `${mark}${line}`.trimEnd() + "\n").join("");
}

function rowLines({ place, status, account, name, flags, problems, outcome }: ToldRow): string[] {
  const said = { ready: "ready", confirm: "CONFIRM", error: "WRONG" }[status];
  const state =
    outcome === undefined
      ? said
      : { stored: "stored", there: "there already", failed: "FAILED", waiting: "not tried" }[outcome.status];
  const parts = [printable(place), account ?? "no account", printable(name), flags.join(", ")];
  const head = `  ${state.padEnd(8)} ${parts.filter((part) => part !== "").join("  ")}`;
  const failed =
    outcome?.status === "failed"
      ? [`           ${outcome.title}: ${outcome.detail} [${outcome.code}]`, `           → ${outcome.hint}`]
      : [];
  const same =
    outcome?.status === "stored" && outcome.sameAs.length > 0
      ? [`           same password as ${outcome.sameAs.join(", ")}`]
      : [];
  return [head, ...problems.map(problemLine), ...failed, ...same];
}

function problemLine({ kind, severity, character, detail, text }: ToldProblem): string {
  const place = character === null ? "" : ` (character ${character})`;
  const more = detail === "" ? "" : ` ${printable(detail)}.`;
  return `           ${severity}${place}: ${text}${more} [${kind}]`;
}

function stopText({ title, detail, code }: NonNullable<ImportView["stopped"]>): string {
  return `${title}${detail === "" ? "" : `: ${printable(detail)}`} [${code}]`;
}

function endLines(view: ImportView): string[] {
  const { isDryRun, counts, rows, stopped, vault } = view;
  if (isDryRun) {
    const open = counts.confirm + counts.error;
    return [
      "Dry run: nothing was written.",
      open === 0 ? "The same command with --apply stores them." : openLine(view),
    ];
  }
  const count = (status: string) => rows.filter(({ outcome }) => outcome?.status === status).length;
  const told = `Stored ${count("stored")}, there already ${count("there")}, failed ${count("failed")}, not tried ${count("waiting")}.`;
  if (stopped !== null && rows.every(({ outcome }) => outcome === undefined)) {
    return [`Nothing was stored: ${stopText(stopped)}`, `  → ${stopped.hint}`];
  }
  if (stopped !== null) {
    return [told, `Stopped: ${stopText(stopped)}`, `  → ${stopped.hint}`, "Run the same command again to go on."];
  }
  const next =
    vault === "S"
      ? "Each seed is unverified until two codes of the old device have matched: `rootward vault verify`."
      : "Passwords with a one-factor flag stay weak until new ones take their place.";
  return [
    told,
    next,
    "Destroy every other copy, this file first; the items wear copies-elsewhere until two people have signed that.",
  ];
}

function openLine({ counts, rows }: ImportView): string {
  const hasZeros = rows.some(({ problems }) => problems.some(({ kind }) => kind === "account-zeros"));
  const zeros = hasZeros ? " --confirm-zeros puts lost leading zeros back." : "";
  return counts.ready === 0
    ? `No row can be imported as it is.${zeros}`
    : `Correct the ${counts.confirm + counts.error} rows that are not ready and run it again.${zeros}`;
}
