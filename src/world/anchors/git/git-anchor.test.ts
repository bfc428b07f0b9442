import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entryForTest, keyForTest, logForTest } from "../../../domain/ledger/log-for-test.ts";
import { GitAnchor } from "./git-anchor.ts";

const environment = { PATH: process.env["PATH"], HOME: "/nonexistent", GIT_DIR: "/nonexistent" };
const gate = keyForTest("rootward.example/acme/gate");
const broker = keyForTest("rootward.example/acme/broker", 32);
const log = (key: typeof gate, size: number) =>
  logForTest(
    key,
    Array.from({ length: size }, (_, at) => entryForTest(at)),
  );
let home = "";
let remote = "";

function git(directory: string, ...args: string[]): string {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home };
  return execFileSync("git", ["-C", directory, ...args], { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rw-anchor-"));
  remote = join(home, "remote.git");
  mkdirSync(remote);
  git(remote, "init", "--quiet", "--bare", ".");
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const anchorAt = (name: string): GitAnchor => new GitAnchor({ directory: join(home, name), remote, environment });

describe("a git anchor", () => {
  it("keeps both logs' checkpoints at the remote, one commit each, and reads them back", async () => {
    const anchor = anchorAt("a");
    expect(await anchor.read(log(gate, 0).signer.verifier)).toEqual({ status: "none" });
    expect(await anchor.anchor(gate.name, log(gate, 3).note)).toMatchObject({ status: "anchored" });
    expect(await anchor.anchor(broker.name, log(broker, 4).note)).toMatchObject({ status: "anchored" });
    expect(await anchor.anchor(gate.name, log(gate, 7).note)).toMatchObject({ status: "anchored" });
    expect(await anchor.anchor(gate.name, log(gate, 7).note)).toMatchObject({ status: "anchored" });
    expect(git(remote, "rev-list", "--count", "checkpoints").trim()).toBe("3");
    const elsewhere = anchorAt("b");
    expect(await elsewhere.read(log(gate, 0).signer.verifier)).toMatchObject({
      status: "found",
      checkpoint: { size: 7 },
    });
    expect(await elsewhere.read(log(broker, 0).signer.verifier)).toMatchObject({
      status: "found",
      checkpoint: { size: 4 },
    });
  });

  it("never pushes over what it has not seen, and goes on once that was read back", async () => {
    const [one, other] = [anchorAt("a"), anchorAt("b")];
    await one.anchor(gate.name, log(gate, 3).note);
    expect(await other.anchor(gate.name, log(gate, 2).note)).toMatchObject({ status: "rejected" });
    expect(await other.read(log(gate, 0).signer.verifier)).toMatchObject({ status: "found", checkpoint: { size: 3 } });
    expect(await other.anchor(gate.name, log(gate, 5).note)).toMatchObject({ status: "anchored" });
    expect(git(remote, "rev-list", "--count", "checkpoints").trim()).toBe("2");
  });

  it("tells a note that the log did not sign from one that it did", async () => {
    const anchor = anchorAt("a");
    await anchor.anchor(gate.name, log(keyForTest(gate.name, 77), 3).note);
    expect(await anchor.read(log(gate, 0).signer.verifier)).toMatchObject({ status: "foreign" });
  });

  it("is unreachable, not clean, when the remote is", async () => {
    const anchor = new GitAnchor({ directory: join(home, "a"), remote: join(home, "none.git"), environment });
    expect(await anchor.read(log(gate, 0).signer.verifier)).toMatchObject({
      status: "unreachable",
      row: { code: "ANCHOR_GIT_FAILED" },
    });
    expect(await anchor.anchor(gate.name, log(gate, 1).note)).toMatchObject({ status: "unreachable" });
    const without = new GitAnchor({ directory: join(home, "a"), remote, environment: { PATH: "/nonexistent" } });
    expect(await without.read(log(gate, 0).signer.verifier)).toMatchObject({
      status: "unreachable",
      row: { code: "ANCHOR_GIT_MISSING" },
    });
  });

  it("runs no hook, takes no remote for a flag, and leaves a repository further up alone", async () => {
    git(home, "init", "--quiet", ".");
    const anchor = anchorAt("a");
    await anchor.anchor(gate.name, log(gate, 1).note);
    const hook = join(home, "a/hooks/pre-push");
    mkdirSync(join(home, "a/hooks"), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch ${join(home, "ran")}\n`, { mode: 0o755 });
    expect(await anchor.anchor(gate.name, log(gate, 2).note)).toMatchObject({ status: "anchored" });
    expect(existsSync(join(home, "ran"))).toBe(false);
    expect(git(home, "for-each-ref")).toBe("");
    const flag = { directory: join(home, "b"), remote: "--receive-pack=touch x", environment };
    expect(() => new GitAnchor(flag)).toThrow(/address of a witness or anchor/);
  });

  it("waits no longer than it may", async () => {
    const slow = join(home, "bin");
    mkdirSync(slow);
    writeFileSync(join(slow, "git"), "#!/bin/sh\nexec sleep 30\n", { mode: 0o755 });
    const place = {
      directory: join(home, "a"),
      remote,
      environment: { PATH: `${slow}:/bin:/usr/bin` },
      timeoutMs: 200,
    };
    expect(await new GitAnchor(place).read(log(gate, 0).signer.verifier)).toMatchObject({
      status: "unreachable",
      row: { code: "ANCHOR_UNREACHABLE" },
    });
  });
});
