import { join } from "node:path";
import { copyMark } from "../broker/copied.ts";
import { brokerStoreRows } from "../broker/broker-store-rows.ts";
import { brokerApplicationId, brokerMigrations } from "../broker/schema.ts";
import { gateStoreRows } from "../gate/gate-store-rows.ts";
import { gateApplicationId, gateMigrations } from "../gate/schema.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { storeNames, type VaultPlace } from "./vault-place.ts";

/**
 * Copies the store of a process that does not run; one that runs holds its store alone and throws `BROKER_STORE_RUNNING` or
 * `GATE_STORE_RUNNING`. Neither the host's id nor a key is looked at.
 */
export function copyStoppedStore({ vault, data }: VaultPlace): (path: string) => Promise<void> {
  return async (path) => {
    const begin = (): void => undefined;
    const shared = { file: join(data, storeNames[vault]), create: false, begin };
    const db =
      vault === "P"
        ? openDatabase({ ...shared, applicationId: gateApplicationId, migrations: gateMigrations, rows: gateStoreRows })
        : openDatabase({
            ...shared,
            applicationId: brokerApplicationId,
            migrations: brokerMigrations,
            rows: brokerStoreRows,
          });
    try {
      db.backupTo(path, vault === "S" ? copyMark : "");
    } finally {
      db.close();
    }
  };
}
