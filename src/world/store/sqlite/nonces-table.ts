import type { StoreDatabase } from "./store-database.ts";

/** Nonces of documents that were taken, for as long as a document with one could still be fresh. */
export interface NoncesTable {
  has(nonce: string): boolean;
  add(nonce: string, keepUntilSeconds: number): void;
  prune(nowSeconds: number): void;
}

/** Nonces over `nonces(nonce, keep_until)`; the same one again is kept for the longer of both times. */
export function noncesTable(db: StoreDatabase): NoncesTable {
  return {
    has: (nonce) => db.first("SELECT 1 FROM nonces WHERE nonce = ?", nonce) !== null,
    add: (nonce, keepUntilSeconds) => {
      db.run(
        `INSERT INTO nonces(nonce, keep_until) VALUES(?, ?)
         ON CONFLICT(nonce) DO UPDATE SET keep_until = max(keep_until, excluded.keep_until)`,
        nonce,
        keepUntilSeconds,
      );
    },
    prune: (nowSeconds) => {
      db.run("DELETE FROM nonces WHERE keep_until < ?", nowSeconds);
    },
  };
}
