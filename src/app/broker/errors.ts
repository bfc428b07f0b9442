import { errorRows } from "../../domain/core/error-row.ts";

/** What the broker refuses by itself, and what can keep it from working. */
export const brokerErrors = errorRows({
  BROKER_LINE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The broker was sent a line that it does not know",
    hint: "Nothing was done. Use a gate or command of the same version as the broker.",
  },
  BROKER_NOT_THIS_DOOR: {
    http: 403,
    exit: 2,
    title: "The custodians' door does not take this",
    hint: "It takes status, log, and what can only stop something, `seen` and `resync`. Go through the gate for the rest.",
  },
  BROKER_SEALED: {
    http: 503,
    exit: 1,
    title: "The broker is sealed",
    hint: "Unsealers open it with their shares: `rootward broker unseal`.",
  },
  BROKER_QUARANTINED: {
    http: 503,
    exit: 3,
    title: "The broker is in quarantine and releases nothing",
    hint: "Its log or store is older than, or different from, what was seen of it. Compare with the gate and the witness; a quorum's `resync` leads out.",
  },
  BROKER_BEHIND_LOG: {
    http: 503,
    exit: 3,
    title: "The broker's store is older than its log",
    hint: "A backup was put back beside a newer log. A quorum's `resync` leads out.",
  },
  BROKER_LOG_STOPPED: {
    http: 503,
    exit: 3,
    title: "The broker cannot write its log and releases nothing",
    hint: "See what the disk says, make room, then start the broker again. What was under way stays spent.",
  },
  BROKER_BUSY: {
    http: 429,
    exit: 1,
    title: "The broker has too much to do",
    hint: "Nothing was done. Try again in a few seconds.",
  },
  BROKER_SECRET_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "What was encrypted to the broker is not what the document says",
    hint: "Nothing was stored. Make it again with the command that goes with this document.",
  },
  BROKER_NO_SEED: {
    http: 404,
    exit: 2,
    title: "The account has no seed in custody",
    hint: "Enrol a device for the account, or ask for what it has.",
  },
  BROKER_ITEM_ROLLED_BACK: {
    http: 503,
    exit: 3,
    title: "A stored item is not the version that the log names",
    hint: "A row was put back or removed. Restore the store from its newest backup and let a quorum sign a `resync`.",
  },
  BROKER_KEY_WRONG: {
    http: 503,
    exit: 3,
    title: "A stored row does not open with its key",
    hint: "The row was changed or moved. Restore the store from its newest backup and let a quorum sign a `resync`.",
  },
  BROKER_KEY_GONE: {
    http: 409,
    exit: 1,
    title: "The opened key of this request is gone",
    hint: "It was in memory only and the broker started anew. Make a new request.",
  },
  BROKER_OTHER_KEYS: {
    http: 409,
    exit: 2,
    title: "The roster is not for this broker",
    hint: "It names another deployment, separation, or keys than this directory has. Sign a roster with the public part that `custody init` wrote here.",
  },
  BROKER_REHEARSAL_OVER: {
    http: 403,
    exit: 2,
    title: "This rehearsal is over",
    hint: "A rehearsal ends seven days after its first entry. Set up a real deployment with `rootward custody init`.",
  },
  BROKER_INTERNAL: {
    http: 500,
    exit: 3,
    title: "The broker met something that it did not expect",
    hint: "Nothing was released. Look at the broker's own messages and report it with what you did.",
  },
});
