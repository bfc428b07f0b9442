import { errorRows } from "../core/error-row.ts";

/** What can be wrong with a snapshot directory. */
export const snapshotErrors = errorRows({
  SNAPSHOT_MISSING: {
    http: 404,
    exit: 2,
    title: "There is no snapshot in this directory",
    hint: "Name the directory that `rootward collect -o DIR` or `rootward scan --save DIR` wrote; it holds a manifest.json.",
  },
  SNAPSHOT_UNREADABLE: {
    http: 500,
    exit: 2,
    title: "A snapshot file cannot be read",
    hint: "Check that the file is there and that your user may read it.",
  },
  SNAPSHOT_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A file is not part of a Rootward snapshot",
    hint: "The file does not have the documented form (docs/formats/snapshot.md). Collect again, or restore the file.",
  },
  SNAPSHOT_TRUNCATED: {
    http: 422,
    exit: 2,
    title: "A snapshot file ends too early",
    hint: "The file was cut off. Copy the directory again, or go on with `rootward collect -o DIR --resume`.",
  },
  SNAPSHOT_NEWER: {
    http: 422,
    exit: 2,
    title: "The snapshot was written by a newer Rootward",
    hint: "Update Rootward, or collect again with this version.",
  },
  SNAPSHOT_TAMPERED: {
    http: 422,
    exit: 2,
    title: "A policy document does not match its name",
    hint: "The file under policies/ was changed after it was collected. Collect again.",
  },
  SNAPSHOT_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "A snapshot file is larger than any real one",
    hint: "Check where the directory comes from. Collect again.",
  },
});
