import { copyFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { openBrokerStore } from "../broker/open-broker-store.ts";
import { openGateStore } from "./open-gate-store.ts";
import { keptPassword, withGateStore } from "./store-for-test.ts";

describe("the password vault's file", () => {
  it("is opened by one only", () =>
    withGateStore((store, file) => {
      expect(codedRow(() => openGateStore({ file }))).toBe("GATE_STORE_RUNNING");
      store.close();
      const again = openGateStore({ file });
      expect(codedRow(() => openGateStore({ file, create: true }))).toBe("GATE_STORE_RUNNING");
      again.close();
      expect(codedRow(() => openGateStore({ file, create: true }))).toBe("GATE_STORE_EXISTS");
    }));

  it("is not the seed vault's, nor the other way round", () =>
    withGateStore((store, file) => {
      store.close();
      const hostIdFile = join(dirname(dirname(file)), "host-id");
      expect(codedRow(() => openBrokerStore({ file, hostIdFile }))).toBe("BROKER_STORE_DAMAGED");
      const other = join(dirname(file), "broker.db");
      openBrokerStore({ file: other, hostIdFile, create: true }).store.close();
      expect(codedRow(() => openGateStore({ file: other }))).toBe("GATE_STORE_DAMAGED");
    }));

  it("keeps whole transactions on a full disk", () =>
    withGateStore((store) => {
      const outer = new Uint8Array(60_000);
      const fill = (): void => {
        for (let version = 2; version < 40; version += 1) store.passwords.insert(keptPassword({ version, outer }));
      };
      store.transaction(() => store.passwords.insert(keptPassword()));
      expect(codedRow(() => store.transaction(fill))).toBe("GATE_STORE_FULL");
      expect(store.passwords.all()).toEqual([keptPassword()]);
    }, 150));

  it("is copied whole while it is in use", () =>
    withGateStore(async (store, file) => {
      store.transaction(() => store.passwords.insert(keptPassword()));
      const path = join(dirname(file), "backup.db");
      await store.backupTo(path);
      expect(existsSync(`${path}-wal`)).toBe(false);
      const copy = openGateStore({ file: path });
      expect(copy.passwords.all()).toEqual([keptPassword()]);
      copy.close();
      await expect(store.backupTo(path)).rejects.toMatchObject({ row: { code: "GATE_STORE_FAILED" } });
    }));

  it("tells a row that was changed from outside", () =>
    withGateStore((store, file) => {
      store.transaction(() => store.passwords.insert(keptPassword()));
      store.close();
      const copy = join(dirname(file), "copy.db");
      copyFileSync(file, copy);
      const changed = new DatabaseSync(copy);
      changed.exec("UPDATE passwords SET flags = '[1]'");
      changed.close();
      const opened = openGateStore({ file: copy });
      expect(codedRow(() => opened.passwords.all())).toBe("GATE_STORE_DAMAGED");
      opened.close();
    }));
});
