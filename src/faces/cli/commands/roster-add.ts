import type { CommandSpec } from "../command.ts";
import { draftOption } from "../set-up/draft-option.ts";

/** `rootward roster add`: a person or a kit for the first roster. */
export const rosterAddCommand: CommandSpec = {
  path: "roster add",
  summary: "add a person or a kit to the draft of the first roster, and say what is still missing",
  description:
    "Takes the public person.json of an identity. Roles: requester (asks), approver (agrees), custodian (holds shares, may veto), unsealer (starts the broker), operator-p and operator-s (put passwords or seeds in, never both), auditor. No role releases anything alone. Adding somebody again changes their roles. The manifest.json of a kit lets the roster name it: whatever comes into its vault is then encrypted to the kit, too.",
  args: [["<file>", "person.json of an identity, or manifest.json of a kit"]],
  groups: ["format"],
  options: [
    { flags: "--roles <LIST>", help: "comma-separated (default: approver,custodian,requester,unsealer)" },
    draftOption,
  ],
  examples: [
    ["a founder", "rootward roster add ann/person.json --draft custody/draft"],
    [
      "one who also brings seeds",
      "rootward roster add bob/person.json --roles approver,custodian,operator-s,requester,unsealer",
    ],
    ["the kit of the passwords", "rootward roster add kit-p/manifest.json --draft custody/draft"],
  ],
  run: async (invocation) => {
    const { runRosterAdd } = await import("../set-up/roster-add.ts");
    return runRosterAdd(invocation);
  },
};
