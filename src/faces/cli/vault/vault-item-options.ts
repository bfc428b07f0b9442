import type { CommandOption } from "../command.ts";

/** The options of the commands that bring one item. */
export const vaultItemOptions: readonly CommandOption[] = [
  { flags: "--account <ID>", help: "12 digits, or the account's name once it is known" },
  { flags: "--name <NAME>", help: "what people call the account; for one that is new here" },
  { flags: "--email <ADDRESS>", help: "address of its root user" },
  { flags: "--password", help: "make a new password of 40 characters and show it once" },
  { flags: "--password-file <FILE>", help: "a password that is set already: the first line; - reads standard input" },
  { flags: "--generated", help: "attest that a generator made the password of --password-file" },
  { flags: "--seed", help: "a seed from standard input: base32, or an otpauth line" },
  { flags: "--seed-file <FILE>", help: "the same from a file; - reads standard input" },
  {
    flags: "--codes-file <FILE>",
    help: "two consecutive codes of the old device, one on each line, to hold the seed against; - reads standard input",
  },
  { flags: "--print", help: "the new password to standard output, also on a terminal" },
  {
    flags: "--roster <HASH>",
    help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
  },
];
