import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { unreadOrganization } from "../../domain/snapshot/unread-organization.ts";
import { readSnapshot } from "./read-snapshot.ts";

const at = "2026-11-21T03:00:00Z";
const manifest = {
  schema: "rootward.snapshot/v1",
  mode: "org",
  partition: "aws",
  caller: { account: "111111111111", arn: "arn:aws:iam::111111111111:role/x" },
  startedAt: at,
  finishedAt: at,
  complete: true,
  accounts: 1,
  asked: { assumeRoot: false, mail: false, credentialReport: false },
  memberRole: null,
};
const line = `{"id":"111111111111","kind":"member","iam":{"value":"../../etc/passwd","source":"x","at":"${at}"}}\n`;

describe("reading a snapshot that somebody else made", () => {
  let directory = "";
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(directory, name), content);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "rootward-read-"));
    mkdirSync(join(directory, "iam"));
    mkdirSync(join(directory, "policies"));
    put("manifest.json", JSON.stringify(manifest));
    put("organization.json", JSON.stringify(unreadOrganization()));
    put("accounts.jsonl", line);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const refused = (code: string, position: object = {}) =>
    expect(readSnapshot(directory)).rejects.toMatchObject({ row: { code, exit: 2 }, position });

  it("reads it when it is sound", async () => {
    await expect(readSnapshot(directory)).resolves.toMatchObject({ accounts: [{ id: "111111111111" }] });
  });

  it("says that there is none", async () => {
    await expect(readSnapshot(join(directory, "nowhere"))).rejects.toMatchObject({ row: { code: "SNAPSHOT_MISSING" } });
  });

  it("says that it is newer, before it finds anything else wrong with it", async () => {
    put("manifest.json", JSON.stringify({ schema: "rootward.snapshot/v2", somethingNew: true }));
    await refused("SNAPSHOT_NEWER", { file: "manifest.json" });
  });

  it("says that a manifest of something else is foreign", async () => {
    put("manifest.json", JSON.stringify({ schema: "other/v1" }));
    await refused("SNAPSHOT_FOREIGN", { file: "manifest.json", path: "schema" });
  });

  it("names file and line of a foreign account line", async () => {
    put("accounts.jsonl", `${line}{"id":"12","kind":"member"}\n`);
    await refused("SNAPSHOT_FOREIGN", { file: "accounts.jsonl", line: 2, path: "id" });
  });

  it("refuses a key that the schema does not know", async () => {
    put("accounts.jsonl", line.replace('"kind"', '"safe":true,"kind"'));
    await refused("SNAPSHOT_FOREIGN", { file: "accounts.jsonl", line: 1 });
  });

  it("notices a file that was cut off, inside a line and between two", async () => {
    put("accounts.jsonl", line.slice(0, -10));
    await refused("SNAPSHOT_TRUNCATED", { file: "accounts.jsonl", line: 1 });
    put("accounts.jsonl", "");
    await refused("SNAPSHOT_TRUNCATED", { file: "accounts.jsonl" });
    put("accounts.jsonl", line);
    put("organization.json", '{"organization": ');
    await refused("SNAPSHOT_TRUNCATED", { file: "organization.json" });
  });

  it("opens the documented file of an account, whatever path its fact names", async () => {
    const snapshot = await readSnapshot(directory);
    await expect(snapshot.authorizationDetails("111111111111")).rejects.toMatchObject({
      row: { code: "SNAPSHOT_TRUNCATED" },
      position: { file: "iam/111111111111.json" },
    });
    put("iam/111111111111.json", '{"UserDetailList":[{}],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}');
    await expect(snapshot.authorizationDetails("111111111111")).rejects.toMatchObject({
      row: { code: "SNAPSHOT_FOREIGN" },
      position: { path: "UserDetailList.0.UserName" },
    });
    expect(await snapshot.authorizationDetails("999999999999")).toBeNull();
  });

  it("refuses a document that does not match its name, or whose name is a path", async () => {
    const snapshot = await readSnapshot(directory);
    const name = "a".repeat(64);
    put(`policies/${name}.json`, "{}");
    await expect(snapshot.document(name)).rejects.toMatchObject({ row: { code: "SNAPSHOT_TAMPERED" } });
    await expect(snapshot.document("../manifest")).rejects.toMatchObject({ row: { code: "SNAPSHOT_FOREIGN" } });
    await expect(snapshot.document("b".repeat(64))).rejects.toMatchObject({ row: { code: "SNAPSHOT_TRUNCATED" } });
  });

  it("gives a snapshot or a coded error for any bytes in any file", async () => {
    const files = ["manifest.json", "organization.json", "accounts.jsonl", "mail.json", "iam/111111111111.json"];
    const sound: Readonly<Record<string, string>> = {
      "manifest.json": JSON.stringify(manifest),
      "organization.json": JSON.stringify(unreadOrganization()),
      "accounts.jsonl": line,
      "mail.json": '{"domains":[]}',
      "iam/111111111111.json": '{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}',
    };
    const damage = fc.record({
      file: fc.constantFrom(...files),
      from: fc.nat({ max: 400 }),
      length: fc.nat({ max: 60 }),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.option(fc.json()), async ({ file, from, length, bytes }, whole) => {
        for (const name of files) put(name, sound[name] ?? "");
        const before = Buffer.from(sound[file] ?? "");
        const after = Buffer.concat([before.subarray(0, from), bytes, before.subarray(from + length)]);
        put(file, whole ?? after);
        try {
          const snapshot = await readSnapshot(directory);
          for (const { id } of snapshot.accounts) await snapshot.authorizationDetails(id);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 150 },
    );
  });
});
