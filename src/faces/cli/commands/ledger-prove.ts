import type { CommandSpec } from "../command.ts";

/** `rootward ledger prove`: one entry with its proof. */
export const ledgerProveCommand: CommandSpec = {
  path: "ledger prove",
  summary: "take one entry out of a copy of the log, with the proof that it stands there",
  description:
    "Writes a C2SP tlog-proof file: the audit path and the cosigned checkpoint. Whoever has it, the entry and the trust file can check it offline with `rootward ledger verify`.",
  args: [["<index>", "the entry, counted from 0"]],
  groups: [],
  options: [
    { flags: "--from <BUNDLE>", help: "tar file or directory" },
    { flags: "--out <FILE>", help: "the proof file; standard output without it" },
    { flags: "--entry <FILE>", help: "also write the entry itself" },
  ],
  examples: [["entry 7", "rootward ledger prove 7 --from bundle.tar --out 7.tlog-proof --entry 7.json"]],
  run: async (invocation) => {
    const { runLedgerProve } = await import("../ledger/run-ledger-prove.ts");
    return runLedgerProve(invocation);
  },
};
