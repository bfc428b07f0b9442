import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";

/** `rootward vault import`: what a file of seeds or passwords would bring into custody. */
export const vaultImportCommand: CommandSpec = {
  path: "vault import",
  summary: "seeds or passwords from CSV, otpauth addresses, a QR screenshot or a KeePass database",
  description:
    "Reads a file for one of the two vaults, here on this computer, and tells row by row what would be imported, what a person must confirm and what is wrong. Kinds of files are told by their bytes: CSV (Account #, Account Name, Account Email, MFA Seed or Password), otpauth addresses one to a line, a PNG screenshot of one QR code, KDBX 3.1 or 4. Nothing is written. Exit 1: some rows are not ready; 2: the file could not be read.",
  args: [["<file>", "the file; - reads a table or addresses from standard input"]],
  groups: ["format"],
  options: [
    { flags: "--vault <P|S>", help: "P: passwords, by an operator-p; S: seeds, by an operator-s" },
    { flags: "--account <ID>", help: "whose the only row is; an id in a QR code's label must be this one" },
    { flags: "--partition <NAME>", help: "of the accounts: aws, aws-cn or aws-us-gov (default: aws)" },
    { flags: "--file-passphrase-file <FILE>", help: "file whose first line opens the KeePass database" },
    { flags: "--key-file <FILE>", help: "key file of the KeePass database" },
    { flags: "--confirm-zeros", help: "account ids of 10 or 11 digits have lost leading zeros: put them back" },
    { flags: "--generated", help: "attest that a generator made all passwords" },
  ],
  examples: [
    ["seeds from a table", "rootward vault import seeds.csv --vault S"],
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
