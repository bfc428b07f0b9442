import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";

/** `rootward vault import`: seeds or passwords of a file are looked at and brought into custody. */
export const vaultImportCommand: CommandSpec = {
  path: "vault import",
  summary: "seeds or passwords from CSV, otpauth addresses, a QR screenshot or a KeePass database",
  description:
    "Reads a file for one of the two vaults, here on this computer, and tells row by row what would be imported, what a person must confirm and what is wrong. Kinds of files are told by their bytes: CSV (Account #, Account Name, Account Email, MFA Seed or Password), otpauth addresses one to a line, a PNG screenshot of one QR code, KDBX 3.1 or 4. Without --apply nothing is written and no server is needed. With it the rows are stored through gate and broker, never twice: after any stop the same command goes on. Nobody stores both secrets of one account. Exit 1: some rows are not ready or not stored; 2: the file could not be read.",
  args: [["<file>", "the file; - reads a table or addresses from standard input"]],
  groups: ["format", "identity", "passphrase", "gate"],
  options: [
    { flags: "--vault <P|S>", help: "P: passwords, by an operator-p; S: seeds, by an operator-s" },
    { flags: "--account <ID>", help: "whose the only row is; an id in a QR code's label must be this one" },
    { flags: "--partition <NAME>", help: "of the accounts: aws, aws-cn or aws-us-gov (default: aws)" },
    { flags: "--file-passphrase-file <FILE>", help: "file whose first line opens the KeePass database" },
    { flags: "--key-file <FILE>", help: "key file of the KeePass database" },
    { flags: "--confirm-zeros", help: "account ids of 10 or 11 digits have lost leading zeros: put them back" },
    { flags: "--generated", help: "attest that a generator made all passwords" },
    { flags: "--apply", help: "store the rows" },
    { flags: "--ready-only", help: "with --apply: store the rows that are ready, leave the others" },
    { flags: "--state <DIR>", help: "with --apply: where it is noted how far it came (default: in the identity)" },
    { flags: "--roster <HASH>", help: "with --apply, once: the first roster's hash, 43 characters" },
  ],
  examples: [
    ["seeds from a table", "rootward vault import seeds.csv --vault S"],
    ["and into custody", "rootward vault import seeds.csv --vault S --apply --identity ann"],
    ["one screenshot", "rootward vault import qr.png --vault S --account 123456789012"],
    [
      "passwords of a KeePass database, for a program",
      "rootward vault import root.kdbx --vault P --file-passphrase-file phrase -f json",
    ],
  ],
  run: async (invocation) => {
    const targets = formatTargets(invocation.settings, ["text", "json"], "text");
    const { importOnce } = await import("../vault/import-once.ts");
    return importOnce(invocation, targets);
  },
};
