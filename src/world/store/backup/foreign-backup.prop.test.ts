import fc from "fast-check";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { type BackupHead, backupHeadBytes } from "../../../domain/custody/backups/backup-head.ts";
import { copyStoppedStore } from "./copy-stopped-store.ts";
import { createBackup } from "./create-backup.ts";
import { openBackup } from "./open-backup.ts";
import { restoreBackup } from "./restore-backup.ts";
import { type TestVaults, testVaults } from "./vaults-for-test.ts";
import { verifyBackup } from "./verify-backup.ts";

const ours = /^(?:CUSTODY_BACKUP|BACKUP)_/;

describe("any bytes as a backup", () => {
  let directory = "";
  let vaults: TestVaults | null = null;
  let whole = Buffer.alloc(0);
  let head: BackupHead | null = null;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "rootward-backup-"));
    vaults = testVaults();
    const target = join(directory, "b");
    const copyStore = copyStoppedStore(vaults.broker);
    head = await createBackup({ place: vaults.broker, target, nowMs: 1, copyStore });
    whole = readFileSync(target);
  });
  afterAll(() => {
    vaults?.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  /** What verifying and restoring it throw; nothing is left where it was to be restored to. */
  function codesOf(bytes: Uint8Array): (string | null)[] {
    if (vaults === null) throw new Error("no vaults");
    const place = { ...vaults.broker, data: join(directory, "data") };
    const file = join(directory, "foreign");
    writeFileSync(file, bytes);
    const codes = [() => verifyBackup(file, null), () => restoreBackup(file, place)].map((use) => codedRow(use));
    expect(existsSync(place.data)).toBe(codes[1] === null);
    rmSync(place.data, { recursive: true, force: true });
    return codes;
  }

  it("is refused with a coded error, whatever was changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), changes), (foreign) => {
        const bytes = foreign instanceof Uint8Array ? foreign : Buffer.from(whole);
        const at = foreign instanceof Uint8Array ? [] : [...new Map(foreign.map(([i, v]) => [i % whole.length, v]))];
        for (const [index, value] of at) bytes[index] = (bytes[index] ?? 0) ^ value;
        for (const code of codesOf(bytes)) expect(code).toMatch(ours);
      }),
      { numRuns: 60 },
    );
  });

  it("is judged by what is in it, also where its head was made to fit", () => {
    if (head === null) throw new Error("no head");
    const known = head;
    const { store: storeAt, journal: journalAt } = openBackup(join(directory, "b"));
    const own = {
      store: whole.subarray(storeAt.from, storeAt.from + storeAt.bytes),
      journal: whole.subarray(journalAt.from),
    };
    const part = (bytes: Uint8Array): BackupHead["store"] => ({
      bytes: bytes.length,
      sha256: toBase64url(createHash("sha256").update(bytes).digest()),
    });
    const any = fc.uint8Array({ maxLength: 300 });
    const parts = fc.record({
      store: fc.oneof(fc.constant(own.store), any),
      journal: fc.oneof(fc.constant(own.journal), any),
      checkpoint: fc.oneof(
        fc.constant(known.checkpoint),
        fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => toBase64url(bytes)),
      ),
    });
    const seen = new Set<string | null>();
    fc.assert(
      fc.property(parts, ({ store, journal, checkpoint }) => {
        const made = { ...known, checkpoint, store: part(store), journal: part(journal) };
        const codes = codesOf(Buffer.concat([backupHeadBytes(made), store, journal]));
        const isWhole = store === own.store && journal === own.journal && checkpoint === known.checkpoint;
        for (const code of codes) {
          seen.add(code);
          if (isWhole) expect(code).toBeNull();
          else expect(code).toMatch(ours);
        }
      }),
      {
        numRuns: 40,
        examples: [
          [{ ...own, checkpoint: known.checkpoint }],
          [{ ...own, journal: own.store, checkpoint: known.checkpoint }],
        ],
      },
    );
    expect([...seen]).toEqual(expect.arrayContaining([null, "BACKUP_STORE_DAMAGED", "CUSTODY_BACKUP_LOG_UNFIT"]));
  });
});
