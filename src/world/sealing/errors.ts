import { errorRows } from "../../domain/core/error-row.ts";

/** Why something is not sealed, opened, split or combined. */
export const sealingErrors = errorRows({
  SEALING_NO_RECIPIENT: {
    http: 422,
    exit: 2,
    title: "Nobody is named who could open the file",
    hint: "Name at least one recipient. A roster without holders of this vault has none: add one first.",
  },
  SEALING_RECIPIENT_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "A recipient is no age recipient",
    hint: "It begins with age1 or age1pq1. Let its owner print it again with `rootward identity show`.",
  },
  SEALING_MIXED_RECIPIENTS: {
    http: 422,
    exit: 2,
    title: "Post-quantum and classical recipients in one file",
    hint: "One classical recipient makes the whole file classical. Seal two files, or let everybody use the same kind.",
  },
  SEALING_IDENTITY_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "The key is no age identity",
    hint: "It begins with AGE-SECRET-KEY-1 or AGE-SECRET-KEY-PQ-1. Take it from the owner's own vault file or kit.",
  },
  SEALING_NOT_FOR_THIS_KEY: {
    http: 422,
    exit: 2,
    title: "The file was not sealed to this key",
    hint: "Use the key of the vault and person that the file was made for. If it is the right one, the file is damaged.",
  },
  SEALING_WRONG_PASSPHRASE: {
    http: 422,
    exit: 2,
    title: "The passphrase is wrong",
    hint: "Type it again, with its spaces, or check the file that ROOTWARD_PASSPHRASE_FILE names.",
  },
  SEALING_WORK_TOO_HIGH: {
    http: 422,
    exit: 2,
    title: "The file asks for more work than a passphrase is worth",
    hint: "It was not made by Rootward. Open it with stock `age -d` and seal it again, if you trust who made it.",
  },
  SEALING_DAMAGED: {
    http: 422,
    exit: 2,
    title: "The sealed file is damaged or no age file",
    hint: "Take another copy of it. Every byte is checked, so one that was changed or cut off is never opened in part.",
  },
  SEALING_SPLIT_IMPOSSIBLE: {
    http: 422,
    exit: 2,
    title: "A key cannot be split like this",
    hint: "Ask for at least 2 of at least 2 shares, at most 255, and no more needed than there are.",
  },
  SEALING_SHARES_UNFIT: {
    http: 422,
    exit: 2,
    title: "These shares cannot be combined",
    hint: "Bring shares of one split, each once. `rootward kit verify` tells which of them does not belong.",
  },
});
