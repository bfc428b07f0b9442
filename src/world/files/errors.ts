import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong when a snapshot directory is written. */
export const filesErrors = errorRows({
  FILES_DISK_FULL: {
    http: 507,
    exit: 2,
    title: "The disk is full",
    hint: "Everything collected so far is kept. Make room, then go on with the same command and --resume.",
  },
  FILES_NOT_WRITABLE: {
    http: 403,
    exit: 2,
    title: "The snapshot directory cannot be written",
    hint: "Name a directory that your user may write, or check its permissions.",
  },
  FILES_WRITE_FAILED: {
    http: 500,
    exit: 2,
    title: "A snapshot file could not be written",
    hint: "Check the disk, then go on with the same command and --resume.",
  },
  FILES_FOREIGN_DIRECTORY: {
    http: 409,
    exit: 2,
    title: "The directory holds files that are not a Rootward snapshot",
    hint: "Name a new or empty directory; nothing was changed in this one.",
  },
  FILES_SNAPSHOT_EXISTS: {
    http: 409,
    exit: 2,
    title: "The directory holds a snapshot already",
    hint: "Go on with it by --resume, or name a new directory.",
  },
  FILES_JOURNAL_FAILED: {
    http: 507,
    exit: 2,
    title: "What was done could not be written down",
    hint: "Everything noted before is kept. Make room or name a directory that your user may write, then run the same command again.",
  },
  FILES_ALREADY_THERE: {
    http: 409,
    exit: 2,
    title: "A file of that name is there already",
    hint: "Nothing was written over it. Name a new file.",
  },
  FILES_NOT_WRITTEN: {
    http: 500,
    exit: 2,
    title: "The file could not be written",
    hint: "Nothing of it is left. Check the place, its room and your rights there, then run the command again.",
  },
});
