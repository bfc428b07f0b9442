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
  SEALING_KDBX_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The file is no KeePass 2 database",
    hint: "Bring a .kdbx file. Open an older .kdb in KeePassXC or KeePass 2 and save it as KDBX first.",
  },
  SEALING_KDBX_UNSUPPORTED: {
    http: 422,
    exit: 2,
    title: "This kind of KeePass database is not read here",
    hint: "Save it in KeePassXC as KDBX 4 with AES-256 or ChaCha20, Argon2 or AES-KDF, and a password or key file alone.",
  },
  SEALING_KDBX_COSTLY: {
    http: 422,
    exit: 2,
    title: "The database asks for more work than it may",
    hint: "Lower its Argon2 memory to 1 GiB and its rounds to 100 or less, in the database settings, and save it again.",
  },
  SEALING_KDBX_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "The database is too large",
    hint: "Export the accounts' entries alone, without attachments and history, to a database of their own.",
  },
  SEALING_KDBX_WRONG_KEY: {
    http: 422,
    exit: 2,
    title: "The database does not open with this password or key file",
    hint: "Type the password again, and add the key file if it has one; hardware keys are not read here.",
  },
  SEALING_KDBX_DAMAGED: {
    http: 422,
    exit: 2,
    title: "The database is damaged",
    hint: "Open it in KeePassXC to see whether it can be repaired, or take a backup copy of it.",
  },
  SEALING_KDBX_TIMEOUT: {
    http: 422,
    exit: 2,
    title: "The database was not opened in time",
    hint: "Lower its key derivation settings, or try again on a faster machine with nothing else to do.",
  },
  SEALING_CANCELLED: {
    http: 409,
    exit: 1,
    title: "Opening was cancelled",
    hint: "Nothing was read. Start again when you are ready.",
  },
  SEALING_IMAGE_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "The image cannot be read",
    hint: "Take the screenshot again and save it as PNG, not interlaced. Photographs and JPEG files are not read here.",
  },
  SEALING_IMAGE_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "The image is too large",
    hint: "Cut it down to the QR code and a margin around it.",
  },
  SEALING_QR_NONE: {
    http: 422,
    exit: 2,
    title: "No QR code is in the image",
    hint: "Show the whole code, unrotated and not covered, with a white margin, and take the screenshot again.",
  },
  SEALING_QR_SEVERAL: {
    http: 422,
    exit: 2,
    title: "More than one QR code is in the image",
    hint: "Nothing tells which account each belongs to. Cut the image down to one code at a time.",
  },
});
