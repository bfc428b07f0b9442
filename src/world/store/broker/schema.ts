import type { Migrations } from "../sqlite/migrations.ts";

/** "RWBS" in SQLite's application_id. */
export const brokerApplicationId = 0x52574253;

/** The seed vault's schema, version by version. A released entry is never changed. */
export const brokerMigrations: Migrations = [
  `
  CREATE TABLE identity(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE requests(
    request_id TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    requester TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    phase TEXT NOT NULL,
    is_over INTEGER NOT NULL,
    state TEXT NOT NULL,
    request TEXT NOT NULL,
    decisions TEXT NOT NULL,
    broker_key TEXT
  ) STRICT;
  CREATE INDEX requests_by_account ON requests(account, is_over);
  CREATE INDEX requests_by_phase ON requests(phase);
  CREATE INDEX requests_by_requester ON requests(requester, created_at);

  CREATE TABLE stops(
    request_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    signed TEXT NOT NULL,
    PRIMARY KEY(request_hash, kind, person)
  ) STRICT;

  CREATE TABLE nonces(nonce TEXT PRIMARY KEY, keep_until INTEGER NOT NULL) STRICT;
  CREATE INDEX nonces_by_end ON nonces(keep_until);

  CREATE TABLE counters(cred_id TEXT PRIMARY KEY, counter INTEGER NOT NULL) STRICT;

  CREATE TABLE items(
    account TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    is_proven INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    envelope BLOB NOT NULL,
    dek BLOB NOT NULL,
    group_name TEXT,
    group_version INTEGER,
    kit BLOB,
    state TEXT NOT NULL,
    attempts TEXT NOT NULL,
    flags TEXT NOT NULL,
    PRIMARY KEY(account, version)
  ) STRICT;

  CREATE TABLE groups(name TEXT NOT NULL, version INTEGER NOT NULL, split TEXT NOT NULL, PRIMARY KEY(name, version)) STRICT;

  CREATE TABLE step_ledger(
    account TEXT NOT NULL,
    step INTEGER NOT NULL,
    grant_id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    n INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    reserved_ms INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    log_index INTEGER,
    lost INTEGER NOT NULL,
    PRIMARY KEY(account, step)
  ) STRICT;
  CREATE INDEX step_ledger_by_grant ON step_ledger(grant_id);
  CREATE INDEX step_ledger_unlogged ON step_ledger(account, step) WHERE log_index IS NULL AND lost = 0;

  CREATE TABLE ratchet(account TEXT PRIMARY KEY, last_step INTEGER NOT NULL) STRICT;

  CREATE TABLE documents(
    hash TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    document TEXT NOT NULL,
    signed TEXT,
    approvals TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    progress TEXT NOT NULL
  ) STRICT;
  CREATE INDEX documents_by_state ON documents(state, accepted_at);

  CREATE TABLE pending(position INTEGER PRIMARY KEY AUTOINCREMENT, entry BLOB NOT NULL) STRICT;
  `,
];
