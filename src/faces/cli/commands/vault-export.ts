import type { CommandSpec } from "../command.ts";

/** `rootward vault export`: one vault as a KeePass database, by a quorum. */
export const vaultExportCommand: CommandSpec = {
  path: "vault export",
  summary: "the way out: one vault as a KeePass database, decided on by a quorum",
  description:
    "With --vault it is proposed; the quorum signs it (`rootward roster sign --proposal HASH`), and it waits a day in which any custodian can veto it (`rootward bg veto --document HASH`). Then, within a day, you alone, who proposed it, write it: a KDBX 4 database, and its key in a file that must lie elsewhere. The two vaults are two exports with two keys, on two devices: both in one place would be password and second factor in one. What is exported is due for rotation. Items that only shares open are left out.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--vault <P|S>", help: "to propose: P (passwords) or S (seeds)" },
    { flags: "--account <IDS>", help: "to propose: of these accounts only, with commas between them" },
    { flags: "--document <HASH>", help: "to write: the export that was decided on" },
    { flags: "--to <FILE>", help: "to write: the database, a new file" },
    { flags: "--key-to <FILE>", help: "to write: its key, a new file in another directory" },
    { flags: "--device <NAME>", help: "your name for the device, where the system cannot tell it; it is remembered" },
    { flags: "--state <DIR>", help: "where earlier exports are remembered (default: in the identity)" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["propose", "rootward vault export --vault S"],
    [
      "write it, a day later",
      "rootward vault export --document 8O6Ay3iHnbH0CPU14BRFW1ADWKL_DH_rWWSKfYxgr40 --to /media/a/seeds.kdbx --key-to /media/b/seeds.key",
    ],
  ],
  run: async (invocation) => {
    const { runExport } = await import("../vault/run-export.ts");
    return runExport(invocation);
  },
};
