import { countersTable } from "../sqlite/counters-table.ts";
import { factsTable } from "../sqlite/facts-table.ts";
import { noncesTable } from "../sqlite/nonces-table.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { pendingTable } from "../sqlite/pending-table.ts";
import { accountsTable } from "./accounts-table.ts";
import { chainsTable } from "./chains-table.ts";
import { decisionsTable } from "./decisions-table.ts";
import { gateStoreRows } from "./gate-store-rows.ts";
import type { GateStore } from "./gate-store.ts";
import { lastSeenTable } from "./last-seen-table.ts";
import { outboxTable } from "./outbox-table.ts";
import { passwordsTable } from "./passwords-table.ts";
import { proposalsTable } from "./proposals-table.ts";
import { drillsTable, kitCopiesTable, livenessTable } from "./readiness-tables.ts";
import { receiptsTable } from "./receipts-table.ts";
import { requestsTable } from "./requests-table.ts";
import { gateApplicationId, gateMigrations } from "./schema.ts";
import { sessionsTable } from "./sessions-table.ts";

/** Where the password vault's store lies. */
export interface GateStorePlace {
  /** The database; its directory is made 0700, the file 0600. */
  readonly file: string;
  /** Makes the store, which must not be there; otherwise it must be. */
  readonly create?: boolean;
  /** No page beyond this many; how a test fills the disk. */
  readonly maxPages?: number;
}

/**
 * Opens or makes the password vault's store, alone: until it is closed or the process ends, nobody else opens it. Throws
 * `GATE_STORE_*` coded errors.
 */
export function openGateStore({ file, create = false, maxPages }: GateStorePlace): GateStore {
  const db = openDatabase({
    file,
    create,
    applicationId: gateApplicationId,
    migrations: gateMigrations,
    rows: gateStoreRows,
    ...(maxPages === undefined ? {} : { maxPages }),
    begin: () => undefined,
  });
  return {
    transaction: (work) => db.transaction(work),
    facts: factsTable(db),
    accounts: accountsTable(db),
    passwords: passwordsTable(db),
    requests: requestsTable(db),
    decisions: decisionsTable(db),
    receipts: receiptsTable(db),
    sessions: sessionsTable(db),
    nonces: noncesTable(db),
    counters: countersTable(db),
    lastSeen: lastSeenTable(db),
    proposals: proposalsTable(db),
    chains: chainsTable(db),
    outbox: outboxTable(db),
    kitCopies: kitCopiesTable(db),
    drills: drillsTable(db),
    liveness: livenessTable(db),
    pending: pendingTable(db),
    backupTo: async (path) => db.backupTo(path),
    close: () => db.close(),
  };
}
