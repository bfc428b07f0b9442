import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { openBrokerStore } from "./open-broker-store.ts";
import { brokerApplicationId, brokerMigrations } from "./schema.ts";
import { keptItem, stepRow, testPlace, type TestPlace, withStore } from "./store-for-test.ts";

async function inPlace(work: (place: TestPlace) => void | Promise<void>): Promise<void> {
  const place = testPlace();
  try {
    openBrokerStore({ ...place, create: true }).store.close();
    await work(place);
  } finally {
    place.remove();
  }
}

/** What opening gives: a status, or the id of a coded error. */
function opening(place: TestPlace): string {
  let status = "";
  const code = codedRow(() => {
    const opened = openBrokerStore(place);
    ({ status } = opened);
    opened.store.close();
  });
  return code ?? status;
}

describe("the seed vault's file", () => {
  it("is there only when it was made, and is made once", () =>
    inPlace((place) => {
      expect(opening(place)).toBe("open");
      expect(codedRow(() => openBrokerStore({ ...place, create: true }))).toBe("BROKER_STORE_EXISTS");
      rmSync(place.file);
      expect(opening(place)).toBe("BROKER_STORE_MISSING");
      expect(existsSync(place.file)).toBe(false);
    }));

  it("that was begun and never finished is made anew, and is no store before", () =>
    inPlace((place) => {
      writeFileSync(place.file, "");
      expect(opening(place)).toBe("BROKER_STORE_MISSING");
      openBrokerStore({ ...place, create: true }).store.close();
      expect(opening(place)).toBe("open");
    }));

  it.skipIf(process.platform === "win32")("is readable by its owner alone, also its journal", () =>
    withStore(({ store }, { file }) => {
      store.transaction(() => store.facts.set("a", 1));
      for (const each of [file, `${file}-wal`]) expect((statSync(each).mode & 0o777).toString(8)).toBe("600");
      expect((statSync(dirname(file)).mode & 0o777).toString(8)).toBe("700");
    }),
  );

  it.skipIf(process.platform === "win32")("that others may read is refused, and so is a directory", () =>
    inPlace((place) => {
      chmodSync(place.file, 0o640);
      expect(opening(place)).toBe("BROKER_STORE_EXPOSED");
      chmodSync(place.file, 0o600);
      chmodSync(dirname(place.file), 0o755);
      expect(opening(place)).toBe("BROKER_STORE_EXPOSED");
    }),
  );

  it("is a plain file, no link to one", () =>
    inPlace((place) => {
      renameSync(place.file, join(place.directory, "data", "other.db"));
      symlinkSync(join(place.directory, "data", "other.db"), place.file);
      expect(opening(place)).toBe("BROKER_STORE_DAMAGED");
    }));

  it("keeps nothing of what was deleted", () =>
    withStore(({ store }, { file }) => {
      const canary = "canary-7Qk2-canary-7Qk2";
      store.transaction(() => store.facts.set("secret", canary));
      store.transaction(() => store.facts.remove("secret"));
      store.close();
      expect(readFileSync(file).includes(canary)).toBe(false);
      expect(existsSync(`${file}-wal`)).toBe(false);
    }));
});

describe("a copy of the seed vault's store", () => {
  it("is told from it, also when it takes its place", () =>
    inPlace((place) => {
      const copy = join(place.directory, "data", "copy.db");
      copyFileSync(place.file, copy);
      expect(opening({ ...place, file: copy })).toBe("copied");
      rmSync(place.file);
      copyFileSync(copy, place.file);
      expect(opening(place)).toBe("copied");
    }));

  it("is one on another host, or where the host's id is gone", () =>
    inPlace((place) => {
      rmSync(place.hostIdFile);
      expect(opening(place)).toBe("copied");
      expect(opening(place)).toBe("copied");
      expect(readFileSync(place.hostIdFile, "utf8")).toMatch(/^[\w-]{22}\n$/);
    }));

  it("stays the store when the file is only moved", () =>
    inPlace((place) => {
      const moved = join(place.directory, "data", "moved.db");
      renameSync(place.file, moved);
      expect(opening({ ...place, file: moved })).toBe("open");
    }));

  it("becomes the store when it is adopted, and only when that was committed", () =>
    inPlace((place) => {
      const copy = { ...place, file: join(place.directory, "data", "copy.db") };
      copyFileSync(place.file, copy.file);
      const undone = openBrokerStore(copy);
      const work = (): void => {
        undone.adopt();
        throw new Error("stop");
      };
      expect(() => undone.store.transaction(work)).toThrow("stop");
      expect(codedRow(() => undone.adopt())).toBe("BROKER_STORE_MISUSED");
      undone.store.close();
      expect(opening(copy)).toBe("copied");
      const adopted = openBrokerStore(copy);
      adopted.store.transaction(() => adopted.adopt());
      adopted.store.close();
      expect(opening(copy)).toBe("open");
    }));

  it("needs a host id that is one, outside the data directory", () =>
    inPlace((place) => {
      const inside = join(dirname(place.file), "host-id");
      expect(opening({ ...place, hostIdFile: inside })).toBe("BROKER_STORE_HOST_ID_UNFIT");
      expect(existsSync(inside)).toBe(false);
      const below = join(dirname(place.file), "..", "data", "deep", "host-id");
      expect(opening({ ...place, hostIdFile: below })).toBe("BROKER_STORE_HOST_ID_UNFIT");
      for (const text of ["", "short\n", "A".repeat(23), `${"A".repeat(22)}\n\n`]) {
        writeFileSync(place.hostIdFile, text);
        expect(opening(place)).toBe("BROKER_STORE_HOST_ID_UNFIT");
      }
      rmSync(place.hostIdFile);
      mkdirSync(place.hostIdFile);
      expect(opening(place)).toBe("BROKER_STORE_HOST_ID_UNFIT");
    }));

  it("made by backupTo holds the same, is one plain file, and counts as copied where it was restored", () =>
    withStore(async ({ store }, place) => {
      store.transaction(() => {
        store.items.put(keptItem());
        store.steps.insert(stepRow());
      });
      const path = join(place.directory, "data", "backup.db");
      const made = store.backupTo(path);
      // Written before anybody waited for the copy.
      for (let step = 1; step < 40; step += 1) store.transaction(() => store.steps.insert(stepRow({ step })));
      await made;
      expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
      expect([existsSync(`${path}-wal`), existsSync(`${path}-journal`)]).toEqual([false, false]);
      const restored = openBrokerStore({ ...place, file: path });
      expect(restored.status).toBe("copied");
      expect(restored.store.items.all()).toEqual([keptItem()]);
      expect(restored.store.steps.all().rows).toEqual([stepRow()]);
      restored.store.close();
      await expect(store.backupTo(path)).rejects.toMatchObject({ row: { code: "BROKER_STORE_FAILED" } });
      const inside = store.transaction(() => [store.backupTo(join(place.directory, "data", "inside.db"))]);
      await expect(inside[0]).rejects.toMatchObject({ row: { code: "BROKER_STORE_MISUSED" } });
      expect(existsSync(join(place.directory, "data", "inside.db"))).toBe(false);
      expect(existsSync(path)).toBe(true);
    }));
});

describe("a file that is not this store", () => {
  it("is another program's database, and is left as it is", () =>
    inPlace((place) => {
      rmSync(place.file);
      const foreign = new DatabaseSync(place.file);
      foreign.exec("CREATE TABLE notes(text TEXT)");
      foreign.close();
      chmodSync(place.file, 0o600);
      const before = readFileSync(place.file);
      expect(opening(place)).toBe("BROKER_STORE_DAMAGED");
      expect(codedRow(() => openBrokerStore({ ...place, create: true }))).toBe("BROKER_STORE_DAMAGED");
      expect(readFileSync(place.file)).toEqual(before);
    }));

  it.each([
    ["a trigger", "CREATE TRIGGER t AFTER INSERT ON step_ledger BEGIN DELETE FROM step_ledger; END"],
    ["a table less", "DROP TABLE ratchet"],
    ["a table without its key", "DROP TABLE step_ledger; CREATE TABLE step_ledger(account TEXT, step INTEGER)"],
    ["another program's number", "PRAGMA application_id = 7"],
  ])("is one with %s", (_what, sql) =>
    inPlace((place) => {
      const changed = new DatabaseSync(place.file);
      changed.exec(sql);
      changed.close();
      expect(opening(place)).toBe("BROKER_STORE_DAMAGED");
    }),
  );

  it("is one of a later version, which is not touched", () =>
    inPlace((place) => {
      const later = new DatabaseSync(place.file);
      later.exec(`PRAGMA user_version = ${brokerMigrations.length + 1}`);
      later.close();
      expect(opening(place)).toBe("BROKER_STORE_NEWER");
    }));

  it("is a row that contradicts itself or does not read", () =>
    inPlace((place) => {
      const opened = openBrokerStore(place);
      opened.store.transaction(() => opened.store.items.put(keptItem()));
      opened.store.close();
      const changed = new DatabaseSync(place.file);
      changed.exec("UPDATE items SET state = 'lost'; INSERT INTO facts VALUES('a', '{')");
      changed.exec("INSERT INTO ratchet VALUES('aws:1', 9223372036854775807)");
      changed.close();
      const { store } = openBrokerStore(place);
      expect(codedRow(() => store.items.all())).toBe("BROKER_STORE_DAMAGED");
      expect(codedRow(() => store.facts.get("a"))).toBe("BROKER_STORE_DAMAGED");
      expect(codedRow(() => store.steps.all())).toBe("BROKER_STORE_DAMAGED");
      store.close();
    }));

  it("bears its number where SQLite keeps it", () =>
    inPlace(({ file }) => {
      expect(readFileSync(file).readUInt32BE(68)).toBe(brokerApplicationId);
    }));
});
