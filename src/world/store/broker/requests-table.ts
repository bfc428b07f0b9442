import { isTerminal } from "../../../domain/custody/request/request-state.ts";
import { readJson, readText } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore, KeptRequest } from "./broker-store.ts";
import { ownSignedField, requestStateField, signedField, signedListField } from "./request-fields.ts";

/** Requests and where they stand. */
export function requestsTable(db: StoreDatabase): BrokerStore["requests"] {
  const read = (row: Row): KeptRequest => readRequest(db, row);
  const one = (row: Row | null): KeptRequest | null => (row === null ? null : read(row));
  return {
    byId: (requestId) => one(db.first("SELECT * FROM requests WHERE request_id = ?", requestId)),
    byHash: (requestHash) => one(db.first("SELECT * FROM requests WHERE request_hash = ?", requestHash)),
    live: (account) =>
      db
        .all("SELECT * FROM requests WHERE account = ? AND is_over = 0 ORDER BY created_at, request_id", account)
        .map(read),
    allLive: () => db.all("SELECT * FROM requests WHERE is_over = 0 ORDER BY created_at, request_id").map(read),
    inPhase: (phase) =>
      db.all("SELECT * FROM requests WHERE phase = ? ORDER BY created_at, request_id", phase).map(read),
    put: (request) => putRequest(db, request),
    countSince: (person, sinceSeconds, account) => {
      const sql =
        "SELECT count(*) AS n FROM requests WHERE requester = ?1 AND created_at >= ?2 AND (?3 IS NULL OR account = ?3)";
      return Number(db.first(sql, person, sinceSeconds, account)?.["n"] ?? 0);
    },
  };
}

function putRequest(db: StoreDatabase, { state, request, decisions, brokerKey }: KeptRequest): void {
  db.insert(
    () => db.misused(`another request has the digest of ${state.requestId}`),
    `INSERT INTO requests(
       request_id, request_hash, account, requester, created_at, phase, is_over, state, request, decisions, broker_key)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(request_id) DO UPDATE SET
       request_hash = excluded.request_hash, account = excluded.account, requester = excluded.requester,
       created_at = excluded.created_at, phase = excluded.phase, is_over = excluded.is_over, state = excluded.state,
       request = excluded.request, decisions = excluded.decisions, broker_key = excluded.broker_key`,
    state.requestId,
    state.requestHash,
    state.account,
    state.requester,
    state.createdAt,
    state.phase,
    isTerminal(state.phase) ? 1 : 0,
    JSON.stringify(state),
    JSON.stringify(request),
    JSON.stringify(decisions),
    brokerKey === null ? null : JSON.stringify(brokerKey),
  );
}

function readRequest(db: StoreDatabase, row: Row): KeptRequest {
  const state = readJson(db, row, "state", requestStateField);
  // The columns are what we look for; they must not tell another story than the state does.
  const { requestId, requestHash, account, requester, phase } = state;
  const told = ["request_id", "request_hash", "account", "requester", "phase"].map((column) =>
    readText(db, row, column),
  );
  const meant = [requestId, requestHash, account, requester, phase];
  if (told.some((each, at) => each !== meant[at])) throw db.damaged(`the request ${told[0]} contradicts itself`);
  return {
    state,
    request: readJson(db, row, "request", signedField),
    decisions: readJson(db, row, "decisions", signedListField),
    brokerKey: row["broker_key"] === null ? null : readJson(db, row, "broker_key", ownSignedField),
  };
}
