import { signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { readJson, readText, readWord } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

/** People's words about requests, and the shares that came with them. */
export function decisionsTable(db: StoreDatabase): GateStore["decisions"] {
  return {
    of: (requestHash) =>
      db.all("SELECT * FROM decisions WHERE request_hash = ? ORDER BY position", requestHash).map((row) => ({
        hash: readText(db, row, "hash"),
        requestHash: readText(db, row, "request_hash"),
        person: readText(db, row, "person"),
        decision: readWord(db, row, "decision", ["approve", "deny", "veto", "revoke"]),
        signed: readJson(db, row, "signed", signedWireField),
        shareP: row["share_p"] === null ? null : readText(db, row, "share_p"),
        shareS: row["share_s"] === null ? null : readText(db, row, "share_s"),
      })),
    add: ({ hash, requestHash, person, decision, signed, shareP, shareS }) => {
      db.run(
        `INSERT INTO decisions(hash, request_hash, person, decision, signed, share_p, share_s)
         VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash) DO NOTHING`,
        hash,
        requestHash,
        person,
        decision,
        JSON.stringify(signed),
        shareP,
        shareS,
      );
    },
    dropShares: (requestHash) => {
      db.run("UPDATE decisions SET share_p = NULL, share_s = NULL WHERE request_hash = ?", requestHash);
    },
  };
}
