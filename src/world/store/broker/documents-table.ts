import { z } from "zod";
import { readJson, readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore, KeptDocument } from "./broker-store.ts";
import { signedField, signedListField } from "./request-fields.ts";

/** Documents that wait for their delay, or are in force. */
export function documentsTable(db: StoreDatabase): BrokerStore["documents"] {
  return {
    get: (hash) => {
      const row = db.first("SELECT * FROM documents WHERE hash = ?", hash);
      return row === null ? null : readDocument(db, row);
    },
    ofState: (state) =>
      db
        .all("SELECT * FROM documents WHERE state = ? ORDER BY accepted_at, hash", state)
        .map((row) => readDocument(db, row)),
    put: (document) => {
      db.run(
        `INSERT INTO documents(hash, type, document, signed, approvals, accepted_at, due_at, ends_at, state, progress)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT(hash) DO UPDATE SET
           type = excluded.type, document = excluded.document, signed = excluded.signed, approvals = excluded.approvals,
           accepted_at = excluded.accepted_at, due_at = excluded.due_at, ends_at = excluded.ends_at,
           state = excluded.state, progress = excluded.progress`,
        document.hash,
        document.type,
        document.document,
        document.signed === null ? null : JSON.stringify(document.signed),
        JSON.stringify(document.approvals),
        document.acceptedAt,
        document.dueAt,
        document.endsAt,
        document.state,
        JSON.stringify(document.progress ?? null),
      );
    },
  };
}

function readDocument(db: StoreDatabase, row: Row): KeptDocument {
  return {
    hash: readText(db, row, "hash"),
    type: readText(db, row, "type"),
    document: readText(db, row, "document"),
    signed: row["signed"] === null ? null : readJson(db, row, "signed", signedField),
    approvals: readJson(db, row, "approvals", signedListField),
    acceptedAt: readNumber(db, row, "accepted_at"),
    dueAt: readNumber(db, row, "due_at"),
    endsAt: readNumber(db, row, "ends_at"),
    state: readWord(db, row, "state", ["waiting", "in-force", "vetoed", "done"]),
    progress: readJson(db, row, "progress", z.unknown()),
  };
}
