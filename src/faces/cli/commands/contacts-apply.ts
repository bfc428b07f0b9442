import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** `rootward contacts apply`: put a saved plan up for approvals, and carry it out once it is in force. */
export const contactsApplyCommand: CommandSpec = {
  path: "contacts apply",
  summary: "put a saved plan up for approvals; once it is in force, carry it out",
  description:
    "The first time it signs the plan as an operator of the password vault and puts it up: the approvers sign it with `rootward roster sign --proposal`, everyone concerned is told, and it waits, as any custodian can veto it. Run again after the wait, within a day, it asks for one AWS session for each part of the plan, reads every account again and changes only what is still as planned. A root mailbox moves with the code that AWS mails to the new address: bring it with --otp-file, at the prompt, or in a later run. It can be stopped at any time and goes on where it was (journal: PLAN.journal). Exit 1 when something is not as planned.",
  args: [["<plan>", "what `rootward contacts plan` saved"]],
  groups: ["identity", "passphrase", "gate", "show", "format"],
  options: [
    {
      flags: "--document <HASH>",
      help: "the document that the first run printed; a plan that is not its own is refused",
    },
    {
      flags: "--wait <DURATION>",
      help: "the first time: wait longer than the release policy asks for, such as 36h or 7d",
    },
    {
      flags: "--otp-file <FILE>",
      help: "codes that AWS mailed, one line for each account: digits, blank, code; - is standard input",
    },
    rosterHashOption,
  ],
  examples: [
    [
      "put it up, and later carry it out",
      "rootward contacts apply contacts.plan --identity ann --passphrase-file ann.passphrase",
    ],
    ["bring the codes of moved mailboxes", "rootward contacts apply contacts.plan --otp-file codes"],
  ],
  run: async (invocation) => {
    const { applyOnce } = await import("../contacts/apply/apply-once.ts");
    return applyOnce(invocation);
  },
};
