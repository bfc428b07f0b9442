// How a store's file is opened: alone from the first statement on, durable at every commit, and only if it is that store.
import { chmodSync, closeSync, fsyncSync, lstatSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { migrate, schemaMade, schemaOf, type Migrations } from "./migrations.ts";
import { StoreDatabase } from "./store-database.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import type { StoreRows } from "./store-rows.ts";

/** A store's file and what it must be. */
export interface DatabaseFile {
  readonly file: string;
  /** Makes it; it must not be there. Otherwise it must be there: a store that vanished is not replaced by an empty one. */
  readonly create: boolean;
  /** Tells the stores apart (SQLite's application_id), so that none is opened as another. */
  readonly applicationId: number;
  readonly migrations: Migrations;
  readonly rows: StoreRows;
  /** No page beyond this many; how a test fills the disk. */
  readonly maxPages?: number;
  /** Fills in what a new store begins with, in the transaction that makes it. */
  readonly begin: (db: DatabaseSync) => void;
}

/**
 * Opens or makes a store's file. SECURITY: `locking_mode=EXCLUSIVE` before anything is read keeps every other process out
 * for as long as this one lives; two writers would break the uniqueness of steps. Throws the store's rows.
 */
export function openDatabase(options: DatabaseFile): StoreDatabase {
  const { file, rows } = options;
  let db: DatabaseSync | undefined;
  let isMade = false;
  try {
    isMade = options.create && makeFile(file);
    refuseExposed(file, rows);
    db = new DatabaseSync(resolve(file), { timeout: 0 });
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    bringUp(db, options, isMade);
    return new StoreDatabase(db, rows, file);
  } catch (thrown) {
    if (db?.isTransaction === true) db.exec("ROLLBACK");
    db?.close();
    if (isMade) for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true });
    throw sqliteFailure(thrown, rows, file);
  }
}

/** Whether a new, empty file was made; `false` when there is one. */
function makeFile(file: string): boolean {
  const directory = dirname(file);
  if (mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(directory, 0o700);
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return false;
    throw thrown;
  }
  if (process.platform !== "win32") {
    const opened = openSync(directory, "r");
    fsyncSync(opened);
    closeSync(opened);
  }
  return true;
}

function refuseExposed(file: string, rows: StoreRows): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new CodedError(rows.missing, { detail: file });
  if (!found.isFile()) throw new CodedError(rows.damaged, { detail: `${file} is not a plain file` });
  if (process.platform === "win32") return;
  if ((found.mode & 0o077) !== 0) throw new CodedError(rows.exposed, { detail: file });
  if ((lstatSync(dirname(file)).mode & 0o077) !== 0) throw new CodedError(rows.exposed, { detail: dirname(file) });
}

function bringUp(db: DatabaseSync, options: DatabaseFile, isMade: boolean): void {
  const { file, rows, migrations, applicationId, maxPages } = options;
  db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
  // Before anything is written: another program's file keeps its form.
  const [id, version] = [numberOf(db, "application_id"), numberOf(db, "user_version")];
  const isEmpty = id === 0 && version === 0 && schemaOf(db) === "";
  if (isEmpty && !options.create) throw new CodedError(rows.missing, { detail: `${file} is empty` });
  if (!isEmpty && id !== applicationId) throw new CodedError(rows.damaged, { detail: `${file} is not such a store` });
  if (!isEmpty && options.create && !isMade) throw new CodedError(rows.exists, { detail: file });
  if (version > migrations.length) {
    throw new CodedError(rows.newer, {
      detail: `${file}: version ${version}, this program knows ${migrations.length}`,
    });
  }
  const mode = db.prepare("PRAGMA journal_mode = WAL").get();
  if (mode?.["journal_mode"] !== "wal") throw new CodedError(rows.failed, { detail: `${file}: no write-ahead log` });
  // Every commit is on the disk before it returns; `fullfsync` is the same for macOS.
  db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
  // What is deleted is overwritten.
  db.exec("PRAGMA secure_delete = ON");
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
  db.exec("BEGIN IMMEDIATE");
  if (isEmpty) db.exec(`PRAGMA application_id = ${applicationId}`);
  if (version < migrations.length) migrate(db, version, migrations);
  if (isEmpty) options.begin(db);
  db.exec("COMMIT");
  // INVARIANT: no trigger, view or index that we did not make works on what we write.
  if (schemaOf(db) !== schemaMade(migrations))
    throw new CodedError(rows.damaged, { detail: `${file}: another schema` });
  const checked = db.prepare("PRAGMA quick_check(1)").get();
  const said = checked?.["quick_check"];
  if (said !== "ok") throw new CodedError(rows.damaged, { detail: `${file}: ${String(said).slice(0, 120)}` });
}

function numberOf(db: DatabaseSync, pragma: "application_id" | "user_version"): number {
  const value = db.prepare(`PRAGMA ${pragma}`).get()?.[pragma];
  return typeof value === "number" ? value : 0;
}
