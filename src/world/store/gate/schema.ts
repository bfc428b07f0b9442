import type { Migrations } from "../sqlite/migrations.ts";

/** "RWGP" in SQLite's application_id. */
export const gateApplicationId = 0x52574750;

/** The password vault's schema, version by version. A released entry is never changed. */
export const gateMigrations: Migrations = [
  `
  CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE accounts(account TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT) STRICT;

  CREATE TABLE passwords(
    account TEXT NOT NULL,
    version INTEGER NOT NULL,
    outer_envelope BLOB NOT NULL,
    split TEXT,
    has_kit_copy INTEGER NOT NULL,
    flags TEXT NOT NULL,
    tag TEXT,
    stored_by TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY(account, version)
  ) STRICT;
  CREATE INDEX passwords_by_tag ON passwords(tag);

  CREATE TABLE requests(
    request_id TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    signed TEXT NOT NULL,
    reason TEXT,
    statement TEXT,
    prepared TEXT,
    phase TEXT NOT NULL,
    is_over INTEGER NOT NULL,
    projection TEXT NOT NULL
  ) STRICT;
  CREATE INDEX requests_by_time ON requests(created_at, request_id);
  CREATE INDEX requests_by_account ON requests(account, is_over);
  CREATE INDEX requests_by_phase ON requests(phase);
  CREATE INDEX requests_by_person ON requests(person, created_at);

  CREATE TABLE decisions(
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    request_hash TEXT NOT NULL,
    person TEXT NOT NULL,
    decision TEXT NOT NULL,
    signed TEXT NOT NULL,
    share_p TEXT,
    share_s TEXT
  ) STRICT;
  CREATE INDEX decisions_by_request ON decisions(request_hash);

  CREATE TABLE receipts(hash TEXT PRIMARY KEY, keep_until INTEGER NOT NULL) STRICT;
  CREATE INDEX receipts_by_end ON receipts(keep_until);

  CREATE TABLE sessions(
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    cred TEXT NOT NULL,
    via TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_person ON sessions(person, created_at);
  CREATE INDEX sessions_by_end ON sessions(expires_at);

  CREATE TABLE nonces(nonce TEXT PRIMARY KEY, keep_until INTEGER NOT NULL) STRICT;
  CREATE INDEX nonces_by_end ON nonces(keep_until);
  CREATE TABLE counters(cred_id TEXT PRIMARY KEY, counter INTEGER NOT NULL) STRICT;
  CREATE TABLE last_seen(person TEXT PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT;

  CREATE TABLE proposals(
    hash TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    document TEXT NOT NULL,
    signed TEXT,
    approvals TEXT NOT NULL,
    shares TEXT NOT NULL,
    entries TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    reply TEXT
  ) STRICT;
  CREATE INDEX proposals_by_time ON proposals(created_at, hash);

  CREATE TABLE chains(
    chain TEXT NOT NULL,
    hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    approvals TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY(chain, hash)
  ) STRICT;

  CREATE TABLE outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread TEXT NOT NULL,
    route TEXT NOT NULL,
    notice TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    error TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_thread ON outbox(thread, id);
  CREATE INDEX outbox_waiting ON outbox(thread, route, id) WHERE state = 'waiting';

  CREATE TABLE kit_copies(
    kit_id TEXT NOT NULL,
    vault TEXT NOT NULL,
    medium TEXT NOT NULL,
    place TEXT NOT NULL,
    made INTEGER NOT NULL,
    re_read INTEGER,
    PRIMARY KEY(kit_id, vault, medium, place)
  ) STRICT;

  CREATE TABLE drills(
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    vault TEXT,
    held_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    proof TEXT NOT NULL,
    expires INTEGER,
    skew_seconds REAL
  ) STRICT;

  CREATE TABLE liveness(
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    split_id TEXT NOT NULL,
    commitment TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE pending(position INTEGER PRIMARY KEY AUTOINCREMENT, entry BLOB NOT NULL) STRICT;

  `,
];
