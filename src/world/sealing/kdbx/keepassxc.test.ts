// Both directions against KeePassXC's own command line.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromBase32 } from "../../../domain/crypto/base32.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { passwordExport } from "../../../domain/custody/exports/password-export.ts";
import { seedExport } from "../../../domain/custody/exports/seed-export.ts";
import { readEntry } from "../../../domain/custody/imports/kdbx/read-entry.ts";
import { totpCode } from "../../../domain/custody/totp/totp-code.ts";
import { awsTotp } from "../../../domain/custody/totp/totp-parameters.ts";
import { stepAt } from "../../../domain/custody/totp/totp-step.ts";
import { readKdbx } from "./read-kdbx.ts";
import { writeKdbx } from "./write-kdbx.ts";

const program = await oracle("keepassxc-cli", () => execFileSync("keepassxc-cli", ["--version"]).toString());
const at = mkdtempSync(join(tmpdir(), "rootward-kdbx-"));
afterAll(() => rmSync(at, { recursive: true }));
const cli = (args: readonly string[], input: string) =>
  execFileSync("keepassxc-cli", args, { input, stdio: ["pipe", "pipe", "pipe"] }).toString();

const phrase = "correct horse battery staple";
const key = new Secret(utf8(phrase));
const seed64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const seed = () => new Secret(fromBase32(seed64) ?? new Uint8Array());
const account = { account: "aws:123456789012", name: "prod", email: "root@example.com" };

/** The code now; a code that changes between both programs is asked for again. */
function sameCode(theirs: () => string): readonly [string, string] {
  for (;;) {
    const before = stepAt(Date.now());
    const code = theirs();
    if (stepAt(Date.now()) === before) return [code, totpCode(seed(), before, awsTotp).reveal()];
  }
}

describe("KeePassXC", () => {
  it("opens the export of seeds with its key derivation and shows the same code", async (context) => {
    requireOracle(program, context);
    const file = join(at, "seeds.kdbx");
    const entries = seedExport([{ ...account, seed: seed(), parameters: awsTotp }]);
    writeFileSync(file, await writeKdbx("Seeds", entries, key));
    expect(cli(["db-info", "-q", file], phrase)).toContain("KDF: Argon2id (10 rounds, 65536 KB)");
    const [theirs, ours] = sameCode(() => cli(["show", "-q", "-t", file, "prod"], phrase).trim());
    expect(theirs).toBe(ours);
    expect(cli(["show", "-q", "-s", "-a", "Password", file, "prod"], phrase).trim()).toBe("");
  });

  it("opens the export of passwords and shows each field", async (context) => {
    requireOracle(program, context);
    const file = join(at, "passwords.kdbx");
    const password = 'p&ss<w>"ö  x';
    const entries = passwordExport([{ ...account, password: new Secret(utf8(password)) }]);
    writeFileSync(file, await writeKdbx("Passwords", entries, key));
    const shown = ["UserName", "Password", "URL", "AWS Account"].flatMap((name) => ["-a", name]);
    expect(
      cli(["show", "-q", "-s", ...shown, file, "prod"], phrase)
        .trimEnd()
        .split("\n"),
    ).toEqual(["root@example.com", password, "https://signin.aws.amazon.com/", "123456789012"]);
  });

  it("writes databases that are read here, one-time code settings included", async (context) => {
    requireOracle(program, context);
    const [xml, file] = [join(at, "in.xml"), join(at, "theirs.kdbx")];
    const address = `otpauth://totp/AWS:root@123456789012?secret=${seed64}`;
    writeFileSync(xml, database(`<String><Key>otp</Key><Value ProtectInMemory="True">${address}</Value></String>`));
    cli(["import", "-q", "-p", xml, file], `${phrase}\n${phrase}\n`);
    const [read] = await readKdbx(readFileSync(file), { password: key, keyFile: null });
    expect(read?.group).toEqual(["AWS"]);
    const entry = readEntry(read?.fields ?? new Map());
    if (entry.status !== "read") throw new Error(entry.status);
    expect(entry.entry.seed.reveal()).toEqual(seed().reveal());
    expect(entry.entry.account).toEqual({ status: "found", account: "123456789012" });
  });

  it("makes key files that are read here, and both parts are needed", async (context) => {
    requireOracle(program, context);
    const [file, keyPath] = [join(at, "keyed.kdbx"), join(at, "key.keyx")];
    cli(["db-create", "-q", "-p", "--set-key-file", keyPath, file], `${phrase}\n${phrase}\n`);
    cli(["add", "-q", "-k", keyPath, "-u", "someone", "-p", file, "title"], `${phrase}\nsecret word\n`);
    const keyFile = new Secret<Uint8Array>(readFileSync(keyPath));
    const [read] = await readKdbx(readFileSync(file), { password: key, keyFile });
    expect(fromUtf8(read?.fields.get("Password")?.reveal() ?? new Uint8Array())).toBe("secret word");
    const open = (parts: Parameters<typeof readKdbx>[1]) => rejectedRow(readKdbx(readFileSync(file), parts));
    expect(await open({ password: key, keyFile: null })).toBe("SEALING_KDBX_WRONG_KEY");
    expect(await open({ password: null, keyFile })).toBe("SEALING_KDBX_WRONG_KEY");
  });
});

/** An exported database with one entry, as KeePass writes it. */
function database(fields: string): string {
  const id = (byte: number) => Buffer.alloc(16, byte).toString("base64");
  const entry = `<Entry><UUID>${id(3)}</UUID><String><Key>Title</Key><Value>prod</Value></String>${fields}</Entry>`;
  const group = `<Group><UUID>${id(2)}</UUID><Name>AWS</Name>${entry}</Group>`;
  const root = `<Root><Group><UUID>${id(1)}</UUID><Name>Root</Name>${group}</Group></Root>`;
  return `<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><Generator>KeePass</Generator></Meta>${root}</KeePassFile>`;
}
