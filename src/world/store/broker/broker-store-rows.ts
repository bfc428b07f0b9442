import type { StoreRows } from "../sqlite/store-rows.ts";
import { brokerStoreErrors } from "./errors.ts";

/** The rows that every store has. */
export const brokerStoreRows: StoreRows = {
  running: brokerStoreErrors.BROKER_STORE_RUNNING,
  missing: brokerStoreErrors.BROKER_STORE_MISSING,
  exists: brokerStoreErrors.BROKER_STORE_EXISTS,
  exposed: brokerStoreErrors.BROKER_STORE_EXPOSED,
  full: brokerStoreErrors.BROKER_STORE_FULL,
  failed: brokerStoreErrors.BROKER_STORE_FAILED,
  damaged: brokerStoreErrors.BROKER_STORE_DAMAGED,
  newer: brokerStoreErrors.BROKER_STORE_NEWER,
  misused: brokerStoreErrors.BROKER_STORE_MISUSED,
};
