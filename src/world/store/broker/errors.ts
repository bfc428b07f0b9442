import { errorRows } from "../../../domain/core/error-row.ts";

/** What can go wrong with the seed vault's store. */
export const brokerStoreErrors = errorRows({
  BROKER_STORE_RUNNING: {
    http: 409,
    exit: 2,
    title: "A broker already runs on this store",
    hint: "There is one broker for a deployment. Use the one that runs, or stop it before starting another.",
  },
  BROKER_STORE_MISSING: {
    http: 500,
    exit: 2,
    title: "The seed vault's store is not there",
    hint: "Check `data` in the broker's configuration. A new deployment makes its store with `rootward broker init`; a lost one comes back with `rootward backup restore`.",
  },
  BROKER_STORE_EXISTS: {
    http: 409,
    exit: 2,
    title: "There is a seed vault's store already",
    hint: "Nothing was changed. Start the broker on it, or name another directory.",
  },
  BROKER_STORE_EXPOSED: {
    http: 500,
    exit: 2,
    title: "Other users of this machine may read the seed vault's store",
    hint: "Set its file to mode 0600 and its directory to 0700, both owned by the broker's user, and find out who could read it.",
  },
  BROKER_STORE_FULL: {
    http: 507,
    exit: 2,
    title: "The disk of the seed vault's store is full",
    hint: "Nothing of this was done, and no code left. Make room on the broker's disk, then ask again.",
  },
  BROKER_STORE_FAILED: {
    http: 500,
    exit: 3,
    title: "The seed vault's store could not be read or written",
    hint: "Check the disk and the permissions of the broker's data directory, then start the broker again.",
  },
  BROKER_STORE_DAMAGED: {
    http: 500,
    exit: 3,
    title: "The seed vault's store is damaged, or is another file",
    hint: "Keep the file as evidence. Restore the newest backup; the broker is then quarantined until a quorum signs a resync.",
  },
  BROKER_STORE_NEWER: {
    http: 500,
    exit: 2,
    title: "The seed vault's store was written by a later version of this program",
    hint: "Start the version that wrote it, or a later one. A store never goes back.",
  },
  BROKER_STORE_MISUSED: {
    http: 500,
    exit: 3,
    title: "The broker used its store wrongly",
    hint: "Nothing of this was done. This is a defect of the program: report it with the detail.",
  },
  BROKER_STORE_COPIED: {
    http: 503,
    exit: 2,
    title: "The seed vault's store is a copy, or lies on another host",
    hint: "Two brokers could give out one code twice, so this one releases nothing. If the other is gone for good, let a quorum sign a resync that names this host.",
  },
  BROKER_STORE_HOST_ID_UNFIT: {
    http: 500,
    exit: 2,
    title: "The host id's file cannot be used",
    hint: "It lies outside the data directory and its backups and holds one line, 22 characters. Without the file a new one is made and the store counts as copied.",
  },
  BROKER_STORE_STEP_TAKEN: {
    http: 409,
    exit: 2,
    title: "This half minute of the account is spent",
    hint: "Nothing left. Ask again for the next code.",
  },
  BROKER_STORE_FINGERPRINT_TAKEN: {
    http: 409,
    exit: 2,
    title: "This seed is in custody already",
    hint: "Check which account it was enrolled for; one seed in two places is a mix-up.",
  },
  BROKER_STORE_SPLIT_TAKEN: {
    http: 409,
    exit: 3,
    title: "Another split of this group's key is there under the same version",
    hint: "Nothing was replaced: the shares that are there may be all that opens the key. Report this as a defect.",
  },
});
