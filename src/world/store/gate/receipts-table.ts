import { CodedError } from "../../../domain/core/coded-error.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import { gateStoreErrors } from "./errors.ts";
import type { GateStore } from "./gate-store.ts";

/** Receipts that opened something. INVARIANT: the hash is the primary key, so a receipt opens once. */
export function receiptsTable(db: StoreDatabase): GateStore["receipts"] {
  return {
    wasUsed: (hash) => db.first("SELECT 1 FROM receipts WHERE hash = ?", hash) !== null,
    use: (hash, keepUntilSeconds) => {
      db.insert(
        () => new CodedError(gateStoreErrors.GATE_STORE_RECEIPT_USED, { detail: hash }),
        "INSERT INTO receipts(hash, keep_until) VALUES(?, ?)",
        hash,
        keepUntilSeconds,
      );
    },
    prune: (nowSeconds) => {
      db.run("DELETE FROM receipts WHERE keep_until < ?", nowSeconds);
    },
  };
}
