import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** `rootward kit copies`: where copies of the kits lie. */
export const kitCopiesCommand: CommandSpec = {
  path: "kit copies",
  summary: "where copies of the kits lie and when each was read again; register one with --add or --re-read",
  description:
    "The gate keeps the register and its ledger each change. Copy data/kit/kit-p.age and kit-s.age of the two servers to paper (kit print), a stick or a disc, each to places of its own, then register the copy. Read one whole at least every 180 days with kit verify, and say so with --re-read. For custodians and operators.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--add", help: "register a copy" },
    { flags: "--re-read", help: "a registered copy was read whole just now, and its SHA-256 is right" },
    { flags: "--vault <P|S>", help: "which vault's kit" },
    { flags: "--kit <ID>", help: "the kit's id, as on every sheet" },
    { flags: "--manifest <FILE>", help: "the kit's manifest: says kit and vault" },
    { flags: "--medium <KIND>", help: "paper, usb or disc" },
    { flags: "--place <PLACE>", help: "where it lies; the same word as in the custody file" },
    rosterHashOption,
  ],
  examples: [
    ["the register", "rootward kit copies"],
    ["a new copy", "rootward kit copies --add --manifest kit-p/manifest.json --medium paper --place safe-berlin"],
    [
      "it was read again",
      "rootward kit copies --re-read --vault P --kit 8877665544332211 --medium paper --place safe-berlin",
    ],
  ],
  run: async (invocation) => {
    const { runKitCopies } = await import("../kit/kit-copies.ts");
    return runKitCopies(invocation);
  },
};
