import { reprintSheet } from "../../../app/custody/kit/reprint-sheet.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { kitSheetPdf } from "../../paper/kit-sheet-pdf.ts";
import type { Invocation } from "../command.ts";
import { writeBytes } from "../byte-files.ts";
import { readText } from "../read-text.ts";
import { usageError } from "../usage-error.ts";
import { manifestOption } from "./kit-files.ts";
import { paperOption } from "./paper-option.ts";
import { sheetFacts } from "./sheet-facts.ts";

/** Prints a holder's sheet again; returns the exit code. */
export async function runSheetPrint(invocation: Invocation): Promise<number> {
  const { io, settings, options, args } = invocation;
  const manifest = manifestOption(invocation);
  if (manifest === null) throw usageError("sheet print needs --manifest FILE: the kit's public list");
  const { out } = options;
  if (typeof out !== "string") throw usageError("sheet print needs -o FILE: the PDF to write");
  const paper = paperOption(invocation);
  const sheet = reprintSheet(new Secret(await readText(io, args[0] ?? "")), manifest, sheetFacts(invocation));
  writeBytes(io.cwd, out, await kitSheetPdf(sheet, paper, manifest.madeOn));
  if (!settings.is("quiet")) {
    const { index, total, holder } = sheet.share;
    io.err(`wrote ${out}: sheet ${index} of ${total} of kit ${manifest.kitId}, for ${holder}\n`);
    io.err("Next: print both sides, then remove the PDF and the text from this machine.\n");
  }
  return 0;
}
