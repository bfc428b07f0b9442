import type { CommandSpec } from "../command.ts";

/** `rootward kit print`: the sealed kit itself as QR pages. */
export const kitPrintCommand: CommandSpec = {
  path: "kit print",
  summary: "print a sealed kit as numbered, checksummed QR pages (PDF), to keep apart from every sheet",
  description:
    "The pages are useless without enough sheets. Every page says which it is and the SHA-256 of the whole kit; the last has the program that joins scans without Rootward. Scan at 300 dots per inch or more; read them again with kit verify.",
  args: [["<kit>", "the kit's age file"]],
  groups: [],
  options: [
    { flags: "--manifest <FILE>", help: "the kit's manifest: kit id, vault, threshold" },
    { flags: "--paper <SIZE>", help: "a4 (default) or letter" },
    { flags: "-o, --out <FILE>", help: "the PDF to write" },
  ],
  examples: [["pages for a safe", "rootward kit print kit.age --manifest manifest.json -o kit-pages.pdf"]],
  run: async (invocation) => {
    const { runKitPrint } = await import("../kit/kit-print.ts");
    return runKitPrint(invocation);
  },
};
