import type { CommandSpec } from "../command.ts";

/** `rootward kit open`: what a kit holds, with enough sheets. */
export const kitOpenCommand: CommandSpec = {
  path: "kit open",
  summary: "open a kit with enough sheets, on an offline machine: its accounts, one password, or one code",
  description:
    "Reads scanned or typed sheets, names a wrong one, opens the kit and lists its accounts. With --account it prints that account's password (vault P) or its code of this moment (vault S). The machine's clock makes the code: set it right first. Opening is not logged anywhere: write it down, and change what was seen.",
  args: [["<kit>", "the kit's age file"]],
  groups: ["format"],
  options: [
    { flags: "--sheets <FILES>", help: "text files with sheets, comma-separated; - reads standard input" },
    { flags: "--manifest <FILE>", help: "the kit's manifest: names a wrong sheet even among exactly enough" },
    { flags: "--account <ID>", help: "show this account's password or code; 12 digits" },
    { flags: "--identity", help: "print the age identity that opens the kit with age -d, and nothing else" },
  ],
  examples: [
    ["which accounts a kit holds", "rootward kit open kit.age --sheets sheets.txt --manifest manifest.json"],
    ["one password", "rootward kit open kit.age --sheets sheets.txt --account 111122223333"],
  ],
  run: async (invocation) => {
    const { runKitOpen } = await import("../kit/kit-open.ts");
    return runKitOpen(invocation);
  },
};
