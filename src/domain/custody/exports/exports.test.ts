import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { Secret } from "../../core/secret.ts";
import { fromBase32 } from "../../crypto/base32.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { readEntry } from "../imports/kdbx/read-entry.ts";
import { totpCode } from "../totp/totp-code.ts";
import { awsTotp } from "../totp/totp-parameters.ts";
import { stepAt } from "../totp/totp-step.ts";
import { checkExportRun, exportKeyTag, type ExportRun } from "./check-export-run.ts";
import type { ExportedEntry } from "./exported-entry.ts";
import { passwordExport } from "./password-export.ts";
import { rotationsDue, stillDue } from "./rotations-due.ts";
import { seedExport, type SeedItem } from "./seed-export.ts";

const seed64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const seedItem = (extra: Partial<SeedItem> = {}): SeedItem => ({
  account: "aws:123456789012",
  name: "Prod",
  email: "root@example.com",
  seed: new Secret(fromBase32(seed64) ?? new Uint8Array()),
  parameters: awsTotp,
  ...extra,
});
const passwordItem = {
  account: "aws:123456789012",
  name: "Prod",
  email: "root@example.com",
  password: new Secret(utf8('p&ss<w>"ö')),
};
const textOf = (entry: ExportedEntry | undefined) =>
  Object.fromEntries(
    (entry?.fields ?? []).map(({ name, value, isProtected }) => [
      name,
      `${isProtected ? "*" : ""}${new TextDecoder().decode(value.reveal())}`,
    ]),
  );

describe("the password export", () => {
  it("holds title, user, password, address and account, and nothing that makes a code", () => {
    expect(textOf(passwordExport([passwordItem])[0])).toEqual({
      Title: "Prod",
      UserName: "root@example.com",
      Password: '*p&ss<w>"ö',
      URL: "https://signin.aws.amazon.com/",
      "AWS Account": "123456789012",
    });
  });

  it.each([
    ["no account", [{ ...passwordItem, account: "123456789012" }]],
    ["an empty password", [{ ...passwordItem, password: new Secret(new Uint8Array()) }]],
    ["an account twice", [passwordItem, passwordItem]],
  ])("is not made with %s", (_, items) => {
    expect(codedRow(() => passwordExport(items))).toBe("CUSTODY_EXPORT_UNFIT");
  });
});

describe("the seed export", () => {
  it("holds both dialects, a label, and an empty password", () => {
    expect(textOf(seedExport([seedItem()])[0])).toEqual({
      Title: "Prod",
      UserName: "root@example.com",
      Password: "*",
      otp: `*otpauth://totp/Amazon%20Web%20Services:root-account-mfa-device@123456789012?secret=${seed64}&issuer=Amazon%20Web%20Services&algorithm=SHA1&digits=6&period=30`,
      "TimeOtp-Secret-Base32": `*${seed64}`,
    });
  });

  it.each([awsTotp, { hash: "SHA-256", digits: 8, periodSeconds: 60 }, { ...awsTotp, hash: "SHA-512" }] as const)(
    "is read back as the same seed of the same account: %j",
    (parameters) => {
      const [entry] = seedExport([seedItem({ parameters })]);
      const read = readEntry(new Map(entry?.fields.map(({ name, value }) => [name, value])));
      if (read.status !== "read") throw new Error(read.status);
      expect(read.entry).toMatchObject({
        parameters,
        dialects: ["otpauth", "keepass"],
        account: { status: "found", account: "123456789012" },
      });
      expect(read.entry.seed.reveal()).toEqual(fromBase32(seed64));
    },
  );

  it.each([
    ["no account", [seedItem({ account: "aws:1" })]],
    ["an empty seed", [seedItem({ seed: new Secret(new Uint8Array()) })]],
    ["an account twice", [seedItem(), seedItem()]],
  ])("is not made with %s", (_, items) => {
    expect(codedRow(() => seedExport(items))).toBe("CUSTODY_EXPORT_UNFIT");
  });
});

const run = (vault: "P" | "S", extra: Partial<ExportRun["place"]> = {}, keyTag = `key-${vault}`): ExportRun => ({
  vault,
  keyTag,
  place: { host: "h", device: `disk-${vault}`, directory: `/mnt/${vault}`, ...extra },
});

describe("two runs of an export", () => {
  it("to two devices with two keys are fit", () => {
    expect(checkExportRun(run("S"), [run("P")])).toEqual({ status: "fit" });
    expect(checkExportRun(run("P"), [])).toEqual({ status: "fit" });
    expect(checkExportRun(run("P", {}, "newer"), [run("P")])).toEqual({ status: "fit" });
  });

  it.each([
    ["on one device", run("S", { device: "disk-P" }), "CUSTODY_EXPORT_TOGETHER"],
    ["on one device, brought to another machine", run("S", { device: "disk-P", host: "i" }), "CUSTODY_EXPORT_TOGETHER"],
    ["in one directory", run("S", { directory: "/mnt/P/" }), "CUSTODY_EXPORT_TOGETHER"],
    ["in one directory in capitals", run("S", { directory: "/MNT/p" }), "CUSTODY_EXPORT_TOGETHER"],
    ["one inside the other's directory", run("S", { directory: "/mnt/P/x" }), "CUSTODY_EXPORT_TOGETHER"],
    ["one around the other's directory", run("S", { directory: "/mnt" }), "CUSTODY_EXPORT_TOGETHER"],
    ["with one key", run("S", {}, "key-P"), "CUSTODY_EXPORT_ONE_KEY"],
    ["on a device that cannot be told", run("S", { device: null }), "CUSTODY_EXPORT_PLACE_UNKNOWN"],
  ])("%s are refused", (_, second, code) => {
    expect(checkExportRun(second, [run("P")])).toMatchObject({ status: "refused", row: { code } });
  });

  it("in directories of one name at the start are not one inside the other", () => {
    expect(checkExportRun(run("S", { directory: "/mnt/P2" }), [run("P")]).status).toBe("fit");
  });

  it("are told apart by their keys' tags, which do not hold the keys", () => {
    const [one, other] = [new Secret(new Uint8Array(32).fill(1)), new Secret(new Uint8Array(32).fill(2))];
    expect(exportKeyTag(one)).toMatch(/^[0-9a-f]{32}$/);
    expect(exportKeyTag(one)).not.toBe(exportKeyTag(other));
    expect(exportKeyTag(one)).not.toContain("0101");
  });
});

describe("after an export", () => {
  const due = rotationsDue("S", [{ account: "aws:123456789012", version: 3 }], 1_795_230_000);

  it("each item is due for rotation until a newer version is in force", () => {
    expect(due).toEqual([
      { account: "aws:123456789012", vault: "S", version: 3, reason: "exported", since: 1_795_230_000 },
    ]);
    expect(stillDue(due, () => 3)).toEqual(due);
    expect(stillDue(due, () => 2)).toEqual(due);
    expect(stillDue(due, () => null)).toEqual(due);
    expect(stillDue(due, () => 4)).toEqual([]);
  });
});

const folder = mkdtempSync(join(tmpdir(), "rootward-export-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const keepass = await oracle("keepassxc-cli", () => {
  const [xml, database] = [join(folder, "in.xml"), join(folder, "out.kdbx")];
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const entries = [...seedExport([seedItem()]), ...passwordExport([{ ...passwordItem, name: "Pass" }])].map(
    ({ fields }) => {
      const strings = fields.map(({ name, value }) => {
        return `<String><Key>${name}</Key><Value>${escaped(new TextDecoder().decode(value.reveal()))}</Value></String>`;
      });
      return `<Entry><UUID>${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64")}</UUID>${strings.join("")}</Entry>`;
    },
  );
  writeFileSync(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta><Generator>t</Generator></Meta><Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name>${entries.join("")}</Group></Root></KeePassFile>`,
  );
  execFileSync("keepassxc-cli", ["import", "-q", "-p", "-t", "100", xml, database], {
    input: "pw\npw\n",
    stdio: "pipe",
  });
  return (...args: readonly string[]) =>
    execFileSync("keepassxc-cli", ["show", "-q", ...args.slice(0, -1), database, args.at(-1) ?? ""], {
      input: "pw\n",
      stdio: "pipe",
    })
      .toString()
      .trim();
});

describe("KeePassXC", () => {
  it("shows from the exported entries the code we make and the password", (context) => {
    const show = requireOracle(keepass, context);
    const codes = () => [0, 1].map((ahead) => totpCode(seedItem().seed, stepAt(Date.now()) + ahead - 1).reveal());
    const before = codes();
    const shown = show("-t", "Prod");
    expect([...before, ...codes()]).toContain(shown);
    expect(show("-s", "-a", "Password", "Pass")).toBe('p&ss<w>"ö');
  });
});
