import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import type { BackupHead } from "../../../domain/custody/backups/backup-head.ts";
import { encodeJournal } from "../../../domain/ledger/journal/journal-record.ts";
import { openBrokerStore } from "../broker/open-broker-store.ts";
import { keptItem } from "../broker/store-for-test.ts";
import { openGateStore } from "../gate/open-gate-store.ts";
import { keptPassword } from "../gate/store-for-test.ts";
import { copyStoppedStore } from "./copy-stopped-store.ts";
import { createBackup } from "./create-backup.ts";
import { restoreBackup } from "./restore-backup.ts";
import type { VaultPlace } from "./vault-place.ts";
import { grow, logSize, storeOf, type TestVaults, testVaults } from "./vaults-for-test.ts";
import { verifyBackup } from "./verify-backup.ts";

async function withVaults(work: (vaults: TestVaults) => Promise<void> | void, entries?: number): Promise<void> {
  const vaults = testVaults(entries);
  try {
    await work(vaults);
  } finally {
    vaults.remove();
  }
}

function backUp(place: VaultPlace, target: string): Promise<BackupHead> {
  return createBackup({ place, target, nowMs: 1_795_230_000_000, copyStore: copyStoppedStore(place) });
}

function folder(vaults: TestVaults, name: string): string {
  const directory = join(vaults.top, name);
  mkdirSync(directory, { mode: 0o700 });
  return directory;
}

describe("a backup of a vault", () => {
  it("is one private file that says what it is, and leaves nothing beside it", () =>
    withVaults(async (vaults) => {
      const directory = folder(vaults, "s");
      const target = join(directory, "acme-s.rwbackup");
      const head = await backUp(vaults.broker, target);
      expect(head).toMatchObject({ v: 1, vault: "S", deployment: "acme", origin: "rootward.example/acme/broker" });
      expect(readdirSync(directory)).toEqual(["acme-s.rwbackup"]);
      expect((statSync(target).mode & 0o777).toString(8)).toBe("600");
      expect(verifyBackup(target, vaults.broker.verifier)).toEqual({
        head,
        log: { size: 3, isSignatureChecked: true },
      });
      expect(verifyBackup(target, null).log).toEqual({ size: 3, isSignatureChecked: false });
    }));

  it("of a log without an entry is one, too", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      await backUp(vaults.broker, target);
      expect(verifyBackup(target, vaults.broker.verifier).log).toEqual({ size: 0, isSignatureChecked: false });
      rmSync(vaults.broker.data, { recursive: true });
      restoreBackup(target, vaults.broker);
      expect(logSize(vaults.broker)).toBe(0);
    }, 0));

  it("is not made while the process runs", () =>
    withVaults(async (vaults) => {
      const directory = folder(vaults, "s");
      const running = openBrokerStore({ file: storeOf(vaults.broker), hostIdFile: vaults.hostIdFile });
      const gate = openGateStore({ file: storeOf(vaults.gate) });
      expect(await rejectedRow(backUp(vaults.broker, join(directory, "b")))).toBe("BROKER_STORE_RUNNING");
      expect(await rejectedRow(backUp(vaults.gate, join(directory, "b")))).toBe("GATE_STORE_RUNNING");
      expect(readdirSync(directory)).toEqual([]);
      running.store.close();
      gate.close();
    }));

  it("is made by the running process itself, whose log may grow meanwhile", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      const { store } = openBrokerStore({ file: storeOf(vaults.broker), hostIdFile: vaults.hostIdFile });
      const copyStore = async (path: string): Promise<void> => {
        const copied = store.backupTo(path);
        grow(vaults.broker, 2);
        await copied;
      };
      await createBackup({ place: vaults.broker, target, nowMs: 1, copyStore });
      store.close();
      expect(verifyBackup(target, vaults.broker.verifier).log.size).toBe(3);
    }));

  it("replaces nothing, and never lies beside the other vault", () =>
    withVaults(async (vaults) => {
      const directory = folder(vaults, "s");
      await backUp(vaults.broker, join(directory, "b"));
      const before = readFileSync(join(directory, "b"));
      expect(await rejectedRow(backUp(vaults.broker, join(directory, "b")))).toBe("BACKUP_TARGET_EXISTS");
      expect(await rejectedRow(backUp(vaults.gate, join(directory, "p")))).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(await rejectedRow(backUp(vaults.gate, join(vaults.top, "broker", "p")))).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(await rejectedRow(backUp(vaults.gate, join(vaults.broker.data, "p")))).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(await rejectedRow(backUp(vaults.broker, join(vaults.top, "nowhere", "b")))).toBe("BROKER_STORE_FAILED");
      expect(readFileSync(join(directory, "b"))).toEqual(before);
      await backUp(vaults.gate, join(folder(vaults, "p"), "p"));
      expect(existsSync(join(vaults.top, "p", "p"))).toBe(true);
    }));
});

describe("a backup that was read again", () => {
  it("is refused with any part changed or cut", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      const head = await backUp(vaults.broker, target);
      const whole = readFileSync(target);
      const headBytes = whole.length - head.store.bytes - head.journal.bytes;
      const places = [0, 5, 30, headBytes - 2, headBytes, headBytes + 5000, whole.length - 100, whole.length - 1];
      for (const at of places) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(target, changed);
        const code = codedRow(() => verifyBackup(target, null));
        expect(code).toBe(at < 18 ? "CUSTODY_BACKUP_FOREIGN" : "CUSTODY_BACKUP_CHANGED");
      }
      for (const length of [0, 10, headBytes - 1, headBytes, whole.length - 1]) {
        writeFileSync(target, whole.subarray(0, length));
        expect(codedRow(() => verifyBackup(target, null))).toMatch(/^CUSTODY_BACKUP_(?:FOREIGN|CHANGED)$/);
      }
      writeFileSync(target, whole);
      appendFileSync(target, "x");
      expect(codedRow(() => verifyBackup(target, null))).toBe("CUSTODY_BACKUP_CHANGED");
      expect(codedRow(() => verifyBackup(join(vaults.top, "none"), null))).toBe("BACKUP_FAILED");
    }));

  it("is refused when it was made of a damaged or foreign store, or of a log that was cut or changed", () =>
    withVaults(async (vaults) => {
      const directory = folder(vaults, "s");
      const made = async (name: string, copyStore: (path: string) => Promise<void>): Promise<string | null> => {
        const target = join(directory, name);
        await createBackup({ place: vaults.broker, target, nowMs: 1, copyStore });
        return codedRow(() => verifyBackup(target, vaults.broker.verifier));
      };
      const copy = copyStoppedStore(vaults.broker);
      const damaged = async (path: string): Promise<void> => {
        await copy(path);
        const bytes = readFileSync(path);
        bytes.fill(7, 8192, 12_288);
        writeFileSync(path, bytes);
      };
      expect(await made("damaged", damaged)).toBe("BACKUP_STORE_DAMAGED");
      expect(await made("foreign", copyStoppedStore(vaults.gate))).toBe("BACKUP_STORE_DAMAGED");
      expect(await made("text", (path) => Promise.resolve(writeFileSync(path, "text")))).toBe("BACKUP_STORE_DAMAGED");
      const journal = join(vaults.broker.data, "ledger", "journal");
      const whole = readFileSync(journal);
      writeFileSync(journal, whole.subarray(0, whole.length - 1));
      expect(await made("cut", copy)).toBe("CUSTODY_BACKUP_LOG_UNFIT");
      writeFileSync(journal, encodeJournal([1, 2, 3].map((each) => Uint8Array.of(each))));
      expect(await made("other-entries", copy)).toBe("CUSTODY_BACKUP_LOG_UNFIT");
      // What stands behind the checkpoint is what a start mends: an entry that was not signed, half a record.
      writeFileSync(journal, Buffer.concat([whole, encodeJournal([Uint8Array.of(9)]), Uint8Array.of(0, 9, 9)]));
      expect(await made("longer", copy)).toBeNull();
      rmSync(join(vaults.broker.data, "ledger"), { recursive: true });
      grow({ ...vaults.broker, vault: "P" }, 3);
      expect(await made("other-key", copy)).toBe("CUSTODY_BACKUP_LOG_UNFIT");
    }));
});

describe("a backup of a long log", () => {
  it("is read record by record, however they lie", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      grow(vaults.broker, 4, 65_000);
      grow(vaults.broker, 60, 41_234);
      await backUp(vaults.broker, target);
      expect(statSync(target).size).toBeGreaterThan(2_500_000);
      expect(verifyBackup(target, vaults.broker.verifier).log).toEqual({ size: 67, isSignatureChecked: true });
    }));
});

describe("restoring a backup", () => {
  it("brings back the store and the log; the broker's counts as a copy", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      await backUp(vaults.broker, target);
      renameSync(vaults.broker.data, join(vaults.top, "lost"));
      const { log } = restoreBackup(target, vaults.broker);
      expect(log).toEqual({ size: 3, isSignatureChecked: true });
      expect((statSync(vaults.broker.data).mode & 0o777).toString(8)).toBe("700");
      const opened = openBrokerStore({ file: storeOf(vaults.broker), hostIdFile: vaults.hostIdFile });
      expect([opened.status, opened.store.items.all()]).toEqual(["copied", [keptItem()]]);
      opened.store.close();
      expect(logSize(vaults.broker)).toBe(3);
    }));

  it("brings back the gate's", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "p"), "b");
      await backUp(vaults.gate, target);
      rmSync(vaults.gate.data, { recursive: true });
      restoreBackup(target, vaults.gate);
      const store = openGateStore({ file: storeOf(vaults.gate) });
      expect(store.passwords.all()).toEqual([keptPassword()]);
      store.close();
      expect(logSize(vaults.gate)).toBe(3);
    }));

  it("refuses the other vault, another deployment, and a place that is taken or the other's", () =>
    withVaults(async (vaults) => {
      const [s, p] = [join(folder(vaults, "s"), "b"), join(folder(vaults, "p"), "b")];
      await backUp(vaults.broker, s);
      await backUp(vaults.gate, p);
      const restore = (file: string, place: VaultPlace): string | null => codedRow(() => restoreBackup(file, place));
      expect(restore(s, vaults.broker)).toBe("BACKUP_TARGET_EXISTS");
      expect(restore(s, vaults.gate)).toBe("CUSTODY_BACKUP_WRONG_VAULT");
      expect(restore(p, vaults.broker)).toBe("CUSTODY_BACKUP_WRONG_VAULT");
      const empty = { ...vaults.broker, data: join(vaults.top, "new") };
      expect(restore(s, { ...empty, deployment: "other" })).toBe("CUSTODY_BACKUP_OTHER_DEPLOYMENT");
      expect(restore(s, { ...empty, data: join(vaults.top, "gate", "deep") })).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(restore(s, { ...empty, foreignPaths: [join(empty.data, "gate")] })).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(restore(s, { ...empty, data: vaults.gate.data, foreignPaths: [] })).toBe("BACKUP_BESIDE_OTHER_VAULT");
      expect(restore(s, { ...empty, verifier: vaults.gate.verifier })).toBe("CUSTODY_BACKUP_LOG_UNFIT");
      expect(existsSync(empty.data)).toBe(false);
      mkdirSync(join(empty.data, "ledger"), { recursive: true });
      expect(restore(s, empty)).toBe("BACKUP_TARGET_EXISTS");
      expect(readdirSync(empty.data)).toEqual(["ledger"]);
    }));

  it("leaves nothing behind where it fails", () =>
    withVaults(async (vaults) => {
      const target = join(folder(vaults, "s"), "b");
      await backUp(vaults.broker, target);
      const data = join(vaults.top, "file", "data");
      writeFileSync(join(vaults.top, "file"), "");
      expect(codedRow(() => restoreBackup(target, { ...vaults.broker, data }))).toBe("BACKUP_FAILED");
      const bytes = readFileSync(target);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(target, bytes);
      const empty = { ...vaults.broker, data: join(vaults.top, "new") };
      expect(codedRow(() => restoreBackup(target, empty))).toBe("CUSTODY_BACKUP_CHANGED");
      expect(existsSync(empty.data)).toBe(false);
    }));
});
