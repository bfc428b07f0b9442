import { readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

const vaults = ["P", "S"] as const;

/** Where copies of the kits lie. */
export function kitCopiesTable(db: StoreDatabase): GateStore["kitCopies"] {
  return {
    all: () =>
      db.all("SELECT * FROM kit_copies ORDER BY rowid").map((row) => ({
        kitId: readText(db, row, "kit_id"),
        vault: readWord(db, row, "vault", vaults),
        medium: readWord(db, row, "medium", ["paper", "usb", "disc", "database"]),
        place: readText(db, row, "place"),
        made: readNumber(db, row, "made"),
        reRead: row["re_read"] === null ? null : readNumber(db, row, "re_read"),
      })),
    put: ({ kitId, vault, medium, place, made, reRead }) => {
      db.run(
        `INSERT INTO kit_copies(kit_id, vault, medium, place, made, re_read) VALUES(?, ?, ?, ?, ?, ?)
         ON CONFLICT(kit_id, vault, medium, place) DO UPDATE SET made = excluded.made, re_read = excluded.re_read`,
        kitId,
        vault,
        medium,
        place,
        made,
        reRead,
      );
    },
  };
}

/** Drills that were held, oldest first. */
export function drillsTable(db: StoreDatabase): GateStore["drills"] {
  return {
    all: () =>
      db.all("SELECT * FROM drills ORDER BY position").map((row) => ({
        kind: readWord(db, row, "kind", ["share", "kit", "sign-in", "people", "restore"]),
        vault: row["vault"] === null ? null : readWord(db, row, "vault", vaults),
        at: readNumber(db, row, "held_at"),
        outcome: readWord(db, row, "outcome", ["passed", "failed"]),
        proof: readText(db, row, "proof"),
        expires: row["expires"] === null ? null : readNumber(db, row, "expires"),
        skewSeconds: typeof row["skew_seconds"] === "number" ? row["skew_seconds"] : null,
      })),
    add: ({ kind, vault, at, outcome, proof, expires, skewSeconds }) => {
      db.run(
        "INSERT INTO drills(kind, vault, held_at, outcome, proof, expires, skew_seconds) VALUES(?, ?, ?, ?, ?, ?, ?)",
        kind,
        vault,
        at,
        outcome,
        proof,
        expires,
        skewSeconds,
      );
    },
  };
}

/** What custodians said about their shares, oldest first. */
export function livenessTable(db: StoreDatabase): GateStore["liveness"] {
  return {
    all: () =>
      db.all("SELECT * FROM liveness ORDER BY position").map((row) => ({
        person: readText(db, row, "person"),
        splitId: readText(db, row, "split_id"),
        commit: readText(db, row, "commitment"),
        at: readNumber(db, row, "seen_at"),
      })),
    add: ({ person, splitId, commit, at }) => {
      const sql = "INSERT INTO liveness(person, split_id, commitment, seen_at) VALUES(?, ?, ?, ?)";
      db.run(sql, person, splitId, commit, at);
    },
  };
}
