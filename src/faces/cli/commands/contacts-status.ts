import type { CommandSpec } from "../command.ts";

/** `rootward contacts status`: who can be reached for an account, and what is being changed about it. */
export const contactsStatusCommand: CommandSpec = {
  path: "contacts status",
  summary: "contacts, phone verification and root mailboxes as AWS has them, and the plans under way",
  description:
    "Reads with your own AWS credentials and changes nothing: primary contact, verification of its phone, alternate contacts, root mailbox and its latest move. With --identity it also asks the gate which plans of contact changes wait, are in force or were vetoed. Contacts are masked. Exit 3 when something could not be seen; what is missing is named.",
  args: [],
  groups: ["aws", "scope", "members", "show", "format", "identity", "passphrase", "gate"],
  options: [],
  examples: [
    ["all accounts of the organization", "rootward contacts status --profile management"],
    [
      "two accounts, in full, for a program",
      "rootward contacts status --accounts 111122223333,444455556666 --show-contacts -f json",
    ],
    ["with the plans under way", "rootward contacts status --identity ann --passphrase-file ann.passphrase"],
  ],
  run: async (invocation) => {
    const { contactsStatusOnce } = await import("../contacts/status/contacts-status-once.ts");
    return contactsStatusOnce(invocation);
  },
};
