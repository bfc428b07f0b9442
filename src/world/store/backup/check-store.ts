import { DatabaseSync } from "node:sqlite";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { brokerApplicationId, brokerMigrations } from "../broker/schema.ts";
import { gateApplicationId, gateMigrations } from "../gate/schema.ts";
import { type Migrations, schemaMade, schemaOf } from "../sqlite/migrations.ts";
import { troubleOf } from "../sqlite/sqlite-failure.ts";
import { backupFileErrors } from "./errors.ts";

const stores: Readonly<Record<Vault, { readonly id: number; readonly migrations: Migrations }>> = {
  P: { id: gateApplicationId, migrations: gateMigrations },
  S: { id: brokerApplicationId, migrations: brokerMigrations },
};

/** Reads a copied store in full. Throws `BACKUP_STORE_DAMAGED`. */
export function checkStore(file: string, vault: Vault): void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    const { id, migrations } = stores[vault];
    if (db.prepare("PRAGMA application_id").get()?.["application_id"] !== id) throw damaged("it is another file");
    const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version < 1 || version > migrations.length) throw damaged(`its version is ${version}`);
    if (schemaOf(db) !== schemaMade(migrations.slice(0, version))) throw damaged("it has another schema");
    const said = db.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"];
    if (said !== "ok") throw damaged(String(said).slice(0, 120));
  } catch (thrown) {
    if (thrown instanceof CodedError || troubleOf(thrown) === null) throw thrown;
    throw damaged(thrown instanceof Error ? thrown.message.slice(0, 120) : "");
  } finally {
    db?.close();
  }
}

function damaged(detail: string): CodedError {
  return new CodedError(backupFileErrors.BACKUP_STORE_DAMAGED, { detail });
}
