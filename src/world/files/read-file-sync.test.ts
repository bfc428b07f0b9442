import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFileSync } from "./read-file-sync.ts";
import { readBytes } from "./read-json-file.ts";
import { snapshotHash } from "./snapshot-hash.ts";

describe("reading a file in one go", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "rootward-file-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("gives the bytes, of an empty file too", () => {
    writeFileSync(join(directory, "a"), Buffer.from([0, 255, 10]));
    writeFileSync(join(directory, "b"), "");
    expect([...(readFileSync(join(directory, "a"), 3) ?? [])]).toEqual([0, 255, 10]);
    expect(readFileSync(join(directory, "b"), 0)?.length).toBe(0);
  });

  it("leaves a file alone that is larger than asked", () => {
    writeFileSync(join(directory, "a"), "1234");
    expect(readFileSync(join(directory, "a"), 3)).toBeNull();
  });

  it("does not wait for somebody to write into a pipe", async () => {
    execFileSync("mkfifo", [join(directory, "mail.json")]);
    await expect(readBytes(directory, "mail.json")).rejects.toMatchObject({ row: { code: "SNAPSHOT_UNREADABLE" } });
  });

  it("refuses a folder in place of a file", async () => {
    mkdirSync(join(directory, "mail.json"));
    await expect(readBytes(directory, "mail.json")).rejects.toMatchObject({ row: { code: "SNAPSHOT_UNREADABLE" } });
    await expect(readBytes(directory, "mail.json/x")).resolves.toBeNull();
  });

  it("hashes large files like small ones, under their names in order", async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, "x");
    mkdirSync(join(directory, "iam"));
    writeFileSync(join(directory, "iam", "b.json"), large);
    writeFileSync(join(directory, "a.json"), "{}");
    const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
    const lines = `${sha256("{}")}  a.json\n${sha256(large)}  iam/b.json\n`;
    await expect(snapshotHash(directory)).resolves.toBe(`sha256:${sha256(lines)}`);
  });
});
