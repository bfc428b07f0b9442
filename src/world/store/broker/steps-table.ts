// INVARIANT: (account, step) is the primary key of step_ledger and no row is ever deleted or moved: a step goes to at most
// one grant, whatever the program above believes.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { purposes } from "../../../domain/custody/documents/request-document.ts";
import type { StepLedger, StepRow } from "../../../domain/custody/steps/step-ledger.ts";
import { readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore } from "./broker-store.ts";
import { brokerStoreErrors } from "./errors.ts";

/** Newest rows of an account that an ask is judged by; the newest alone would do. */
const newestRows = 16;
const stepPurposes = [...purposes, "enrol-pair"] as const;

/** Spent steps and the ratchet. */
export function stepsTable(db: StoreDatabase): BrokerStore["steps"] {
  const read = (row: Row): StepRow => readStep(db, row);
  return {
    ledgerFor: (account, grantId) => ({
      rows: db
        .all(
          `SELECT * FROM step_ledger WHERE grant_id = ?1 OR (account = ?2 AND step IN (
             SELECT step FROM step_ledger WHERE account = ?2 ORDER BY step DESC LIMIT ?3)) ORDER BY account, step`,
          grantId,
          account,
          newestRows,
        )
        .map(read),
      lastSteps: lastSteps(db, db.all("SELECT account, last_step FROM ratchet WHERE account = ?", account)),
    }),
    insert: (row) => insertStep(db, row),
    setLast: (account, step) => {
      db.run(
        `INSERT INTO ratchet(account, last_step) VALUES(?, ?)
         ON CONFLICT(account) DO UPDATE SET last_step = excluded.last_step`,
        account,
        step,
      );
    },
    logged: (account, step, logIndex) => {
      const sql = "UPDATE step_ledger SET log_index = ? WHERE account = ? AND step = ?";
      if (db.run(sql, logIndex, account, step) !== 1) throw db.misused(`no row for step ${step} of ${account}`);
    },
    lost: (account, step) => {
      const sql = "UPDATE step_ledger SET lost = 1 WHERE account = ? AND step = ?";
      if (db.run(sql, account, step) !== 1) throw db.misused(`no row for step ${step} of ${account}`);
    },
    unlogged: () =>
      db.all("SELECT * FROM step_ledger WHERE log_index IS NULL AND lost = 0 ORDER BY account, step").map(read),
    all: (): StepLedger => ({
      rows: db.all("SELECT * FROM step_ledger ORDER BY account, step").map(read),
      lastSteps: lastSteps(db, db.all("SELECT account, last_step FROM ratchet ORDER BY account")),
    }),
  };
}

function insertStep(db: StoreDatabase, row: StepRow): void {
  db.insert(
    () => new CodedError(brokerStoreErrors.BROKER_STORE_STEP_TAKEN, { detail: `step ${row.step} of ${row.account}` }),
    `INSERT INTO step_ledger(account, step, grant_id, recipient, n, purpose, reserved_ms, boot_id, log_index, lost)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.account,
    row.step,
    row.grantId,
    row.recipient,
    row.n,
    row.purpose,
    row.reservedMs,
    row.bootId,
    row.logIndex,
    row.isLost ? 1 : 0,
  );
  // The ratchet never stays behind a spent step, whoever forgets to raise it.
  db.run(
    `INSERT INTO ratchet(account, last_step) VALUES(?, ?)
     ON CONFLICT(account) DO UPDATE SET last_step = max(last_step, excluded.last_step)`,
    row.account,
    row.step,
  );
}

function readStep(db: StoreDatabase, row: Row): StepRow {
  return {
    account: readText(db, row, "account"),
    step: readNumber(db, row, "step"),
    grantId: readText(db, row, "grant_id"),
    recipient: readText(db, row, "recipient"),
    n: readNumber(db, row, "n"),
    purpose: readWord(db, row, "purpose", stepPurposes),
    reservedMs: readNumber(db, row, "reserved_ms"),
    bootId: readText(db, row, "boot_id"),
    logIndex: row["log_index"] === null ? null : readNumber(db, row, "log_index"),
    isLost: readNumber(db, row, "lost") === 1,
  };
}

function lastSteps(db: StoreDatabase, rows: readonly Row[]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map((row) => [readText(db, row, "account"), readNumber(db, row, "last_step")]));
}
