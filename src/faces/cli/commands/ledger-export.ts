import type { CommandSpec } from "../command.ts";

/** `rootward ledger export`: a log as one file. */
export const ledgerExportCommand: CommandSpec = {
  path: "ledger export",
  summary: "copy a log at its newest checkpoint into one tar file that anybody can verify offline",
  description:
    "Reads a log's directory, also while the log goes on, or signs in at the gate and reads its log or its copy of the broker's (--log). Writes a plain tar file (ustar) with its checkpoint, tiles and entries; from the gate, or with --roster, the rosters too, so that decisions can be checked. It holds no key and no secret.",
  args: [["[dir]", "the log's directory, e.g. broker/data/ledger; without it the log is read at the gate"]],
  groups: ["identity", "passphrase", "gate"],
  options: [
    { flags: "--log <LOG>", help: "at the gate: gate or broker" },
    { flags: "-o, --out <FILE>", help: "the tar file to write (0600)" },
    { flags: "--roster <FILE>", help: "the rosters: the gate's /v1/roster, or genesis.json" },
  ],
  examples: [
    [
      "the broker's log, from anywhere",
      "rootward ledger export --log broker --gate https://rootward.example.com -o bundle.tar",
    ],
    ["the broker's log", "rootward ledger export broker/data/ledger -o bundle.tar --roster draft/genesis.json"],
  ],
  run: async (invocation) => {
    const { runLedgerExport } = await import("../ledger/run-ledger-export.ts");
    return runLedgerExport(invocation);
  },
};
