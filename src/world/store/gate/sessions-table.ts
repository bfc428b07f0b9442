import { readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore, KeptSession } from "./gate-store.ts";

/** Who is signed in; by the hash of a token that is nowhere. */
export function sessionsTable(db: StoreDatabase): GateStore["sessions"] {
  const read = (row: Row): KeptSession => ({
    tokenHash: readText(db, row, "token_hash"),
    person: readText(db, row, "person"),
    cred: readText(db, row, "cred"),
    via: readWord(db, row, "via", ["passkey", "offline", "cli"]),
    createdAt: readNumber(db, row, "created_at"),
    expiresAt: readNumber(db, row, "expires_at"),
  });
  return {
    get: (tokenHash) => {
      const row = db.first("SELECT * FROM sessions WHERE token_hash = ?", tokenHash);
      return row === null ? null : read(row);
    },
    put: ({ tokenHash, person, cred, via, createdAt, expiresAt }) => {
      db.run(
        `INSERT INTO sessions(token_hash, person, cred, via, created_at, expires_at) VALUES(?, ?, ?, ?, ?, ?)
         ON CONFLICT(token_hash) DO UPDATE SET person = excluded.person, cred = excluded.cred, via = excluded.via,
           created_at = excluded.created_at, expires_at = excluded.expires_at`,
        tokenHash,
        person,
        cred,
        via,
        createdAt,
        expiresAt,
      );
    },
    remove: (tokenHash) => {
      db.run("DELETE FROM sessions WHERE token_hash = ?", tokenHash);
    },
    ofPerson: (person) =>
      db.all("SELECT * FROM sessions WHERE person = ? ORDER BY created_at, rowid", person).map(read),
    count: () => Number(db.first("SELECT count(*) AS n FROM sessions")?.["n"] ?? 0),
    prune: (nowSeconds) => {
      db.run("DELETE FROM sessions WHERE expires_at <= ?", nowSeconds);
    },
  };
}
