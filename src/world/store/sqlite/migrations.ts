// Every store brings its own list. A migration that was released is never changed: later ones are added at the end.
import { DatabaseSync } from "node:sqlite";

/** SQL that leads from one version of a schema to the next; version 1 is the first one's. */
export type Migrations = readonly string[];

/** Brings a schema from a version to the newest; the caller has a transaction open. */
export function migrate(db: DatabaseSync, from: number, migrations: Migrations): void {
  for (const sql of migrations.slice(from)) db.exec(sql);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
}

/** The objects of a schema, one line each, in a fixed order. */
export function schemaOf(db: DatabaseSync): string {
  return db
    .prepare("SELECT type, name, tbl_name, coalesce(sql, '') AS sql FROM sqlite_schema ORDER BY type, name")
    .all()
    .map((row) => JSON.stringify([row["type"], row["name"], row["tbl_name"], row["sql"]]))
    .join("\n");
}

/** The schema that the migrations make, for comparison: a trigger that somebody added could undo what we write. */
export function schemaMade(migrations: Migrations): string {
  const db = new DatabaseSync(":memory:");
  try {
    migrate(db, 0, migrations);
    return schemaOf(db);
  } finally {
    db.close();
  }
}
