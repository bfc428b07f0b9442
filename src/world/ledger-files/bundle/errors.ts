import { errorRows } from "../../../domain/core/error-row.ts";

/** What can be wrong with a copy of a log as a file. */
export const ledgerBundleErrors = errorRows({
  LEDGER_BUNDLE_UNREADABLE: {
    http: 400,
    exit: 2,
    title: "A bundle cannot be read",
    hint: "Check the path and its permissions. A bundle is a tar file or a directory.",
  },
  LEDGER_BUNDLE_TAR_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A tar file is cut, damaged or of another kind",
    hint: "Bundles are plain ustar files without links, long names and extensions: make one with `rootward ledger export` or tar --format=ustar.",
  },
  LEDGER_BUNDLE_NAME_HOSTILE: {
    http: 422,
    exit: 2,
    title: "A name in a bundle leads somewhere else",
    hint: "Names are relative, without `..`, links and control characters, each once. Do not unpack this file by other means.",
  },
});
