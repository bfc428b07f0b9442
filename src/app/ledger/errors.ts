import { errorRows } from "../../domain/core/error-row.ts";

/** What can be wrong with what a custody log says. */
export const ledgerAuditErrors = errorRows({
  LEDGER_AUDIT_ENTRY_FOREIGN: {
    http: 409,
    exit: 1,
    title: "A log entry is not in the form that custody writes",
    hint: "Every entry is canonical JSON of the documented fields, of this log's deployment and process. Something else had the log's key.",
  },
  LEDGER_AUDIT_STEP_TWICE: {
    http: 409,
    exit: 1,
    title: "A code was given out twice",
    hint: "The same account and half minute stand in two entries. Look at both requests; the store of steps was set back.",
  },
  LEDGER_AUDIT_DECISION_BAD: {
    http: 409,
    exit: 1,
    title: "A decision in the log does not verify",
    hint: "The signature, the signer or the document it is about is not the one that the entry claims. Ask the named person what they signed.",
  },
  LEDGER_AUDIT_ROSTER_FOREIGN: {
    http: 409,
    exit: 1,
    title: "The roster chain does not verify",
    hint: "Give the rosters as the gate shows them and the hash of the first one from a sheet or from the broker's start.",
  },
  LEDGER_AUDIT_JOURNAL_DIFFERS: {
    http: 409,
    exit: 1,
    title: "The journal is not the log",
    hint: "The journal and the entry bundles of the directory differ. Keep both; the signed checkpoint tells which one is right.",
  },
  LEDGER_RECORD_UNVERIFIED: {
    http: 409,
    exit: 1,
    title: "A copy of a log does not verify, so nothing is told from it",
    hint: "`rootward ledger verify` with the same trust file says what is wrong with it. Take another copy with `rootward ledger export`.",
  },
  LEDGER_RECORD_UNKNOWN: {
    http: 404,
    exit: 1,
    title: "The log has no such request",
    hint: "Give the whole id, as `rootward bg status` shows it, and a copy of the broker's log that was taken after the request.",
  },
  LEDGER_RECORD_REASON: {
    http: 409,
    exit: 1,
    title: "The reason is not the one that was recorded",
    hint: "Its salted hash differs from the one in the log. Leave --reason away to print the record without the text.",
  },
  LEDGER_BUNDLE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a bundle of a log",
    hint: "A bundle is a directory or a plain tar file (tar --format=ustar) with `checkpoint` and `tile/` in it.",
  },
});
