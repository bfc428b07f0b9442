import { z } from "zod";
import { signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { readJson, readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

const approvalsField = z.array(signedWireField);

/** Rosters and release policies, with what made them count. */
export function chainsTable(db: StoreDatabase): GateStore["chains"] {
  return {
    all: (chain) =>
      db.all("SELECT * FROM chains WHERE chain = ? ORDER BY version, accepted_at, rowid", chain).map((row) => ({
        version: readNumber(db, row, "version"),
        hash: readText(db, row, "hash"),
        document: readText(db, row, "document"),
        approvals: readJson(db, row, "approvals", approvalsField),
        acceptedAt: readNumber(db, row, "accepted_at"),
        dueAt: readNumber(db, row, "due_at"),
        state: readWord(db, row, "state", ["taken", "vetoed"]),
      })),
    put: (chain, { version, hash, document, approvals, acceptedAt, dueAt, state }) => {
      db.run(
        `INSERT INTO chains(chain, hash, version, document, approvals, accepted_at, due_at, state)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT(chain, hash) DO UPDATE SET version = excluded.version, document = excluded.document,
           approvals = excluded.approvals, accepted_at = excluded.accepted_at, due_at = excluded.due_at,
           state = excluded.state`,
        chain,
        hash,
        version,
        document,
        JSON.stringify(approvals),
        acceptedAt,
        dueAt,
        state,
      );
    },
  };
}
