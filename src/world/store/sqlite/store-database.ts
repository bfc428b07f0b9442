import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { sqliteFailure, troubleOf } from "./sqlite-failure.ts";
import type { StoreRows } from "./store-rows.ts";

/** A row as SQLite gives it; whoever reads it checks every column. */
export type Row = Record<string, SQLOutputValue>;

/** An open store's file: statements, transactions, failures as the store's rows. Knows no schema. */
export class StoreDatabase {
  readonly rows: StoreRows;
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();
  /** The failure after which this transaction must not be committed. */
  #spoilt: unknown = null;
  /** The failure after which nobody knows what the disk holds. */
  #broken: unknown = null;
  #isInside = false;

  constructor(db: DatabaseSync, rows: StoreRows, file: string) {
    this.#db = db;
    this.rows = rows;
    this.#file = file;
  }

  /** All rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#guarded(() => this.#prepared(sql).all(...values));
  }

  /** The first row of a query, or `null`. */
  first(sql: string, ...values: SQLInputValue[]): Row | null {
    return this.#guarded(() => this.#prepared(sql).get(...values) ?? null);
  }

  /** Runs a write and says how many rows it changed. Throws `misused` outside a transaction. */
  run(sql: string, ...values: SQLInputValue[]): number {
    this.#refuseOutside();
    return this.#guarded(() => Number(this.#prepared(sql).run(...values).changes));
  }

  /** Like `run`; throws `taken` when a row with one of its unique keys is there. */
  insert(taken: () => CodedError, sql: string, ...values: SQLInputValue[]): void {
    this.#refuseOutside();
    this.#guarded(() => {
      try {
        this.#prepared(sql).run(...values);
      } catch (thrown) {
        throw troubleOf(thrown) === "taken" ? taken() : thrown;
      }
    });
  }

  /**
   * Runs `work` and commits durably, or changes nothing when it throws. A write that failed for want of room or by the disk
   * ends it even if `work` caught that; after a commit that failed nothing more is taken until the store is opened again.
   */
  transaction<T>(work: () => T): T {
    if (this.#isInside) throw this.misused("a transaction inside a transaction");
    this.#guarded(() => this.#db.exec("BEGIN IMMEDIATE"));
    this.#isInside = true;
    this.#spoilt = null;
    try {
      const result = work();
      if (result instanceof Promise) throw this.misused("work that goes on after its transaction");
      if (this.#spoilt !== null) throw this.#spoilt;
      this.#commit();
      return result;
    } catch (thrown) {
      this.#rollBack();
      throw thrown;
    } finally {
      this.#isInside = false;
    }
  }

  /**
   * Copies a consistent state into a new file, 0600, as one plain file without a journal beside it, and syncs it. `mark` is
   * run on the copy. Nothing else runs meanwhile: about 15 ms for each megabyte.
   */
  backupTo(path: string, mark = ""): void {
    // Absolute, or a name that begins with "file:" would be read as an address.
    const whole = resolve(path);
    if (this.#isInside) throw this.misused("a copy inside a transaction");
    try {
      // Not there before: "wx" never opens somebody's file.
      closeSync(openSync(whole, "wx", 0o600));
    } catch (thrown) {
      throw sqliteFailure(thrown, this.rows, path);
    }
    try {
      // One statement on this thread: node:sqlite's backup() uses the connection from another one, and a write meanwhile
      // made it fail now and then.
      this.#guarded(() => this.#db.prepare("VACUUM INTO ?").run(whole));
      const copy = new DatabaseSync(whole, { timeout: 0 });
      try {
        copy.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
        copy.exec(mark);
      } finally {
        copy.close();
      }
      for (const each of process.platform === "win32" ? [] : [whole, dirname(whole)]) {
        const opened = openSync(each, "r");
        fsyncSync(opened);
        closeSync(opened);
      }
    } catch (thrown) {
      for (const each of [whole, `${whole}-journal`]) rmSync(each, { force: true });
      throw sqliteFailure(thrown, this.rows, path);
    }
  }

  /** Closes the file and gives up its lock. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  /** The error of a wrong use, which is the program's and not the user's. */
  misused(detail: string): CodedError {
    return new CodedError(this.rows.misused, { detail });
  }

  /** The error of a row that does not read. */
  damaged(detail: string): CodedError {
    return new CodedError(this.rows.damaged, { detail: `${this.#file}: ${detail}` });
  }

  #refuseOutside(): void {
    if (this.#isInside && this.#spoilt !== null) throw this.#spoilt;
    if (!this.#isInside || !this.#db.isTransaction) throw this.misused("a write outside a transaction");
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#db.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  #guarded<T>(work: () => T): T {
    if (this.#broken !== null) throw this.#broken;
    try {
      return work();
    } catch (thrown) {
      const failure = sqliteFailure(thrown, this.rows, this.#file);
      const trouble = troubleOf(thrown);
      // SQLite may have rolled all of it back by itself; what follows would be committed alone.
      if (trouble === "full" || trouble === "failed" || trouble === "damaged") this.#spoilt = failure;
      throw failure;
    }
  }

  #commit(): void {
    try {
      this.#db.exec("COMMIT");
    } catch (thrown) {
      const failure = sqliteFailure(thrown, this.rows, this.#file);
      // A sync that failed may yet have reached the disk: only a fresh look at the file tells.
      if (troubleOf(thrown) !== "full") this.#broken = failure;
      throw failure;
    }
  }

  #rollBack(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.#db.exec("ROLLBACK");
    } catch (thrown) {
      this.#broken = sqliteFailure(thrown, this.rows, this.#file);
    }
  }
}
