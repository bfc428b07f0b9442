import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { countersTable } from "../sqlite/counters-table.ts";
import { factsTable } from "../sqlite/facts-table.ts";
import { type FileIdentity, isIdentity, recordIdentity } from "../sqlite/file-identity.ts";
import { noncesTable } from "../sqlite/nonces-table.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { readText } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { BrokerStore } from "./broker-store.ts";
import { copyMark } from "./copied.ts";
import { documentsTable } from "./documents-table.ts";
import { brokerStoreRows } from "./broker-store-rows.ts";
import { groupsTable } from "./groups-table.ts";
import { hostIdOf } from "./host-id.ts";
import { itemsTable } from "./items-table.ts";
import { pendingTable } from "../sqlite/pending-table.ts";
import { requestsTable } from "./requests-table.ts";
import { brokerApplicationId, brokerMigrations } from "./schema.ts";
import { stepsTable } from "./steps-table.ts";
import { stopsTable } from "./stops-table.ts";

/** Where the seed vault's store lies. */
export interface BrokerStorePlace {
  /** The database; its directory is made 0700, the file 0600. */
  readonly file: string;
  /** Outside the data directory and its backups; made when it is not there. */
  readonly hostIdFile: string;
  /** Makes the store, which must not be there; otherwise it must be. */
  readonly create?: boolean;
  /** No page beyond this many; how a test fills the disk. */
  readonly maxPages?: number;
}

/** An open store, and whether it is the one that this host made. */
export type OpenedBrokerStore = {
  readonly store: BrokerStore;
  /** 16 bytes, base64url; what a resync names. */
  readonly hostId: string;
  /**
   * Makes this file and this host the store's own again, inside a transaction. SECURITY: only where a quorum's resync names
   * this host; it is what keeps a copy from releasing.
   */
  readonly adopt: () => void;
} & (
  | { readonly status: "open" }
  /** Another host's, or a copy of the file: to be quarantined as `BROKER_STORE_COPIED`. */
  | { readonly status: "copied"; readonly detail: string }
);

/**
 * Opens or makes the seed vault's store, alone: until it is closed or the process ends, nobody else opens it. Throws
 * `BROKER_STORE_*` coded errors.
 */
export function openBrokerStore(place: BrokerStorePlace): OpenedBrokerStore {
  const { file, hostIdFile, create = false, maxPages } = place;
  let hostId = "";
  const db = openDatabase({
    file,
    create,
    applicationId: brokerApplicationId,
    migrations: brokerMigrations,
    rows: brokerStoreRows,
    ...(maxPages === undefined ? {} : { maxPages }),
    begin: (made) => {
      hostId = hostIdOf(hostIdFile, dirname(file));
      beginIdentity(made, hostId, recordIdentity(file));
    },
  });
  try {
    hostId = hostIdOf(hostIdFile, dirname(file));
    const detail = copiedBecause(db, file, hostId);
    const adopt = (): void => setIdentity(db, hostId, recordIdentity(file));
    const store = storeOver(db);
    return detail === null
      ? { status: "open", store, hostId, adopt }
      : { status: "copied", detail, store, hostId, adopt };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

const putIdentity =
  "INSERT INTO identity(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value";

function beginIdentity(db: DatabaseSync, hostId: string, { inode, born }: FileIdentity): void {
  const put = db.prepare(putIdentity);
  for (const [name, value] of Object.entries({ host: hostId, inode, born })) put.run(name, value);
}

function setIdentity(db: StoreDatabase, hostId: string, { inode, born }: FileIdentity): void {
  for (const [name, value] of Object.entries({ host: hostId, inode, born })) db.run(putIdentity, name, value);
}

function copiedBecause(db: StoreDatabase, file: string, hostId: string): string | null {
  const recorded = Object.fromEntries(
    db.all("SELECT name, value FROM identity").map((row) => [readText(db, row, "name"), readText(db, row, "value")]),
  );
  if (recorded["host"] !== hostId) return "it was made on another host, or the host id's file is new";
  const identity = { inode: recorded["inode"] ?? "", born: recorded["born"] ?? "" };
  return isIdentity(file, identity) ? null : "the file is a copy of the store, or was restored from a backup";
}

function storeOver(db: StoreDatabase): BrokerStore {
  return {
    transaction: (work) => db.transaction(work),
    facts: factsTable(db),
    requests: requestsTable(db),
    stops: stopsTable(db),
    nonces: noncesTable(db),
    counters: countersTable(db),
    items: itemsTable(db),
    groups: groupsTable(db),
    steps: stepsTable(db),
    documents: documentsTable(db),
    pending: pendingTable(db),
    backupTo: async (path) => db.backupTo(path, copyMark),
    close: () => db.close(),
  };
}
