import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { oracle, requireOracle } from "../../../test/oracle.ts";
import { knownSplit } from "../../../test/support/pretend-split.ts";
import { ageIdentity, ageRecipient } from "../../domain/custody/kits/age/age-identity.ts";
import { kitPages } from "../../domain/custody/kits/blocks/kit-pages.ts";
import { makeShares } from "../../domain/custody/kits/shares/make-shares.ts";
import { kitSheets, type SheetFacts } from "../../domain/custody/kits/sheets/kit-sheet.ts";
import { joinerScript, openerScript } from "../../domain/custody/kits/sheets/opener-script.ts";
import { kitPagesPdf } from "./kit-pages-pdf.ts";
import { kitSheetPdf } from "./kit-sheet-pdf.ts";
import type { Paper } from "./print-pdf.ts";

const python = await oracle("python3", () => execFileSync("python3", ["--version"]).toString());
const age = await oracle("age", () => execFileSync("age", ["--version"]).toString());
const scanner = await oracle("zbarimg", () => execFileSync("zbarimg", ["--version"]).toString());
const bitmaps = await oracle("pdftoppm", () =>
  execFileSync("pdftoppm", ["-v"], { stdio: ["ignore", "pipe", "pipe"] }).toString(),
);

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
  holders: ["Ann Åkesson", "Bob", "石川"],
  copies: ["safe B, Bern", "safe Z, Oslo"],
};
const sheets = kitSheets(makeShares(knownSplit()), facts);
const head = { deployment: "acme", isRehearsal: false };

const folder = mkdtempSync(join(tmpdir(), "rootward-paper-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The PDF as bitmaps at 300 dots per inch, and what a scanner reads on them. */
function scanned(pdf: Uint8Array, name: string): readonly string[] {
  writeFileSync(join(folder, `${name}.pdf`), pdf);
  execFileSync("pdftoppm", ["-r", "300", "-gray", "-png", `${name}.pdf`, name], { cwd: folder });
  const pages = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith(".png"));
  // The last page, a program, has no code: zbarimg then ends with 4, having printed what it found.
  const texts = pages.flatMap((file) => {
    try {
      return execFileSync("zbarimg", ["--raw", "--quiet", file], { cwd: folder, stdio: "pipe" })
        .toString()
        .trim()
        .split("\n");
    } catch {
      return [];
    }
  });
  return texts.filter((text) => text !== "");
}

describe("paper", () => {
  it.each<Paper>(["a4", "letter"])(
    "a printed kit on %s is scanned, joined and opened with stock tools",
    async (paper) => {
      const context = { skip: () => undefined };
      for (const needed of [python, age, scanner, bitmaps]) requireOracle(needed, context);
      const kit = execFileSync("age", ["-r", facts.recipient], { input: "root password ".repeat(400) });
      const pages = kitPages(kit, { vault: "P", kitId: facts.kitId, date: facts.madeOn, threshold: 2 });
      const blocks = scanned(await kitPagesPdf(pages, head, paper), `kit-${paper}`);
      expect(blocks.toSorted()).toEqual(pages.flatMap(({ qr }) => qr).toSorted());
      const first = await Promise.all(sheets.slice(0, 2).map((sheet) => kitSheetPdf(sheet, paper, facts.madeOn)));
      const shares = first.flatMap((pdf, at) => scanned(pdf, `sheet-${paper}-${at}`));
      expect(shares).toHaveLength(2);
      const identity = execFileSync("python3", ["-c", openerScript], { input: shares.join("\n"), stdio: "pipe" });
      expect(identity.toString().trim()).toBe(ageIdentity(knownSplit().secret).reveal());
      const joined = execFileSync("python3", ["-c", joinerScript], { input: blocks.join("\n"), stdio: "pipe" });
      writeFileSync(join(folder, "key.txt"), identity);
      const opened = execFileSync("age", ["-d", "-i", join(folder, "key.txt")], { input: joined });
      expect(opened.toString()).toBe("root password ".repeat(400));
    },
  );

  it("is the same bytes for the same input", async () => {
    const [sheet] = sheets;
    if (sheet === undefined) throw new Error("no sheet");
    const twice = await Promise.all([1, 2].map(() => kitSheetPdf(sheet, "a4", facts.madeOn)));
    expect(twice[0]).toEqual(twice[1]);
  });

  it("shows both programs on a sheet's back, every line at its own place", async (context) => {
    requireOracle(bitmaps, context);
    const [sheet] = sheets;
    if (sheet === undefined) throw new Error("no sheet");
    for (const paper of ["a4", "letter"] as const) {
      const file = join(folder, `back-${paper}.pdf`);
      writeFileSync(file, await kitSheetPdf(sheet, paper, facts.madeOn));
      const text = execFileSync("pdftotext", ["-layout", "-f", "2", file, "-"]).toString();
      const bare = (of: string) => of.replaceAll(/\s/g, "");
      expect(bare(text)).toContain(bare(openerScript));
      expect(bare(text)).toContain(bare(joinerScript));
      expect(text.split("\n").length).toBeGreaterThan(openerScript.split("\n").length);
    }
  });

  it("has a sheet on one leaf: a front and a back", async () => {
    for (const sheet of sheets) {
      for (const paper of ["a4", "letter"] as const) {
        const text = Buffer.from(await kitSheetPdf(sheet, paper, facts.madeOn)).toString("latin1");
        expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
      }
    }
  });
});
