import { errorRows } from "../core/error-row.ts";

/** What can be wrong with a log, its checkpoints, proofs, witnesses and trust files. */
export const ledgerErrors = errorRows({
  LEDGER_ENTRY_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "A log entry is larger than the log can hold",
    hint: "An entry has at most 65,535 bytes. Log a hash of the large part, not the part itself.",
  },
  LEDGER_OUT_OF_RANGE: {
    http: 404,
    exit: 2,
    title: "The log has no such entry or size",
    hint: "Ask for an entry below the size of the newest checkpoint, and for an earlier size that is not larger than it.",
  },
  LEDGER_HASH_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A tree hash is not 32 bytes",
    hint: "Tree hashes are SHA-256. Fetch the tile, proof or stored state again.",
  },
  LEDGER_STATE_FOREIGN: {
    http: 500,
    exit: 2,
    title: "The stored state of the log's tree is not in its documented form",
    hint: "Delete the state file; it is made again from the tiles. Check the disk it lay on.",
  },
  LEDGER_TILE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A tile or an entry bundle is not in its documented form",
    hint: "The file was cut or changed, or its name is no tile path (docs/formats/ledger.md). Copy it again from the log.",
  },
  LEDGER_TILE_MISSING: {
    http: 404,
    exit: 2,
    title: "A tile that the tree must have is missing",
    hint: "Copy the named file from the log; a tree of this size has it, or the full tile in the place of a partial one.",
  },
  LEDGER_NOTE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a signed note",
    hint: "A note is UTF-8 text, an empty line, and signature lines that start with a long dash. Copy it byte for byte.",
  },
  LEDGER_CHECKPOINT_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a checkpoint",
    hint: "A checkpoint has three lines: origin, size, base64 of the root. Nothing else may stand before the empty line.",
  },
  LEDGER_KEY_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a verifier key",
    hint: "A key reads name+8 hex digits+base64, in one line. Copy it whole from the log's or the witness's operator.",
  },
  LEDGER_KEY_UNSUPPORTED: {
    http: 422,
    exit: 2,
    title: "A verifier key is of a kind that cannot be used here",
    hint: "A log signs with an Ed25519 key (type 01), a witness with an Ed25519 cosignature key (type 04). Ask for that key.",
  },
  LEDGER_UNSIGNED: {
    http: 403,
    exit: 2,
    title: "A checkpoint bears no signature of a log that is trusted",
    hint: "Check that the trust file holds this log's key, and that the checkpoint comes from that log.",
  },
  LEDGER_SIGNATURE_BAD: {
    http: 403,
    exit: 2,
    title: "A signature by a known key does not fit the checkpoint",
    hint: "The checkpoint or the signature was changed. Do not use it; fetch it again and keep this one as evidence.",
  },
  LEDGER_OTHER_ORIGIN: {
    http: 422,
    exit: 2,
    title: "A checkpoint is of another log",
    hint: "Compare the first line with the log that is meant: gate and broker have a log each, and each epoch its own name.",
  },
  LEDGER_UNWITNESSED: {
    http: 403,
    exit: 2,
    title: "Too few of the trusted witnesses have cosigned a checkpoint",
    hint: "Ask the log for a checkpoint with more cosignatures, or see why the named witnesses did not answer it.",
  },
  LEDGER_REQUEST_FOREIGN: {
    http: 400,
    exit: 2,
    title: "This is not a request that a witness takes",
    hint: "Send `old <size>`, at most 63 proof lines, an empty line and the checkpoint. `old` may not be above its size.",
  },
  LEDGER_ANSWER_FOREIGN: {
    http: 502,
    exit: 2,
    title: "A witness answered something else than the protocol says",
    hint: "Check the witness's address; a proxy or another program may answer there.",
  },
  LEDGER_PROOF_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a proof file",
    hint: "A proof file starts with c2sp.org/tlog-proof@v1. Copy it byte for byte, or make it again from the log.",
  },
  LEDGER_PROOF_BAD: {
    http: 422,
    exit: 2,
    title: "A proof does not lead to the checkpoint's root",
    hint: "The entry, its index or the proof was changed, or the checkpoint is of another tree. Make the proof again.",
  },
  LEDGER_TRUST_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The trust file is not valid",
    hint: "It holds lines `log`, `witness`, `group` and exactly one `quorum`; names are defined above where they are used.",
  },
  LEDGER_ENTRY_CHANGED: {
    http: 409,
    exit: 1,
    title: "A log entry is not the one that was logged",
    hint: "Keep the files as evidence, get another copy of the log, and look at everything from this entry on.",
  },
  LEDGER_BEHIND: {
    http: 409,
    exit: 3,
    title: "The log is shorter than a checkpoint that it signed",
    hint: "An old copy was restored or the log was cut. Nothing is released. Bring the missing entries with a quorum-signed resync.",
  },
  LEDGER_FORKED: {
    http: 409,
    exit: 3,
    title: "The log differs from a checkpoint that it signed",
    hint: "Two histories exist under one key. Nothing is released. Keep both as evidence; only a quorum-signed resync leads out.",
  },
});
