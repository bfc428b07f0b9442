import { errorRows } from "../../../domain/core/error-row.ts";

/** Why a KeePass database is not read or written. */
export const kdbxErrors = errorRows({
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
});
