import type { CommandSpec } from "../command.ts";
import { sheetFactOptions } from "../kit/sheet-facts.ts";

/** `rootward sheet print`: a holder's sheet once more. */
export const sheetPrintCommand: CommandSpec = {
  path: "sheet print",
  summary: "print a holder's sheet again, from its scanned or typed text: the same share on fresh paper",
  description:
    "For paper that fades, and for addresses that changed. Checks the share against the kit's manifest first. It makes no second share: destroy the old sheet. Needs no network; the text is the secret, so use a machine that is off every network.",
  args: [["<sheet>", "text file with the sheet's QR code or its five lines; - reads standard input"]],
  groups: [],
  options: [
    { flags: "--manifest <FILE>", help: "the kit's manifest" },
    { flags: "-o, --out <FILE>", help: "the PDF to write (0600)" },
    { flags: "--paper <SIZE>", help: "a4 (default) or letter" },
    ...sheetFactOptions,
  ],
  examples: [["fresh paper for Ann", "rootward sheet print ann.txt --manifest kit-p/manifest.json -o ann.pdf"]],
  run: async (invocation) => {
    const { runSheetPrint } = await import("../kit/sheet-print.ts");
    return runSheetPrint(invocation);
  },
};
