import { errorRows } from "../../../domain/core/error-row.ts";

/** What can go wrong with the password vault's store. */
export const gateStoreErrors = errorRows({
  GATE_STORE_RUNNING: {
    http: 409,
    exit: 2,
    title: "A gate already runs on this store",
    hint: "There is one gate for a deployment. Use the one that runs, or stop it before starting another.",
  },
  GATE_STORE_MISSING: {
    http: 500,
    exit: 2,
    title: "The password vault's store is not there",
    hint: "Check `data` in the gate's configuration. A new deployment makes its store with `rootward gate init`; a lost one comes back with `rootward backup restore`.",
  },
  GATE_STORE_EXISTS: {
    http: 409,
    exit: 2,
    title: "There is a password vault's store already",
    hint: "Nothing was changed. Start the gate on it, or name another directory.",
  },
  GATE_STORE_EXPOSED: {
    http: 500,
    exit: 2,
    title: "Other users of this machine may read the password vault's store",
    hint: "Set its file to mode 0600 and its directory to 0700, both owned by the gate's user, and find out who could read it.",
  },
  GATE_STORE_FULL: {
    http: 507,
    exit: 2,
    title: "The disk of the password vault's store is full",
    hint: "Nothing of this was done. Make room on the gate's disk, then try again.",
  },
  GATE_STORE_FAILED: {
    http: 500,
    exit: 3,
    title: "The password vault's store could not be read or written",
    hint: "Check the disk and the permissions of the gate's data directory, then start the gate again.",
  },
  GATE_STORE_DAMAGED: {
    http: 500,
    exit: 3,
    title: "The password vault's store is damaged, or is another file",
    hint: "Keep the file as evidence. Restore the newest backup with `rootward backup restore`.",
  },
  GATE_STORE_NEWER: {
    http: 500,
    exit: 2,
    title: "The password vault's store was written by a later version of this program",
    hint: "Start the version that wrote it, or a later one. A store never goes back.",
  },
  GATE_STORE_MISUSED: {
    http: 500,
    exit: 3,
    title: "The gate used its store wrongly",
    hint: "Nothing of this was done. This is a defect of the program: report it with the detail.",
  },
  GATE_STORE_VERSION_TAKEN: {
    http: 409,
    exit: 2,
    title: "This version of the account's password is there already",
    hint: "Nothing was replaced. Look which version is the newest and bring the next one.",
  },
  GATE_STORE_RECEIPT_USED: {
    http: 409,
    exit: 2,
    title: "This receipt has opened something already",
    hint: "A receipt opens once. Ask the broker again under the same grant.",
  },
});
