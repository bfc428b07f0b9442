import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seen, unseen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { Manifest } from "../../domain/snapshot/manifest.ts";
import { unreadOrganization } from "../../domain/snapshot/unread-organization.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { openSnapshotStore } from "./open-snapshot-store.ts";
import { readSnapshot } from "./read-snapshot.ts";

const at = "2026-11-21T03:00:00Z";
const begun: Manifest = {
  schema: "rootward.snapshot/v1",
  mode: "org+roles",
  partition: "aws",
  caller: { account: "111111111111", arn: "arn:aws:iam::111111111111:role/x" },
  startedAt: at,
  finishedAt: null,
  complete: false,
  accounts: 2,
  asked: { assumeRoot: false, mail: false, credentialReport: false },
  memberRole: "RootwardReader",
};
const finished = { ...begun, finishedAt: at, complete: true };
const account = (id: string, name = "x"): AccountFacts => ({
  id,
  kind: "member",
  name: seen(name, "organizations:ListAccounts", at),
  iam: seen(`iam/${id}.json`, "iam:GetAccountAuthorizationDetails", at),
  report: unseen("not-asked", "--credential-report"),
});
const details = (document: Readonly<Record<string, unknown>>) => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [
    { RoleName: "r", RoleId: "AROA1", Arn: "arn:aws:iam::1:role/r", AssumeRolePolicyDocument: document },
  ],
  Policies: [],
});

describe("a snapshot directory", () => {
  let base = "";
  let directory = "";
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "rootward-files-"));
    directory = join(base, "snapshot");
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const write = async (fs?: FileSystem) => {
    const store = await openSnapshotStore(directory, { resume: false, fs });
    await store.putManifest(begun);
    await store.putOrganization(unreadOrganization());
    return store;
  };

  it("gives back what was put, sorted, the last line of an account alone", async () => {
    const store = await write();
    const text = '{"Version":"2012-10-17","Statement":[]}';
    const managed = await store.storeDocument(text, true);
    expect(managed).toEqual({ sha256: createHash("sha256").update(text).digest("hex") });
    await store.putAccount(account("222222222222", "old"));
    await store.putAccount(account("111111111111"));
    await store.putAccount(account("222222222222", "new"));
    await store.putDetails("111111111111", details(managed));
    await store.finish(finished);
    const snapshot = await readSnapshot(directory);
    expect(snapshot.manifest).toEqual(finished);
    expect(snapshot.accounts).toEqual([account("111111111111"), account("222222222222", "new")]);
    expect(readFileSync(join(directory, "accounts.jsonl"), "utf8").split("\n")).toHaveLength(3);
    const read = await snapshot.authorizationDetails("111111111111");
    expect(read?.RoleDetailList[0]?.AssumeRolePolicyDocument).toEqual(managed);
    expect(await snapshot.document(String(Object.values(managed)[0]))).toEqual({
      Version: "2012-10-17",
      Statement: [],
    });
    expect(snapshot.mail).toBeNull();
  });

  it("keeps a document inline the first time and points to one copy from then on", async () => {
    const store = await write();
    const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}';
    expect(await store.storeDocument(text, false)).toEqual(JSON.parse(text));
    const pointer = await store.storeDocument(text, false);
    expect(Object.keys(pointer)).toEqual(["sha256"]);
    expect(await store.storeDocument(text, false)).toEqual(pointer);
    expect(readdirSync(join(directory, "policies"))).toHaveLength(1);
  });

  it("keeps text that is no JSON object as it came, behind a pointer", async () => {
    const store = await write();
    for (const text of ["", "not json", "[]", '"text"']) {
      const stored = await store.storeDocument(text, false);
      expect(readFileSync(join(directory, "policies", `${String(Object.values(stored)[0])}.json`), "utf8")).toBe(text);
    }
  });

  it("is for its owner alone and hidden from repositories", async () => {
    await write();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "manifest.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, ".gitignore"), "utf8")).toBe("*\n");
  });

  it("is not written into a directory with other files", async () => {
    writeFileSync(join(base, "thesis.txt"), "years of work");
    await expect(openSnapshotStore(base, { resume: true })).rejects.toMatchObject({
      row: { code: "FILES_FOREIGN_DIRECTORY", exit: 2 },
    });
    expect(readdirSync(base)).toEqual(["thesis.txt"]);
  });

  it("is not written over another snapshot", async () => {
    await write();
    await expect(openSnapshotStore(directory, { resume: false })).rejects.toMatchObject({
      row: { code: "FILES_SNAPSHOT_EXISTS" },
    });
  });

  it("may be opened again when the run before it ended before it began", async () => {
    await openSnapshotStore(directory, { resume: false });
    await expect(openSnapshotStore(directory, { resume: false })).resolves.toMatchObject({ prior: null });
  });

  it("survives being killed in the middle of a line, when it is resumed and when it is read", async () => {
    const store = await write();
    await store.putAccount(account("111111111111"));
    appendFileSync(join(directory, "accounts.jsonl"), '{"id":"2222');
    writeFileSync(join(directory, ".tmp-99-1"), "half a file");
    expect((await readSnapshot(directory)).accounts).toHaveLength(1);
    const again = await openSnapshotStore(directory, { resume: true });
    expect(again.prior?.manifest).toEqual(begun);
    expect(await again.account("111111111111")).toEqual(account("111111111111"));
    expect(await again.account("222222222222")).toBeNull();
    await again.putAccount(account("222222222222"));
    await again.finish(finished);
    expect((await readSnapshot(directory)).accounts.map(({ id }) => id)).toEqual(["111111111111", "222222222222"]);
    expect(existsSync(join(directory, ".tmp-99-1"))).toBe(false);
  });

  it("loses nothing when the disk fills up in the middle of a line, and says what to do", async () => {
    let full = false;
    const appendFile: FileSystem["appendFile"] = async (path, data, options) => {
      if (!full) return nodeFileSystem.appendFile(path, data, options);
      await nodeFileSystem.appendFile(path, '{"id":"2222222', options);
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    const store = await write({ ...nodeFileSystem, appendFile });
    await store.putAccount(account("111111111111"));
    full = true;
    await expect(store.putAccount(account("222222222222"))).rejects.toMatchObject({
      row: { code: "FILES_DISK_FULL", exit: 2 },
      hint: expect.stringContaining("--resume"),
    });
    expect((await readSnapshot(directory)).accounts).toEqual([account("111111111111")]);
    full = false;
    await store.putAccount(account("222222222222"));
    expect((await readSnapshot(directory)).accounts).toHaveLength(2);
  });

  it("keeps the old file when a new one cannot be written whole", async () => {
    let full = false;
    const writeFile: FileSystem["writeFile"] = async (path, data, options) => {
      await nodeFileSystem.writeFile(path, full ? "{" : data, options);
      if (full) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    const store = await write({ ...nodeFileSystem, writeFile });
    full = true;
    await expect(store.putManifest(finished)).rejects.toMatchObject({ row: { code: "FILES_DISK_FULL" } });
    expect((await readSnapshot(directory)).manifest).toEqual(begun);
    expect(readdirSync(directory).filter((name) => name.startsWith(".tmp-"))).toEqual([]);
  });

  it("has a hash over all its files, in which every byte counts, and dot files do not", async () => {
    const store = await write();
    await store.putAccount(account("111111111111"));
    await store.putDocument("{}");
    const { hash } = await readSnapshot(directory);
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    writeFileSync(join(directory, ".DS_Store"), "x");
    expect((await readSnapshot(directory)).hash).toBe(hash);
    appendFileSync(join(directory, "organization.json"), " ");
    expect((await readSnapshot(directory)).hash).not.toBe(hash);
  });

  it("has the hash that sha256sum gives", async () => {
    const store = await write();
    await store.putDocument("{}");
    const { execFileSync } = await import("node:child_process");
    const script = "find . -type f -not -name '.*' -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sha256sum";
    const oracle = execFileSync("sh", ["-c", script], { cwd: directory, encoding: "utf8" }).slice(0, 64);
    expect((await readSnapshot(directory)).hash).toBe(`sha256:${oracle}`);
  });
});
