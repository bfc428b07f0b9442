import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { makeKit } from "../../../app/custody/kit/make-kit.ts";
import { printKitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import { kitSheetPdf } from "../../paper/kit-sheet-pdf.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { paperOption } from "./paper-option.ts";
import { sheetFacts } from "./sheet-facts.ts";

/** Makes a kit's sheets, manifest and canary in a new directory; returns the exit code. */
export async function runKitMake(invocation: Invocation): Promise<number> {
  const { io, settings, options } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const text = (name: string): string => {
    const value = options[name];
    if (typeof value !== "string") throw usageError(`kit make needs --${name}`);
    return value;
  };
  const vault = text("vault");
  if (vault !== "P" && vault !== "S") throw usageError(`--vault ${vault}: it is P or S`);
  const deployment = text("deployment");
  if (!/^[a-z0-9-]{1,63}$/.test(deployment)) throw usageError(`--deployment ${deployment}: small letters, digits, -`);
  const holders = text("holders").split(",");
  const strange = holders.find((holder) => !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(holder));
  if (strange !== undefined)
    throw usageError(`--holders: ${JSON.stringify(strange)} is no id (small letters, digits, . _ -)`);
  if (new Set(holders).size !== holders.length) throw usageError("--holders: one holder stands there twice");
  const threshold = Number(text("threshold"));
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > holders.length) {
    throw usageError(`--threshold ${text("threshold")}: from 2 to the number of holders, ${holders.length}`);
  }
  const out = resolve(io.cwd, text("out"));
  const madeOn = new Date(io.now()).toISOString().slice(0, 10);
  const expiresOn = typeof options["expires"] === "string" ? options["expires"] : yearAfter(madeOn);
  if (!/^\d{4}-\d\d-\d\d$/.test(expiresOn) || expiresOn <= madeOn) {
    throw usageError(`--expires ${expiresOn}: a date behind ${madeOn}, as YYYY-MM-DD`);
  }
  const paper = paperOption(invocation);
  const made = await makeKit(
    {
      deployment,
      vault,
      holders,
      threshold,
      madeOn,
      expiresOn,
      sheet: sheetFacts(invocation),
    },
    { age, shamir, random: (length) => new Uint8Array(randomBytes(length)) },
  );
  const { manifest } = made;
  const files = ["manifest.json", "kit-canary.age", ...holders.map((holder, at) => `sheets/${at + 1}-${holder}.pdf`)];
  makeDirectory(out, text("out"));
  write(out, "manifest.json", printKitManifest(manifest));
  write(out, "kit-canary.age", made.canary);
  for (const [at, sheet] of made.sheets.entries()) {
    write(out, files[at + 2] ?? "", await kitSheetPdf(sheet, paper, madeOn));
  }
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") {
      const { kitId, recipient } = manifest;
      const said = {
        kitId,
        vault,
        deployment,
        recipient,
        threshold,
        holders,
        madeOn,
        expiresOn,
        directory: out,
        files,
      };
      put(`${JSON.stringify(said, null, 2)}\n`);
      return;
    }
    put(
      `${deployment.startsWith("rehearsal-") ? "REHEARSAL " : ""}kit ${manifest.kitId} of vault ${vault}: ${threshold} of ${holders.length} sheets open it\n`,
    );
    for (const file of files) put(`  ${file}\n`);
    put("Next: print the sheets (both sides), hand each to its holder, then remove the PDFs from this machine.\n");
    put("Then let the roster name the kit:\n");
    put(`  rootward roster add ${join(text("out"), "manifest.json")}\n`);
  });
  return 0;
}

function yearAfter(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return next.endsWith("02-29") ? `${next.slice(0, 4)}-02-28` : next;
}

function makeDirectory(path: string, shown: string): void {
  try {
    mkdirSync(join(path), { recursive: true, mode: 0o700 });
    if (readdirSync(path).length > 0)
      throw usageError(`--out ${shown}: it is not empty; a kit never overwrites another`);
    mkdirSync(join(path, "sheets"), { mode: 0o700 });
  } catch (cause) {
    throw unwritable(cause, shown);
  }
}

function write(directory: string, file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(join(directory, file), bytes, { mode: 0o600, flag: "wx", flush: true });
  } catch (cause) {
    throw unwritable(cause, file);
  }
}

function unwritable(cause: unknown, shown: string): CodedError {
  if (cause instanceof CodedError) return cause;
  const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${shown}${reason}`, cause });
}
