import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProtectedValue } from "kdbxweb";
import { afterAll, describe, expect, it } from "vitest";
import { runInProcess } from "../../../../test/scripts/run-in-process.ts";
import { cheapDatabase } from "../../../../test/support/cheap-database.ts";
import { pretendPng, screenshot } from "../../../../test/support/pretend-png.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-import-"));
afterAll(() => rmSync(cwd, { recursive: true }));
const put = (name: string, data: string | Uint8Array, mode = 0o600) => {
  writeFileSync(join(cwd, name), data);
  chmodSync(join(cwd, name), mode);
};
const run = (...argv: readonly string[]) => runInProcess(["vault", "import", ...argv], { cwd });
const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const address = (label: string) => `otpauth://totp/${label}?secret=${seed}`;

describe("vault import", () => {
  it("reads a password database with the password in a file, and shows no secret in either format", async () => {
    const database = await cheapDatabase({
      password: "open sesame",
      version: 4,
      fill: (kdbx, group) => {
        const entry = kdbx.createEntry(group);
        entry.fields.set("Title", "prod 123456789012");
        entry.fields.set("Password", ProtectedValue.fromString("the password"));
        entry.fields.set("otp", ProtectedValue.fromString(address("x")));
      },
    });
    put("root.kdbx", database);
    put("phrase", "open sesame\n");
    const text = await run("root.kdbx", "--vault", "S", "--file-passphrase-file", "phrase");
    expect(text).toMatchObject({ code: 0, err: "" });
    expect(text.out).toContain("ready    entry 1 prod 123456789012  aws:123456789012");
    const json = await run("root.kdbx", "--vault", "P", "--file-passphrase-file", "phrase", "-f", "json");
    expect(JSON.parse(json.out)).toMatchObject({ isDryRun: true, kind: "kdbx", vault: "P", counts: { ready: 1 } });
    for (const shown of [text.out, json.out]) {
      expect(shown).not.toContain("the password");
      expect(shown).not.toContain(seed);
    }
    expect((await run("root.kdbx", "--vault", "S")).err).toContain("[IMPORT_NEEDS_KEY]");
    put("phrase", "wrong\n");
    const wrong = await run("root.kdbx", "--vault", "S", "--file-passphrase-file", "phrase");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toContain("[SEALING_KDBX_WRONG_KEY]");
    put("phrase", "open sesame\n", 0o644);
    expect((await run("root.kdbx", "--vault", "S", "--file-passphrase-file", "phrase")).err).toContain(
      "[CLI_PASSPHRASE_UNREADABLE]",
    );
  });

  it("reads a screenshot, and refuses one of two codes", async () => {
    const shot = (labels: readonly string[]) =>
      pretendPng(
        screenshot(
          800,
          420,
          labels.map((label, at) => ({ text: address(label), x: 10 + at * 390, y: 20, scale: 5 })),
        ),
        { colour: 6, depth: 8, filter: 1 },
      );
    put("one.png", shot(["AWS:root-account-mfa-device@123456789012"]));
    put("two.png", shot(["a@123456789012", "b@210987654321"]));
    expect((await run("one.png", "--vault", "S")).out).toContain("ready    QR code  aws:123456789012");
    const other = await run("one.png", "--vault", "S", "--account", "210987654321");
    expect(other.code).toBe(1);
    expect(other.out).toContain("[seed-other-account]");
    expect((await run("two.png", "--vault", "S")).err).toContain("[SEALING_QR_SEVERAL]");
  });

  it("says when others can read the file, and lists 1,000 rows shortly", async () => {
    const lines = Array.from(
      { length: 1000 },
      (_, at) => `${100_000_000_000 + at},a ${at},r${at}@x,p${at} is a password`,
    );
    put("many.csv", ["Account #,Account Name,Account Email,Password", ...lines].join("\n"), 0o644);
    const { code, out, err } = await run("many.csv", "--vault", "P");
    expect(code).toBe(0);
    expect(out).toContain("and 980 more that are ready");
    expect(err).toContain("can be read by others");
  });
});
