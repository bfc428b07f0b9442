import type { CommandSpec } from "../command.ts";
import { sheetFactOptions } from "../kit/sheet-facts.ts";
import { formatTargets } from "../output/format-targets.ts";

/** `rootward kit make`: a new kit key, split over printed sheets. */
export const kitMakeCommand: CommandSpec = {
  path: "kit make",
  summary: "make the key of a vault's emergency kit, split it and print the sheets; for an offline machine",
  description:
    "Draws a key, splits it over the holders' sheets (PDF, front and back) and forgets it. The directory then holds the sheets, the manifest (public: it goes into the roster) and a canary that a drill opens. Print the sheets, hand them out, remove the PDFs. No network is used.",
  args: [],
  groups: ["format"],
  options: [
    { flags: "--vault <P|S>", help: "P for passwords, S for seeds; each has a kit of its own" },
    { flags: "--deployment <NAME>", help: "the deployment's name, as custody init printed it" },
    { flags: "--holders <LIST>", help: "who or which place gets a sheet, comma-separated ids" },
    { flags: "--threshold <N>", help: "how many sheets open the kit, at least 2" },
    { flags: "--out <DIR>", help: "an empty or new directory" },
    { flags: "--paper <SIZE>", help: "a4 (default) or letter" },
    { flags: "--expires <DATE>", help: "YYYY-MM-DD; a year from today unless given" },
    ...sheetFactOptions,
  ],
  examples: [
    [
      "a kit of the passwords for three holders, two of whom open it",
      "rootward kit make --vault P --deployment acme --holders ann,bob,safe-b --threshold 2 --out kit-p",
    ],
  ],
  run: async (invocation) => {
    formatTargets(invocation.settings, ["text", "json"], "text");
    const { runKitMake } = await import("../kit/kit-make.ts");
    return runKitMake(invocation);
  },
};
