import type { CommandSpec } from "../command.ts";

/** `rootward identity new`: a custodian's own key files. */
export const identityNewCommand: CommandSpec = {
  path: "identity new",
  summary: "make your own key files: one key to sign with, one to open shares of each vault",
  description:
    "Makes a directory for you alone: person.json is public and goes into the roster; sign.age, vault-p.age and vault-s.age open with a passphrase, also with the age command. Run it on your own machine. Without --passphrase-file or --passphrase-stdin a passphrase of seven words is made and shown once.",
  args: [["<id>", "short and lower-case, e.g. ann; it stands in every log"]],
  groups: ["passphrase", "format"],
  options: [
    { flags: "--name <NAME>", help: "as other people will read it" },
    { flags: "--deployment <NAME>", help: "as custody init printed it" },
    { flags: "--out <DIR>", help: "a new or empty directory (default: ./ID)" },
    { flags: "--passphrase-out <FILE>", help: "write the new passphrase to a new file instead of showing it" },
  ],
  examples: [
    ["yours", "rootward identity new ann --name 'Ann Smith' --deployment acme --out ann"],
    ["without a terminal", "rootward identity new ann --name Ann --deployment acme --passphrase-out ann.passphrase"],
  ],
  run: async (invocation) => {
    const { runIdentityNew } = await import("../set-up/identity-new.ts");
    return runIdentityNew(invocation);
  },
};
