import type { CommandSpec } from "../command.ts";

/** `rootward ledger record`: one use of root on one page. */
export const ledgerRecordCommand: CommandSpec = {
  path: "ledger record",
  summary: "one use of root for an auditor, from copies of the logs that verify: six headings, on one page with -o",
  description:
    "Offline, with public keys alone. Tells what is recorded and in which entry: exceptional use, time, reason, approvals, identity, and who did what. The broker's log has most of it; the gate's adds sign-ins. Nothing is printed from a copy that does not verify. Whether it is enough is for whoever reads it.",
  args: [["<request>", "the request's id, as bg status shows it"]],
  groups: ["format"],
  options: [
    { flags: "--bundle <FILE...>", help: "tar file or directory of the broker's log, and of the gate's" },
    { flags: "--trust <FILE>", help: "keys of logs and witnesses, from where you trust it (never from the bundle)" },
    { flags: "--roster <FILE>", help: "the rosters, as for ledger verify" },
    { flags: "--roster-hash <HASH>", help: "hash of the first roster, as on the sheets" },
    { flags: "--reason <FILE>", help: "JSON with the reason's text and salt, where they were kept" },
    { flags: "-o, --out <FILE>", help: "also write it as a PDF of one page" },
    { flags: "--paper <SIZE>", help: "a4 (default) or letter" },
  ],
  examples: [
    [
      "a page for the auditor",
      "rootward ledger record 01JDADA7V0000000000000000A --bundle broker.tar gate.tar --trust trust.txt -o record.pdf",
    ],
  ],
  run: async (invocation) => {
    const { runLedgerRecord } = await import("../ledger/run-ledger-record.ts");
    return runLedgerRecord(invocation);
  },
};
