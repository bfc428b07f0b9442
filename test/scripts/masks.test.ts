import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadShipped, shippedInventoryPath, shippedMailPath } from "../../src/demo/organizations/load.ts";
import { forgetSnapshots, pretendSnapshot } from "./pretend-snapshot.ts";
import { runInProcess } from "./run-in-process.ts";
import { contactsIn } from "./snapshot-contacts.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-masks-"));
const declared = [
  "--inventory",
  shippedInventoryPath("acme"),
  "--mail-facts",
  shippedMailPath,
  "--as-of",
  "2026-11-21",
];
const scanFormats = [
  "table",
  "summary",
  "json",
  "jsonl",
  "csv",
  "sarif",
  "ocsf",
  "html",
  "md",
  "mermaid",
  "dot",
  "run",
];
const pathFormats = ["table", "json", "mermaid", "dot"];
let mails: readonly string[] = [];
let phones: readonly string[] = [];

beforeAll(async () => {
  await pretendSnapshot("acme", join(cwd, "acme"));
  const inventory = readFileSync(shippedInventoryPath("acme"), "utf8");
  const contacts = [
    ...contactsIn(join(cwd, "acme"), ["accounts.jsonl", "organization.json"]),
    ...[...inventory.matchAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)].map(([mail]) => mail),
  ];
  mails = [...new Set(contacts.filter((each) => each.includes("@")).map((each) => each.toLowerCase()))];
  phones = [...new Set(contacts.filter((each) => !each.includes("@")).map((each) => each.replace(/\D/g, "")))];
});

afterAll(async () => {
  await forgetSnapshots();
  rmSync(cwd, { recursive: true, force: true });
});

/** Contacts that stand in a text whole, however they are separated, escaped or written. */
function leaks(text: string): string[] {
  const plain = text
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\", "")
    .toLowerCase();
  // Digits with what may stand between them in a number; account ids are followed by no such thing.
  const runs = new Set([...plain.matchAll(/\+?\d[\d ().-]{6,18}\d/g)].map(([run]) => run.replace(/\D/g, "")));
  return [...mails.filter((mail) => plain.includes(mail)), ...phones.filter((phone) => runs.has(phone))];
}

describe("mail addresses and phone numbers", () => {
  it("are there to be hidden", () => {
    expect(mails.length).toBeGreaterThan(10);
    expect(phones.length).toBeGreaterThan(2);
    expect(JSON.stringify(loadShipped("acme"))).toContain(mails[0]);
    expect(leaks(`write to ${mails[0] ?? ""} or +${phones[0] ?? ""}`)).toHaveLength(2);
  });

  it("stand in no format of a scan unless they are asked for, and in all that tell of them when they are", async () => {
    const files = (prefix: string) => scanFormats.flatMap((format) => ["-f", `${format}=${prefix}.${format}`]);
    const scan = ["scan", "--from", "acme", "--all", ...declared];
    const masked = await runInProcess([...scan, ...files("masked"), "--verbose"], { cwd });
    expect([masked.code, leaks(masked.out + masked.err)]).toEqual([1, []]);
    for (const format of scanFormats) {
      const text = readFileSync(join(cwd, `masked.${format}`), "utf8");
      expect([format, leaks(text)]).toEqual([format, []]);
    }
    await runInProcess([...scan, ...files("whole"), "--show-contacts"], { cwd });
    for (const format of scanFormats) {
      const found = leaks(readFileSync(join(cwd, `whole.${format}`), "utf8"));
      expect([format, found.length > 0]).toEqual([format, true]);
    }
  });

  it("stored whole, are hidden again when the run is drawn without being asked for", async () => {
    for (const stored of ["whole.run", "whole.json"]) {
      for (const format of ["table", "csv", "html", "json"]) {
        const { out, err } = await runInProcess(["report", "render", stored, "-f", format], { cwd });
        expect([stored, format, leaks(out + err)]).toEqual([stored, format, []]);
      }
    }
  });

  it("stand in no format of paths, nor in what fix writes but the baseline that is there to be corrected", async () => {
    for (const format of pathFormats) {
      const { out, err } = await runInProcess(["paths", "--from", "acme", "-f", format, ...declared], { cwd });
      expect([format, leaks(out + err)]).toEqual([format, []]);
      const whole = await runInProcess(["paths", "--from", "acme", "-f", format, "--show-contacts", ...declared], {
        cwd,
      });
      expect([format, leaks(whole.out).length > 0]).toEqual([format, true]);
    }
    const fixed = await runInProcess(["fix", "--from", "acme", "--out", "fixes", ...declared], { cwd });
    expect(leaks(fixed.out + fixed.err)).toEqual([]);
    const files = readdirSync(join(cwd, "fixes"));
    expect(files.length).toBeGreaterThan(4);
    const leaking = files.filter((file) => leaks(readFileSync(join(cwd, "fixes", file), "utf8")).length > 0);
    expect(leaking).toEqual(["contact-baseline.yaml"]);
  });
});
