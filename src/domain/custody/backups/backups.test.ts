import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../crypto/bytes.ts";
import { toBase64url } from "../../crypto/base64url.ts";
import { type BackupHead, backupHeadBytes, noteOf, readBackupHead } from "./backup-head.ts";
import { judgeRestore } from "./judge-restore.ts";

const hash = toBase64url(new Uint8Array(32));
const head: BackupHead = {
  v: 1,
  vault: "S",
  deployment: "acme",
  createdMs: 1_795_230_000_000,
  origin: "rootward.example/acme/broker",
  checkpoint: toBase64url(utf8("note")),
  store: { bytes: 4096, sha256: hash },
  journal: { bytes: 0, sha256: hash },
};
const place = { vault: "S", deployment: "acme", origin: "rootward.example/acme/broker" } as const;

describe("a backup's head", () => {
  it("is read as it was written, whatever follows it", () => {
    const bytes = backupHeadBytes(head);
    const behind = new Uint8Array([...bytes, 10, 0, 255]);
    expect(readBackupHead(behind)).toEqual({ status: "read", head, headBytes: bytes.length });
    expect(noteOf(head)).toEqual(utf8("note"));
    expect(noteOf({ ...head, checkpoint: "" })).toBeNull();
  });

  it("can be read by people: a first line, JSON, a hash", () => {
    const [first, second, third, end] = new TextDecoder().decode(backupHeadBytes(head)).split("\n");
    expect(first).toBe("rootward-backup/1");
    expect(JSON.parse(second ?? "")).toEqual(head);
    expect([third?.length, end]).toEqual([43, ""]);
  });

  it("with any byte changed, or cut anywhere, is refused", () => {
    const bytes = backupHeadBytes(head);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(readBackupHead(changed).status).toBe("refused");
      expect(readBackupHead(bytes.subarray(0, at)).status).toBe("refused");
    }
  });

  it("with a field that is not known is refused, though its hash fits", () => {
    const more = backupHeadBytes({ ...head, extra: 1 } as BackupHead);
    expect(readBackupHead(more)).toMatchObject({ status: "refused", row: { code: "CUSTODY_BACKUP_FOREIGN" } });
  });

  it("is a value or a refusal for any bytes", () => {
    const whole = backupHeadBytes(head);
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array([...whole.subarray(0, 18), ...bytes])),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        expect(readBackupHead(bytes).status).toBe("refused");
      }),
    );
  });
});

describe("where a backup is restored to", () => {
  it.each([
    ["its own place", head, null],
    ["a log in a later epoch", { ...head, origin: "rootward.example/acme/broker.2" }, null],
    ["the other vault", { ...head, vault: "P" as const, deployment: "other" }, "CUSTODY_BACKUP_WRONG_VAULT"],
    ["another deployment", { ...head, deployment: "acme-2" }, "CUSTODY_BACKUP_OTHER_DEPLOYMENT"],
    ["a log of another name", { ...head, origin: "other.example/acme/broker" }, "CUSTODY_BACKUP_OTHER_DEPLOYMENT"],
    [
      "a log whose name begins alike",
      { ...head, origin: "rootward.example/acme/broker2" },
      "CUSTODY_BACKUP_OTHER_DEPLOYMENT",
    ],
    [
      "an epoch that is no number",
      { ...head, origin: "rootward.example/acme/broker.02" },
      "CUSTODY_BACKUP_OTHER_DEPLOYMENT",
    ],
  ])("%s", (_what, backup, code) => {
    expect(judgeRestore(backup, place)?.row.code ?? null).toBe(code);
  });
});
