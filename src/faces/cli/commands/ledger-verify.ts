import type { CommandSpec } from "../command.ts";

/** `rootward ledger verify`: whether a copy of a log is whole and true. */
export const ledgerVerifyCommand: CommandSpec = {
  path: "ledger verify",
  summary: "check a copy of the log offline with public keys alone: every entry, checkpoint, code and decision",
  description:
    "Takes a bundle (a tar file or a directory, also a log's own directory), or a proof file with --entry. Checks every entry hash and root, the signatures and the quorum of witnesses that the trust file names, all checkpoints against the same tree, that entries are what custody writes, that no code was given out twice, and every decision's signature where the rosters are given. Names the first bad entry and what still verifies. A whole but old copy shows only against a checkpoint from elsewhere: give one with --checkpoint. Exit 0 verified, 1 damaged, 2 could not check.",
  args: [["<bundle>", "tar file, directory, or .tlog-proof file"]],
  groups: ["format"],
  options: [
    { flags: "--trust <FILE>", help: "keys of logs and witnesses, from where you trust it (never from the bundle)" },
    { flags: "--checkpoint <FILE...>", help: "a checkpoint of this log from elsewhere: witness, anchor, mail, sheet" },
    { flags: "--roster <FILE>", help: "the rosters: the gate's /v1/roster, or genesis.json; before the bundle's own" },
    { flags: "--roster-hash <HASH>", help: "hash of the first roster, as on the sheets" },
    { flags: "--entry <FILE>", help: "the entry that a proof file is about" },
  ],
  examples: [
    [
      "a bundle against a checkpoint from a sheet",
      "rootward ledger verify bundle.tar --trust trust.txt --checkpoint sheet.txt",
    ],
    ["one entry", "rootward ledger verify 7.tlog-proof --entry 7.json --trust trust.txt"],
  ],
  run: async (invocation) => {
    const { runLedgerVerify } = await import("../ledger/run-ledger-verify.ts");
    return runLedgerVerify(invocation);
  },
};
