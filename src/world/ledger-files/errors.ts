import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with the directory in which a log lies. */
export const ledgerFilesErrors = errorRows({
  LEDGER_FILES_DISK_FULL: {
    http: 507,
    exit: 3,
    title: "The disk of the log is full",
    hint: "Nothing was released. Make room, then start the process again; the log takes up where it was signed.",
  },
  LEDGER_FILES_WRITE_FAILED: {
    http: 500,
    exit: 3,
    title: "The log could not be written",
    hint: "Nothing was released. Check the disk and its permissions, then start the process again.",
  },
  LEDGER_FILES_STOPPED: {
    http: 503,
    exit: 3,
    title: "The log stopped after a write that failed",
    hint: "Start the process again. It reads what reached the disk and goes on from there.",
  },
  LEDGER_FILES_SHARED: {
    http: 409,
    exit: 3,
    title: "Something else wrote to the log's journal",
    hint: "A log has one writer. End the other process, keep a copy of the directory, and start this one again.",
  },
  LEDGER_FILES_UNREADABLE: {
    http: 500,
    exit: 3,
    title: "The log cannot be read",
    hint: "Check that the directory belongs to the process's user and that the disk answers.",
  },
});
