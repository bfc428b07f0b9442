import { z } from "zod";
import { brokerReplySchema } from "../../../domain/custody/protocol/broker-reply.ts";
import { signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { isTerminal, phases } from "../../../domain/custody/request/request-state.ts";
import { readJson, readNumber, readText } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore, KeptGateRequest } from "./gate-store.ts";

const saltedTextField = z.strictObject({ text: z.string(), salt: z.string() });
const preparedField = brokerReplySchema("prepare");
const projectionField = z.strictObject({
  phase: z.enum(phases),
  flags: z.array(z.string()),
  codesUsed: z.int(),
  maxCodes: z.int(),
  windowEnds: z.int().nullable(),
  dueAt: z.int().nullable(),
  openedAt: z.int().nullable(),
  brokerIndex: z.int(),
});

/** Requests and what is known of where they stand. */
export function requestsTable(db: StoreDatabase): GateStore["requests"] {
  const read = (row: Row): KeptGateRequest => readRequest(db, row);
  const one = (row: Row | null): KeptGateRequest | null => (row === null ? null : read(row));
  return {
    byId: (requestId) => one(db.first("SELECT * FROM requests WHERE request_id = ?", requestId)),
    byHash: (requestHash) => one(db.first("SELECT * FROM requests WHERE request_hash = ?", requestHash)),
    list: ({ account, open = false, most }) =>
      db
        .all(
          `SELECT * FROM requests WHERE (?1 IS NULL OR account = ?1) AND (?2 = 0 OR is_over = 0)
           ORDER BY created_at DESC, request_id DESC LIMIT ?3`,
          account ?? null,
          open ? 1 : 0,
          most,
        )
        .map(read),
    inPhase: (phase) =>
      db.all("SELECT * FROM requests WHERE phase = ? ORDER BY created_at, request_id", phase).map(read),
    put: (request) => putRequest(db, request),
    remove: (requestId) => {
      db.run("DELETE FROM requests WHERE request_id = ?", requestId);
    },
    countSince: (person, sinceSeconds) => {
      const sql = "SELECT count(*) AS n FROM requests WHERE person = ? AND created_at >= ?";
      return Number(db.first(sql, person, sinceSeconds)?.["n"] ?? 0);
    },
  };
}

function putRequest(db: StoreDatabase, request: KeptGateRequest): void {
  const { phase } = request.projection;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  db.insert(
    () => db.misused(`another request has the digest of ${request.requestId}`),
    `INSERT INTO requests(request_id, request_hash, account, person, created_at, signed, reason, statement, prepared,
       phase, is_over, projection)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(request_id) DO UPDATE SET
       request_hash = excluded.request_hash, account = excluded.account, person = excluded.person,
       created_at = excluded.created_at, signed = excluded.signed, reason = excluded.reason,
       statement = excluded.statement, prepared = excluded.prepared, phase = excluded.phase,
       is_over = excluded.is_over, projection = excluded.projection`,
    request.requestId,
    request.requestHash,
    request.account,
    request.person,
    request.createdAt,
    JSON.stringify(request.signed),
    json(request.reason),
    json(request.statement),
    json(request.prepared),
    phase,
    isTerminal(phase) ? 1 : 0,
    JSON.stringify(request.projection),
  );
}

function readRequest(db: StoreDatabase, row: Row): KeptGateRequest {
  const projection = readJson(db, row, "projection", projectionField);
  if (projection.phase !== row["phase"]) throw db.damaged("a request contradicts itself");
  return {
    requestId: readText(db, row, "request_id"),
    requestHash: readText(db, row, "request_hash"),
    account: readText(db, row, "account"),
    person: readText(db, row, "person"),
    createdAt: readNumber(db, row, "created_at"),
    signed: readJson(db, row, "signed", signedWireField),
    reason: row["reason"] === null ? null : readJson(db, row, "reason", saltedTextField),
    statement: row["statement"] === null ? null : readJson(db, row, "statement", saltedTextField),
    prepared: row["prepared"] === null ? null : readJson(db, row, "prepared", preparedField),
    projection,
  };
}
