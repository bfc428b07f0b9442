import { z } from "zod";
import { readJson, readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore, OutboxRow } from "./gate-store.ts";

/** Notices on their way. Within a thread and route the oldest goes first, and holds up the later ones. */
export function outboxTable(db: StoreDatabase): GateStore["outbox"] {
  const read = (row: Row): OutboxRow => readOutbox(db, row);
  return {
    add: ({ thread, route, notice, notBeforeMs }) => {
      const text: unknown = JSON.stringify(notice);
      if (typeof text !== "string") throw db.misused("a notice that is no JSON");
      db.run(
        `INSERT INTO outbox(thread, route, notice, state, attempts, not_before_ms, ended_ms, error)
         VALUES(?, ?, ?, 'waiting', 0, ?, NULL, '')`,
        thread,
        route,
        text,
        notBeforeMs,
      );
      return readNumber(db, db.first("SELECT last_insert_rowid() AS id") ?? {}, "id");
    },
    due: (nowMs, most) =>
      db
        .all(
          `SELECT * FROM outbox WHERE not_before_ms <= ?1 AND id IN (
             SELECT min(id) FROM outbox WHERE state = 'waiting' GROUP BY thread, route) ORDER BY id LIMIT ?2`,
          nowMs,
          most,
        )
        .map(read),
    nextMs: () => {
      const sql = `SELECT min(not_before_ms) AS at FROM outbox WHERE id IN (
        SELECT min(id) FROM outbox WHERE state = 'waiting' GROUP BY thread, route)`;
      const row = db.first(sql);
      return row === null || row["at"] === null ? null : readNumber(db, row, "at");
    },
    of: (thread) => db.all("SELECT * FROM outbox WHERE thread = ? ORDER BY id", thread).map(read),
    update: (row) => {
      const changed = db.run(
        `UPDATE outbox SET thread = ?, route = ?, notice = ?, state = ?, attempts = ?, not_before_ms = ?, ended_ms = ?,
           error = ? WHERE id = ?`,
        row.thread,
        row.route,
        JSON.stringify(row.notice ?? null),
        row.state,
        row.attempts,
        row.notBeforeMs,
        row.endedMs,
        row.error,
        row.id,
      );
      if (changed !== 1) throw db.misused(`no notice ${row.id}`);
    },
    countWaiting: () => Number(db.first("SELECT count(*) AS n FROM outbox WHERE state = 'waiting'")?.["n"] ?? 0),
  };
}

function readOutbox(db: StoreDatabase, row: Row): OutboxRow {
  return {
    id: readNumber(db, row, "id"),
    thread: readText(db, row, "thread"),
    route: readText(db, row, "route"),
    notice: readJson(db, row, "notice", z.unknown()),
    state: readWord(db, row, "state", ["waiting", "sent", "failed"]),
    attempts: readNumber(db, row, "attempts"),
    notBeforeMs: readNumber(db, row, "not_before_ms"),
    endedMs: row["ended_ms"] === null ? null : readNumber(db, row, "ended_ms"),
    error: readText(db, row, "error"),
  };
}
