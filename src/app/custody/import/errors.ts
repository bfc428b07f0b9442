import { errorRows } from "../../../domain/core/error-row.ts";

/** Why a file is not imported, and why an import that was begun stops. */
export const importRunErrors = errorRows({
  IMPORT_FILE_EMPTY: {
    http: 422,
    exit: 2,
    title: "There is nothing in the file that could be imported",
    hint: "Bring a CSV file, a list of otpauth addresses, a PNG screenshot of one QR code, or a KeePass database.",
  },
  IMPORT_FILE_UNKNOWN: {
    http: 422,
    exit: 2,
    title: "The file is none of the kinds that can be imported",
    hint: "Bring CSV in UTF-8, otpauth addresses one to a line, a PNG screenshot, or a KDBX database.",
  },
  IMPORT_WRONG_VAULT: {
    http: 422,
    exit: 2,
    title: "This kind of file has no passwords",
    hint: "QR codes and otpauth addresses hold seeds: import them with --vault S.",
  },
  IMPORT_NEEDS_KEY: {
    http: 422,
    exit: 2,
    title: "The database needs a password or a key file",
    hint: "Name a file with its password: --file-passphrase-file FILE; and its key file, if it has one: --key-file FILE.",
  },
  IMPORT_ROWS_OPEN: {
    http: 409,
    exit: 1,
    title: "Some rows cannot be imported as they are, so none was",
    hint: "Correct them and run it again, or import the others alone with --ready-only.",
  },
  IMPORT_NOTHING_READY: {
    http: 409,
    exit: 1,
    title: "No row is ready to be imported",
    hint: "Each row says what is wrong with it. Correct the file, then run it again.",
  },
  IMPORT_ITEM_THERE: {
    http: 409,
    exit: 1,
    title: "Custody already has this item of the account",
    hint: "An import never takes the place of one. Enrol a new device or store a new password for this account instead.",
  },
  IMPORT_STATE_OTHER: {
    http: 409,
    exit: 2,
    title: "The state directory is another import's",
    hint: "It belongs to another deployment. Name a directory of its own with --state DIR.",
  },
  IMPORT_STATE_DAMAGED: {
    http: 422,
    exit: 2,
    title: "The state of the import cannot be read",
    hint: "Name a new directory with --state DIR: what custody already has is found again and not stored twice.",
  },
});
