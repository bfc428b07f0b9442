import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { writeFrame } from "../../../domain/custody/frame/frame.ts";
import { ageIdentity } from "../../../domain/custody/kits/age/age-identity.ts";
import { writeKitFile } from "../../../domain/custody/kits/file/kit-file.ts";
import { printKitManifest, readKitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import { kitKey } from "./kit-key.ts";
import { makeKit, type KitOrder } from "./make-kit.ts";
import { openCanary, openKit } from "./open-kit.ts";
import { reprintSheet } from "./reprint-sheet.ts";

const binary = await oracle("age", () => execFileSync("age", ["--version"]).toString());
const random = (length: number) => new Uint8Array(randomBytes(length));
const order: KitOrder = {
  deployment: "acme",
  vault: "P",
  holders: ["ann", "bob", "safe-b"],
  threshold: 2,
  madeOn: "2026-11-22",
  expiresOn: "2027-11-22",
  sheet: { sites: [], custodianDoor: null, rosterHash: null, checkpoint: null, copies: [] },
};
const made = await makeKit(order, { age, shamir, random });
const { manifest } = made;
const account = "aws:123456789012";
const scans = made.sheets.map(({ qr }) => qr.reveal());
const typed = made.sheets.map(({ lines }) => lines.map((line) => line.reveal()).join("\n"));
const text = (...lines: readonly string[]) => new Secret(lines.join("\n"));

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return "done";
  } catch (error) {
    return error instanceof CodedError ? `${error.row.code} ${error.detail ?? ""}` : String(error);
  }
}

async function kitWith(password: string): Promise<Uint8Array> {
  const item = (version: number, of: string) =>
    age.encrypt(
      writeFrame({ vault: "P", deployment: "acme", account, kind: "password", version }, new Secret(utf8(of))),
      [manifest.recipient],
    );
  const items = [
    { account, version: 1, file: toBase64url(await item(1, "older")) },
    { account, version: 2, file: toBase64url(await item(2, password)) },
  ];
  const plain = writeKitFile({ deployment: "acme", vault: "P", madeMs: 1, items });
  return age.encrypt(new Secret(plain), [manifest.recipient]);
}

const folder = mkdtempSync(join(tmpdir(), "rootward-kit-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a kit", () => {
  it("opens with any two of its sheets, scanned or typed, and shows the newest password", async () => {
    const file = await kitWith("correct horse");
    for (const sheets of [text(...scans.slice(0, 2)), text(typed[2] ?? "", "", scans[0] ?? "")]) {
      const { key } = await kitKey(sheets, manifest, shamir);
      const opened = await openKit(file, key, manifest, age);
      expect(fromUtf8((await opened.item(account)).reveal())).toBe("correct horse");
    }
  });

  it("opens item by item with stock age", async (context) => {
    requireOracle(binary, context);
    const { key } = await kitKey(text(...scans.slice(1)), null, shamir);
    writeFileSync(join(folder, "key.txt"), ageIdentity(key).reveal());
    const open = (input: Uint8Array): string =>
      execFileSync("age", ["-d", "-i", join(folder, "key.txt")], { input }).toString();
    const kit = JSON.parse(open(await kitWith("correct horse")));
    const frame = JSON.parse(open(Buffer.from(kit.items[1].file, "base64url")));
    expect(Buffer.from(frame.data, "base64url").toString()).toBe("correct horse");
  });

  it("proves itself by its canary", async () => {
    const { key } = await kitKey(text(...scans.slice(1)), manifest, shamir);
    expect(await openCanary(made.canary, key, manifest, age)).toEqual({ isRight: true, proof: manifest.canary });
    const other = await age.encrypt(new Secret(random(32)), [manifest.recipient]);
    expect((await openCanary(other, key, manifest, age)).isRight).toBe(false);
  });

  it("names what is wrong with its sheets", async () => {
    const other = await makeKit(order, { age, shamir, random });
    const foreign = other.sheets[1]?.qr.reveal() ?? "";
    const slip = (scans[1] ?? "").replace(/.$/, (last) => (last === "A" ? "I" : "A"));
    const said = (...lines: readonly string[]) => codeOf(() => kitKey(text(...lines), manifest, shamir));
    expect(await said()).toContain("CUSTODY_SHARES_FEW");
    expect(await said(scans[0] ?? "")).toBe("CUSTODY_SHARES_FEW 1 of 2 sheets; 1 more");
    expect(await said(scans[0] ?? "", slip)).toContain("CUSTODY_SHARE_UNREADABLE sheet no. 2");
    expect(await said(scans[0] ?? "", foreign)).toContain("CUSTODY_SHARES_MIXED sheet 2");
    expect(await said(scans[0] ?? "", scans[0] ?? "")).toContain("CUSTODY_SHARE_TWICE");
    expect(await said((typed[0] ?? "").split("\n").slice(0, 4).join("\n"))).toContain("CUSTODY_SHARE_UNREADABLE");
  });

  it("is refused under another kit's key, as another vault's, and for an account it does not hold", async () => {
    const file = await kitWith("x");
    const other = await makeKit(order, { age, shamir, random });
    const strange = await kitKey(text(...other.sheets.map(({ qr }) => qr.reveal())), other.manifest, shamir);
    expect(await codeOf(() => openKit(file, strange.key, manifest, age))).toContain("SEALING_NOT_FOR_THIS_KEY");
    const { key } = await kitKey(text(...scans), manifest, shamir);
    expect(await codeOf(() => openKit(file, key, { vault: "S", deployment: "acme" }, age))).toContain(
      "CUSTODY_KIT_OTHER",
    );
    const opened = await openKit(file, key, manifest, age);
    expect(await codeOf(() => opened.item("aws:000000000001"))).toContain("CUSTODY_KIT_NO_ITEM");
    expect(await codeOf(() => openKit(made.canary, key, manifest, age))).toContain("CUSTODY_KIT_UNREADABLE");
  });

  it("gives a sheet again from what stands on it, and no other", async () => {
    const again = reprintSheet(text(typed[1] ?? ""), manifest, order.sheet);
    const was = made.sheets[1];
    expect({ ...again, qr: again.qr.reveal(), lines: again.lines.map((line) => line.reveal()) }).toEqual({
      ...was,
      qr: was?.qr.reveal(),
      lines: was?.lines.map((line) => line.reveal()),
    });
    const other = await makeKit(order, { age, shamir, random });
    const said = (...lines: readonly string[]) =>
      codeOf(async () => reprintSheet(text(...lines), manifest, order.sheet));
    expect(await said()).toContain("CUSTODY_SHARES_FEW");
    expect(await said(scans[0] ?? "", scans[1] ?? "")).toContain("CUSTODY_SHARES_MIXED one sheet");
    expect(await said(other.sheets[0]?.qr.reveal() ?? "")).toContain("CUSTODY_SHARES_MIXED sheet 1");
    const first = other.manifest.split.commits[0] ?? "";
    const swapped = { ...manifest, split: { ...manifest.split, commits: [first, ...manifest.split.commits.slice(1)] } };
    expect(await codeOf(async () => reprintSheet(text(scans[0] ?? ""), swapped, order.sheet))).toContain(
      "CUSTODY_SHARE_WRONG sheet 1",
    );
  });

  it("has a manifest that reads back, and says what is wrong with another", () => {
    const bytes = printKitManifest(manifest);
    expect(readKitManifest(bytes)).toEqual({ status: "read", manifest });
    for (const broken of ["", "{}", "[]", fromUtf8(bytes)?.replace('"P"', '"S"') ?? ""]) {
      expect(readKitManifest(utf8(broken))).toMatchObject({ row: { code: "CUSTODY_MANIFEST_UNFIT" } });
    }
    expect(fromUtf8(bytes)).not.toContain("AGE-SECRET");
  });
});
