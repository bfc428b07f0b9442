import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** `rootward kit drill`: proves with a canary that enough holders can open the kit. */
export const kitDrillCommand: CommandSpec = {
  path: "kit drill",
  summary: "prove that enough sheets open the kit, with a canary: no real secret is shown",
  description:
    "Takes the sheets and the canary that kit make wrote beside them, names a wrong sheet, and prints what was proven, by whose sheets and until when. With fewer sheets than needed it still says of each whether it is the one that was made (a share drill). A kit that was never opened in a drill counts as no kit after 180 days. Only --record uses the network.",
  args: [["<canary>", "kit-canary.age"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--sheets <FILES>", help: "text files with sheets, comma-separated; - reads standard input" },
    { flags: "--manifest <FILE>", help: "the kit's manifest" },
    { flags: "--shares-only", help: "only check each sheet by itself; nothing is combined" },
    {
      flags: "--record",
      help: "let the gate keep the result; needs an own identity, and holds it where the gate answers",
    },
    rosterHashOption,
  ],
  examples: [
    ["two holders together", "rootward kit drill kit-canary.age --sheets ann.txt,bob.txt --manifest manifest.json"],
    [
      "one holder alone, each quarter",
      "rootward kit drill kit-canary.age --sheets ann.txt --manifest manifest.json --shares-only",
    ],
  ],
  run: async (invocation) => {
    const { runKitDrill } = await import("../kit/kit-drill.ts");
    return runKitDrill(invocation);
  },
};
