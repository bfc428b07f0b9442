import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { management, RehearsalWorld } from "../custody/client/rehearsal-world.ts";

const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const prod = "111122223333";
let world: RehearsalWorld;
beforeAll(async () => {
  world = await RehearsalWorld.make();
});
afterAll(async () => world.end());

const seedFor = (account: string): string => (account === prod ? seed : seed.replace("A", "B"));
const codeAt = (account: string, ms: number): string =>
  generateSync({ secret: seedFor(account), epoch: Math.floor(ms / 1000) });
const keptKeys = (name: string): string[] => readdirSync(join(world.cwd, name, "requests"));
const request = async (account: string): Promise<string> =>
  String((await world.json("cleo", ["bg", "request", account, "--reason", "lockout"]))["requestId"]);

describe("a rehearsal from nothing to a closed grant", () => {
  it("is unsealed by two of three, each with a share of their own", async () => {
    const gate = ["--gate", world.gateUrl];
    expect((await world.as("cleo", ["broker", "status", ...gate])).code).toBe(1);
    expect(await world.json("ann", ["broker", "unseal", ...gate])).toEqual({
      have: 1,
      need: 2,
      isUnsealed: false,
      rehearsal: true,
    });
    expect(await world.json("bob", ["broker", "unseal", ...gate])).toEqual({
      have: 2,
      need: 2,
      isUnsealed: true,
      rehearsal: true,
    });
    expect((await world.as("cleo", ["broker", "status"])).code).toBe(0);
  });

  it.each([
    ["an account whose rule needs approvals alone", prod, "prod"],
    ["the management account, which shares alone open", management, "management"],
  ])("opens %s", async (_what, account, name) => {
    const added = await world.json("ann", ["vault", "add", "--account", account, "--name", name, "--password"]);
    await world.json("bob", ["vault", "add", "--account", account, "--seed"], `${seedFor(account)}\n`);
    const requestId = await request(name);
    expect(keptKeys("cleo")).toHaveLength(3);
    const refused = await world.as("cleo", ["bg", "password"]);
    expect([refused.code, refused.out]).toEqual([2, ""]);
    const first = await world.json("ann", ["bg", "approve"]);
    expect(first).toMatchObject({ requestId, phase: "pending", missing: [{ have: 1, need: 2 }] });
    const waiting = await world.as("cleo", ["bg", "status", requestId]);
    expect(waiting.out).toContain("missing");
    expect(waiting.out).toContain("1 more of approvers (1 of 2)");
    const words = String(first["words"]);
    expect(await world.json("bob", ["bg", "approve", requestId, "--words", words])).toMatchObject({ phase: "ready" });

    const shown = await world.as("cleo", ["bg", "password", requestId]);
    expect(shown.out).toBe(`${String(added["password"])}\n`);
    const { code, validForMs, serverTime, n, of, ...more } = await world.json("cleo", ["bg", "code", requestId]);
    expect([n, of, more]).toEqual([1, 3, {}]);
    expect(code).toBe(codeAt(account, Number(serverTime)));
    expect(Number(validForMs)).toBeGreaterThan(7_000);

    expect(await world.json("cleo", ["bg", "close", "--statement", "removed the statement"])).toMatchObject({
      requestId,
      phase: "closed",
    });
    expect(keptKeys("cleo")).toEqual([]);
    const after = await world.as("cleo", ["bg", "password", requestId]);
    expect([after.code, after.err.includes("CLIENT_REQUEST_NOT_OWN")]).toEqual([2, true]);
  });

  it("says REHEARSAL on every line that is not the secret itself", async () => {
    const { out } = await world.as("cleo", ["bg", "status"]);
    for (const line of out.trim().split("\n")) expect(line).toMatch(/^REHEARSAL /);
  });
});

describe("what goes past the gate", () => {
  it("a deny at the broker's own door ends a request that the gate still shows", async () => {
    const requestId = await request("prod");
    expect(await world.json("ann", ["bg", "deny", requestId, "--broker", world.door])).toMatchObject({
      by: "door",
      status: "stopped",
    });
    expect((await world.as("bob", ["bg", "approve", requestId])).code).not.toBe(0);
  });

  it("with the gate gone, a revoke finds the door by itself, and the code is not given out", async () => {
    const requestId = await request("prod");
    await world.json("ann", ["bg", "approve", requestId]);
    await world.json("bob", ["bg", "approve", requestId]);
    await world.stop("gate");
    const away = await world.as("bob", ["bg", "approve"]);
    expect([away.code, away.err]).toEqual([2, expect.stringContaining("--broker HOST:PORT")]);
    const revoked = await world.as("ann", ["bg", "revoke", requestId, "-f", "json"]);
    expect([revoked.code, JSON.parse(revoked.out)]).toEqual([
      0,
      expect.objectContaining({ by: "door", decision: "revoke" }),
    ]);
    const status = await world.as("ann", ["bg", "status"]);
    expect([status.code, status.out]).toEqual([0, expect.stringContaining("unsealed")]);
    await world.start("gate");
    const code = await world.as("cleo", ["bg", "code", requestId]);
    expect([code.code, code.out]).toEqual([2, ""]);
    expect(code.err).toContain("CUSTODY_BAD_TRANSITION");
  });
});

describe("alone at night", () => {
  it("breaking the seal waits until another custodian has seen it, and anybody can stop it", async () => {
    const requestId = await request("prod");
    const begun = await world.as("cleo", ["bg", "break-seal"]);
    expect([begun.code, begun.out.includes("pending")]).toEqual([0, true]);
    const own = await world.as("cleo", ["bg", "seen"]);
    expect([own.code, own.out]).toEqual([2, ""]);
    const { dueAt } = await world.json("ann", ["bg", "seen", requestId, "--broker", world.door]);
    expect(Number(dueAt) - Date.now() / 1000).toBeGreaterThan(1700);
    const early = await world.as("cleo", ["bg", "code", requestId]);
    expect([early.code, early.out]).toEqual([2, ""]);
    const waiting = await world.as("bob", ["bg", "status", requestId]);
    expect(waiting.out).toContain("any custodian can veto");
    expect(await world.json("bob", ["bg", "veto", requestId])).toMatchObject({ decision: "veto", status: "stopped" });
    const after = await world.as("cleo", ["bg", "password", requestId]);
    expect([after.code, after.out]).toEqual([2, ""]);
  });

  it("a request that was taken back leaves no key", async () => {
    const before = keptKeys("cleo");
    const requestId = await request("prod");
    expect(await world.json("cleo", ["bg", "withdraw", requestId])).toMatchObject({ phase: "withdrawn" });
    expect(keptKeys("cleo")).toEqual(before);
  });
});

describe("a later version", () => {
  const proposed = async (maxCodes: number): Promise<{ hash: string; words: string }> => {
    const policy = JSON.parse((await world.as("ann", ["roster", "show", "--in-force", "--policy"])).out) as {
      rules: { maxCodes: number }[];
    };
    const next = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, maxCodes })) };
    writeFileSync(join(world.cwd, "policy-2.json"), JSON.stringify(next));
    const ran = await world.as("ann", ["roster", "sign", "--proposal", "policy-2.json", "-f", "json"]);
    expect([ran.code, ran.err.includes(`rules.others.maxCodes: 3 → ${maxCodes}`)]).toEqual([0, true]);
    return JSON.parse(ran.out) as { hash: string; words: string };
  };

  it("is put up by one, shown to the other change by change, waits a day, and any custodian vetoes it", async () => {
    const { hash, words } = await proposed(2);
    const differ = await world.as("bob", [
      "roster",
      "sign",
      "--proposal",
      hash,
      "--words",
      "abandon ability able about above absent",
    ]);
    expect([differ.code, differ.err.includes("CLIENT_WORDS_DIFFER")]).toEqual([1, true]);
    const second = await world.as("bob", ["roster", "sign", "--proposal", hash, "--words", words, "-f", "json"]);
    expect(second.err).toContain("rules.others.maxCodes: 3 → 2");
    const { state, dueAt } = JSON.parse(second.out) as { state: string; dueAt: number };
    expect(state).toBe("submitted");
    expect(Math.abs(dueAt - Date.now() / 1000 - 86_400)).toBeLessThan(120);
    expect(await world.json("cleo", ["bg", "veto", "--document", hash])).toMatchObject({
      documentHash: hash,
      by: "gate",
    });
    const again = await proposed(1);
    await world.json("bob", ["roster", "sign", "--proposal", again.hash]);
    expect(await world.json("cleo", ["bg", "veto", "--document", again.hash, "--broker", world.door])).toMatchObject({
      by: "door",
    });
    expect((await world.as("cleo", ["bg", "status"])).code).toBe(0);
  });
});

describe("bad input", () => {
  it("a wrong passphrase opens nothing and sends nothing", async () => {
    const before = (await world.json("ann", ["bg", "status"]))["broker"] as { brokerCheckpoint: { size: number } };
    const keys = keptKeys("cleo");
    const env = { ROOTWARD_IDENTITY: join(world.cwd, "cleo"), ROOTWARD_PASSPHRASE_FILE: join(world.cwd, "ann.words") };
    const ran = await world.run(["bg", "request", "prod", "--reason", "lockout"], env);
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toContain("SEALING_WRONG_PASSPHRASE");
    expect(keptKeys("cleo")).toEqual(keys);
    const after = (await world.json("ann", ["bg", "status"]))["broker"] as { brokerCheckpoint: { size: number } };
    expect(after.brokerCheckpoint.size).toBe(before.brokerCheckpoint.size);
  });

  it("a clock that is three minutes off is told before anything is asked", async () => {
    const { runInProcess } = await import("../scripts/run-in-process.ts");
    const env = { ROOTWARD_IDENTITY: join(world.cwd, "ann"), ROOTWARD_PASSPHRASE_FILE: join(world.cwd, "ann.words") };
    const ran = await runInProcess(["bg", "approve"], { cwd: world.cwd, env, now: () => Date.now() + 180_000 });
    expect(ran.code).toBe(2);
    // The gate refuses the sign-in first; a gate that did not would still meet the client's own look at the broker's clock.
    expect(ran.err).toMatch(/\[(?:CUSTODY_STALE|CLIENT_CLOCKS_DIFFER)\]/);
  });

  it("a passphrase from standard input works without any prompt", async () => {
    const env = { ROOTWARD_IDENTITY: join(world.cwd, "ann") };
    const ran = await world.run(["bg", "status", "--passphrase-stdin"], env, world.file("ann.words"));
    expect([ran.code, ran.err]).toEqual([0, ""]);
  });

  it("a seed of another account, and a second copy of one that is there, are refused", async () => {
    const other = `otpauth://totp/root@${management}?secret=${seed}`;
    const label = await world.as("bob", ["vault", "add", "--account", prod, "--seed"], other);
    expect([label.code, label.err.includes("CLIENT_SEED_UNREADABLE")]).toEqual([2, true]);
    const twice = await world.as("bob", ["vault", "add", "--account", "444455556666", "--name", "dev", "--seed"], seed);
    expect([twice.code, twice.err.includes("CUSTODY_SEED_TWICE")]).toEqual([1, true]);
    writeFileSync(join(world.cwd, "seed.txt"), seed.replace("A", "C"), { mode: 0o600 });
    const codes = [
      "vault",
      "add",
      "--account",
      "444455556666",
      "--name",
      "dev",
      "--seed-file",
      "seed.txt",
      "--codes-file",
      "-",
    ];
    const wrong = await world.as("bob", codes, "123456\n654321\n");
    expect([wrong.code, wrong.err.includes("CLIENT_CODES_DIFFER")]).toEqual([1, true]);
    const at = Math.floor(Date.now() / 1000);
    const right = [at, at + 30].map((epoch) => generateSync({ secret: seed.replace("A", "C"), epoch }));
    expect(await world.json("bob", codes, `${right.join("\n")}\n`)).toMatchObject({ version: 1, isCompared: true });
    writeFileSync(join(world.cwd, "loose.txt"), seed);
    chmodSync(join(world.cwd, "loose.txt"), 0o644);
    const loose = await world.as("bob", ["vault", "add", "--account", prod, "--seed-file", "loose.txt"]);
    expect([loose.code, loose.err.includes("chmod 600")]).toEqual([2, true]);
  });

  it("a set-back gate is met with what this identity remembers", async () => {
    const file = join(world.cwd, "bob", "client.json");
    const pins = JSON.parse(readFileSync(file, "utf8")) as { checkpoints: { broker: { size: number; root: string } } };
    const root = createHash("sha256").update("another history").digest("base64");
    const forked = { ...pins, checkpoints: { ...pins.checkpoints, broker: { ...pins.checkpoints.broker, root } } };
    writeFileSync(file, JSON.stringify(forked), { mode: 0o600 });
    const ran = await world.as("bob", ["bg", "status"]);
    expect([ran.code, ran.err.includes("CLIENT_LOG_CHANGED")]).toEqual([2, true]);
    writeFileSync(file, JSON.stringify(pins), { mode: 0o600 });
    expect((await world.as("bob", ["bg", "status"])).code).toBe(0);
  });
});
