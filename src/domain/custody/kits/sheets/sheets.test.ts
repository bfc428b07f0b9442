import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import { oracle, requireOracle } from "../../../../../test/oracle.ts";
import { anySplit, knownSplit } from "../../../../../test/support/pretend-split.ts";
import { ageIdentity, ageRecipient } from "../age/age-identity.ts";
import { kitPages } from "../blocks/kit-pages.ts";
import { makeShares } from "../shares/make-shares.ts";
import { shareLines, shareQrText } from "../shares/share-text.ts";
import { kitSheets, type SheetFacts } from "./kit-sheet.ts";
import { joinerScript, openerScript } from "./opener-script.ts";

const facts: SheetFacts = {
  deployment: "acme",
  isRehearsal: false,
  kitId: "8877665544332211",
  madeOn: "2026-11-22",
  expiresOn: "2027-11-22",
  sites: [{ rpId: "rootward.example", url: "https://rootward.example" }],
  custodianDoor: "rootward.example:4443",
  rosterHash: "xoNvetHE2oqZfACaS0sSDCN7GZNpMjnhlNYwfZ0LjDo",
  checkpoint: { size: 8, root: "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=" },
  bundleSha256: "00".repeat(32),
  recipient: ageRecipient(knownSplit().secret),
  holders: ["Ann", "Bob", "Cid"],
  copies: ["safe B", "safe Z"],
};
const shares = makeShares(knownSplit());

describe("the sheets of a kit", () => {
  const sheets = kitSheets(shares, facts);

  it("are one for each holder, with the others' names and no other share", () => {
    expect(sheets.map(({ share, others }) => [share.index, share.holder, others])).toEqual([
      [1, "Ann", ["Bob", "Cid"]],
      [2, "Bob", ["Ann", "Cid"]],
      [3, "Cid", ["Ann", "Bob"]],
    ]);
    expect(sheets[0]?.lines[0]?.reveal()).toBe("KJLV GMKQ CERD GRCV MZ3Y YT");
    expect(sheets[2]?.qr.reveal()).toBe(shares[2] === undefined ? "" : shareQrText(shares[2]).reveal());
  });

  it("show the first four bytes of every commitment, six steps and what is needed to reach Rootward", () => {
    expect(sheets[0]?.commitments).toHaveLength(3);
    expect(sheets[0]?.commitments[0]).toBe("28ae8b2a");
    expect(sheets[0]?.steps).toHaveLength(6);
    expect(sheets[0]?.facts).toContainEqual({ name: "Site rootward.example", value: "https://rootward.example" });
    expect(sheets[0]?.title).toBe("acme: kit of the passwords (P), sheet 1 of 3");
    expect(kitSheets(shares, { ...facts, isRehearsal: true })[0]?.title).toMatch(/^REHEARSAL/);
  });

  it("show no share when they are written as text by mistake", () => {
    expect(JSON.stringify(sheets)).not.toMatch(/KJLV|RWS1:|AIBA/);
  });

  it.each([
    ["a missing share", shares.slice(1), facts],
    ["another order", shares.toReversed(), facts],
    ["a missing holder", shares, { ...facts, holders: ["Ann"] }],
    ["the broker's key", makeShares({ ...knownSplit(), vault: "K" }), facts],
    ["no shares", [], facts],
  ])("are not made with %s", (_, some, of) => {
    expect(codedRow(() => kitSheets(some, of))).toBe("CUSTODY_SPLIT_IMPOSSIBLE");
  });
});

const python = await oracle("python3", () => execFileSync("python3", ["--version"]).toString());
const age = await oracle("age", () => execFileSync("age", ["--version"]).toString());
const opened = (input: string) => {
  const { stdout, stderr, status } = spawnSync("python3", ["-c", openerScript], { input });
  return { out: stdout.toString().trim(), err: stderr.toString(), status };
};
const qrOf = (some: ReturnType<typeof makeShares>) => some.map((share) => shareQrText(share).reveal()).join("\n");
const folder = mkdtempSync(join(tmpdir(), "rootward-sheets-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the program on a sheet's back", () => {
  it("combines scanned sheets, and typed ones, to the identity", (context) => {
    requireOracle(python, context);
    const known = ageIdentity(knownSplit().secret).reveal();
    expect(opened(qrOf(shares.slice(1))).out).toBe(known);
    const typed = shares.slice(0, 2).flatMap((share) => shareLines(share).map((line) => line.reveal().toLowerCase()));
    expect(opened(typed.join("\n")).out).toBe(known);
    const large = anySplit(5, 7);
    expect(opened(qrOf(makeShares(large))).out).toBe(ageIdentity(large.secret).reveal());
  });

  it("names commitments, and refuses too few, repeated, mixed and damaged sheets", (context) => {
    requireOracle(python, context);
    expect(opened(qrOf(shares.slice(0, 1)))).toMatchObject({ status: 1, out: "" });
    expect(opened(qrOf(shares.slice(0, 1))).err).toContain(
      "sheet 1 of 3 has commitment 28ae8b2a\n1 more sheets are needed",
    );
    expect(opened(qrOf([...shares.slice(0, 1), ...shares.slice(0, 1)])).err).toContain("one sheet was given twice");
    expect(opened(qrOf([...shares.slice(0, 1), ...makeShares({ ...knownSplit(), vault: "S" })])).err).toContain(
      "different kits",
    );
    expect(opened(qrOf(shares).replace("RWS1:KJLVGMKQCERDG", "RWS1:KJLVGMKQCERDH")).err).toContain(
      "damaged: sheet no. 1",
    );
  });

  it("opens with stock age what was sealed for the kit, from pages and sheets alone", (context) => {
    requireOracle(python, context);
    requireOracle(age, context);
    const kit = execFileSync("age", ["-r", facts.recipient], { input: "x".repeat(5000) });
    const scans = kitPages(kit, { vault: "P", kitId: facts.kitId, date: facts.madeOn, threshold: 2 }).flatMap(
      ({ qr }) => qr,
    );
    const joined = spawnSync("python3", ["-c", joinerScript], { input: scans.toReversed().join("\n") });
    expect(joined.stdout).toEqual(kit);
    writeFileSync(join(folder, "key.txt"), opened(qrOf(shares.slice(0, 2))).out);
    expect(execFileSync("age", ["-d", "-i", join(folder, "key.txt")], { input: joined.stdout }).toString()).toBe(
      "x".repeat(5000),
    );
    expect(
      spawnSync("python3", ["-c", joinerScript], { input: scans.slice(1).join("\n") }).stderr.toString(),
    ).toContain("missing blocks: [1]");
  });

  it("is short enough to be typed", () => {
    expect(openerScript.trim().split("\n").length).toBeLessThanOrEqual(48);
    expect(joinerScript.trim().split("\n").length).toBeLessThanOrEqual(15);
    expect(Math.max(...openerScript.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
