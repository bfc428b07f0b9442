import { kitPages } from "../../../domain/custody/kits/blocks/kit-pages.ts";
import { kitPagesPdf } from "../../paper/kit-pages-pdf.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { readBytes, writeBytes } from "../byte-files.ts";
import { manifestOption } from "./kit-files.ts";
import { paperOption } from "./paper-option.ts";

/** Prints a sealed kit as pages; returns the exit code. */
export async function runKitPrint(invocation: Invocation): Promise<number> {
  const { io, options, args, settings } = invocation;
  const manifest = manifestOption(invocation);
  if (manifest === null)
    throw usageError("kit print needs --manifest FILE: kit id, vault and threshold stand on the pages");
  const out = options["out"];
  if (typeof out !== "string") throw usageError("kit print needs -o FILE.pdf");
  const { vault, kitId, deployment } = manifest;
  const date = new Date(io.now()).toISOString().slice(0, 10);
  const kit = readBytes(io.cwd, args[0] ?? "");
  const pages = kitPages(kit, { vault, kitId, date, threshold: manifest.split.t });
  const head = { deployment, isRehearsal: deployment.startsWith("rehearsal-") };
  const pdf = await kitPagesPdf(pages, head, paperOption(invocation));
  writeBytes(io.cwd, out, pdf);
  if (!settings.is("quiet")) {
    io.err(
      `wrote ${out}: ${pages.length} pages of ${pages[0]?.blocks ?? 0} blocks, SHA-256 ${pages[0]?.sha256 ?? ""}\n`,
    );
    io.err(`Next: print them, keep them apart from every sheet, and read them again: rootward kit verify scans.txt\n`);
  }
  return 0;
}
