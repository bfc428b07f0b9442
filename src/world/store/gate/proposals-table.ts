import { z } from "zod";
import { brokerReplySchema } from "../../../domain/custody/protocol/broker-reply.ts";
import { signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { readJson, readNumber, readText, readWord } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore, KeptProposal } from "./gate-store.ts";

const textsField = z.array(z.string());
const approvalsField = z.array(signedWireField);
const replyField = brokerReplySchema("apply");

/** Documents that wait for a quorum. */
export function proposalsTable(db: StoreDatabase): GateStore["proposals"] {
  return {
    get: (hash) => {
      const row = db.first("SELECT * FROM proposals WHERE hash = ?", hash);
      return row === null ? null : readProposal(db, row);
    },
    list: (most) =>
      db
        .all("SELECT * FROM proposals ORDER BY created_at DESC, hash DESC LIMIT ?", most)
        .map((row) => readProposal(db, row)),
    put: (proposal) => {
      db.run(
        `INSERT INTO proposals(hash, type, document, signed, approvals, shares, entries, proposed_by, created_at, state, reply)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT(hash) DO UPDATE SET type = excluded.type, document = excluded.document, signed = excluded.signed,
           approvals = excluded.approvals, shares = excluded.shares, entries = excluded.entries,
           proposed_by = excluded.proposed_by, created_at = excluded.created_at, state = excluded.state,
           reply = excluded.reply`,
        proposal.hash,
        proposal.type,
        proposal.document,
        proposal.signed === null ? null : JSON.stringify(proposal.signed),
        JSON.stringify(proposal.approvals),
        JSON.stringify(proposal.shares),
        JSON.stringify(proposal.entries),
        proposal.by,
        proposal.createdAt,
        proposal.state,
        proposal.reply === null ? null : JSON.stringify(proposal.reply),
      );
    },
  };
}

function readProposal(db: StoreDatabase, row: Row): KeptProposal {
  return {
    hash: readText(db, row, "hash"),
    type: readText(db, row, "type"),
    document: readText(db, row, "document"),
    signed: row["signed"] === null ? null : readJson(db, row, "signed", signedWireField),
    approvals: readJson(db, row, "approvals", approvalsField),
    shares: readJson(db, row, "shares", textsField),
    entries: readJson(db, row, "entries", textsField),
    by: readText(db, row, "proposed_by"),
    createdAt: readNumber(db, row, "created_at"),
    state: readWord(db, row, "state", ["open", "submitted"]),
    reply: row["reply"] === null ? null : readJson(db, row, "reply", replyField),
  };
}
