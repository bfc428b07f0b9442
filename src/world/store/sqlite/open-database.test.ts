import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { errorRows } from "../../../domain/core/error-row.ts";
import { type DatabaseFile, openDatabase } from "./open-database.ts";
import type { StoreDatabase } from "./store-database.ts";
import type { StoreRows } from "./store-rows.ts";

const words = { http: 500, exit: 2, title: "t", hint: "h" } as const;
const coded = errorRows({
  RUNNING: words,
  MISSING: words,
  EXISTS: words,
  EXPOSED: words,
  FULL: words,
  FAILED: words,
  DAMAGED: words,
  NEWER: words,
  MISUSED: words,
});
const rows: StoreRows = {
  running: coded.RUNNING,
  missing: coded.MISSING,
  exists: coded.EXISTS,
  exposed: coded.EXPOSED,
  full: coded.FULL,
  failed: coded.FAILED,
  damaged: coded.DAMAGED,
  newer: coded.NEWER,
  misused: coded.MISUSED,
};
const first = "CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT";
const second = "ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 3";

describe("a store's database", () => {
  let directory = "";
  const open = (changes: Partial<DatabaseFile> = {}): StoreDatabase => {
    const shared = { file: join(directory, "a.db"), create: false, applicationId: 7, migrations: [first], rows };
    return openDatabase({ ...shared, begin: () => undefined, ...changes });
  };
  const make = (): void => {
    const made = open({ create: true });
    made.transaction(() => made.run("INSERT INTO notes(text) VALUES('one')"));
    made.close();
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "rootward-sqlite-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("is alone, durable at every commit, and overwrites what it deletes", () => {
    const db = open({ create: true });
    const told = ["locking_mode", "journal_mode", "synchronous", "secure_delete", "trusted_schema", "foreign_keys"].map(
      (name) => Object.values(db.first(`PRAGMA ${name}`) ?? {})[0],
    );
    expect(told).toEqual(["exclusive", "wal", 2, 1, 0, 1]);
    db.close();
  });

  it("goes forward to a later version with what it holds, and never back", () => {
    make();
    const later = open({ migrations: [first, second] });
    expect(later.all("SELECT text, stars FROM notes").map((row) => ({ ...row }))).toEqual([{ text: "one", stars: 3 }]);
    later.close();
    open({ migrations: [first, second] }).close();
    expect(codedRow(() => open())).toBe("NEWER");
  });

  it("stays as it was when a migration fails half-way", () => {
    make();
    expect(codedRow(() => open({ migrations: [first, second, "CREATE TABLE notes(again TEXT)"] }))).toBe("DAMAGED");
    const db = open();
    expect(db.all("SELECT * FROM notes").map((row) => ({ ...row }))).toEqual([{ id: 1, text: "one" }]);
    db.close();
  });

  it("is not there at all when its making fails", () => {
    const begin = (): void => {
      throw new Error("no host id");
    };
    expect(() => open({ create: true, begin })).toThrow("no host id");
    expect(existsSync(join(directory, "a.db"))).toBe(false);
  });

  it("refuses values of another type than its columns'", () => {
    make();
    const db = open();
    const put = (value: string | null): void =>
      db.transaction(() => void db.run("INSERT INTO notes(text) VALUES(?)", value));
    expect(codedRow(() => put(null))).toBe("MISUSED");
    const id = (): void => db.transaction(() => void db.run("INSERT INTO notes(id, text) VALUES('x', 'y')"));
    expect(codedRow(id)).toBe("MISUSED");
    expect(db.all("SELECT * FROM notes")).toHaveLength(1);
    db.close();
  });

  it("takes nothing more after a commit that failed in a way that nobody can know the outcome of", () => {
    make();
    const db = open();
    // A deferred constraint is judged at the commit: here it stands for a disk that fails there.
    const spoil = (): void => {
      db.run("CREATE TEMP TABLE parent(id INTEGER PRIMARY KEY)");
      db.run("CREATE TEMP TABLE child(id INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)");
      db.run("INSERT INTO child VALUES(1)");
    };
    expect(codedRow(() => db.transaction(spoil))).toBe("MISUSED");
    expect(codedRow(() => db.transaction(() => 1))).toBe("MISUSED");
    expect(codedRow(() => db.all("SELECT * FROM notes"))).toBe("MISUSED");
    db.close();
    const again = open();
    expect(again.all("SELECT * FROM notes")).toHaveLength(1);
    again.close();
  });
});
