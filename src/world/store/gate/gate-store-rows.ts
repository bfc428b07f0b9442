import type { StoreRows } from "../sqlite/store-rows.ts";
import { gateStoreErrors } from "./errors.ts";

/** The rows that every store has. */
export const gateStoreRows: StoreRows = {
  running: gateStoreErrors.GATE_STORE_RUNNING,
  missing: gateStoreErrors.GATE_STORE_MISSING,
  exists: gateStoreErrors.GATE_STORE_EXISTS,
  exposed: gateStoreErrors.GATE_STORE_EXPOSED,
  full: gateStoreErrors.GATE_STORE_FULL,
  failed: gateStoreErrors.GATE_STORE_FAILED,
  damaged: gateStoreErrors.GATE_STORE_DAMAGED,
  newer: gateStoreErrors.GATE_STORE_NEWER,
  misused: gateStoreErrors.GATE_STORE_MISUSED,
};
