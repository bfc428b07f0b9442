import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findUser, type SystemUser } from "../../src/world/separation/system-user.ts";
import { startProcess, top } from "../scripts/run-process.ts";
import { freePort } from "../custody/deployment/free-port.ts";

// The real thing: two users of this system, two processes that root starts. Without root it is counted as not run.
const isPossible = process.getuid?.() === 0 && spawnSync("useradd", ["--help"]).status === 0;
const names = ["rootward-gate", "rootward-broker"] as const;
const home = mkdtempSync(join(tmpdir(), "rootward-users-"));
const at = (path: string): string => join(home, "custody", path);
const running: ChildProcess[] = [];
let hash = "";

async function rootward(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await startProcess(argv, { cwd: home }).ended;
  if (code !== 0) throw new Error(`${argv.join(" ")}: ${err}`);
  return out;
}

/** Starts a side; its first line on standard error, and its exit code when it ends by itself. */
async function start(side: "gate" | "broker", around: { uid?: number; gid?: number; nodeOptions?: string } = {}) {
  const { nodeOptions, ...user } = around;
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
  };
  const bin = join(top, "bin", "rootward.js");
  const child = spawn(process.execPath, [bin, side, "--config", at(`${side}/${side}.json`)], {
    cwd: home,
    env,
    stdio: ["ignore", "ignore", "pipe"],
    ...user,
  });
  running.push(child);
  let said = "";
  const done = new Promise<string>((told) => {
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (/ready: .*\n/.test(said)) told(said);
    });
    child.on("close", (code) => told(`${said}exit ${String(code)}`));
  });
  return { child, said: await done };
}

async function stop({ child }: { readonly child: ChildProcess }): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.on("close", done));
  child.kill("SIGTERM");
  await ended;
}

/** The only child of a process that hands over to one. */
const childOf = (pid: number | undefined): string =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0] ?? "";

const give = (path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void =>
  expect(spawnSync("chown", ["-R", "-h", `${uid}:${gid}`, path]).status).toBe(0);
const user = (name: (typeof names)[number]): SystemUser => findUser(name) ?? { name, uid: -1, gid: -1 };

/** What a user of the system gets for reading a file. */
function readAs({ uid, gid }: SystemUser, path: string): string {
  const script = `try { require("node:fs").readFileSync(${JSON.stringify(path)}); console.log("read"); } catch (e) { console.log(e.code); }`;
  return spawnSync(process.execPath, ["-e", script], { uid, gid, encoding: "utf8" }).stdout.trim();
}

/** Whether a user of the system may connect to the socket. */
function connectAs({ uid, gid }: SystemUser, path: string): string {
  const script = `const s = require("node:net").connect(${JSON.stringify(path)}); s.on("connect", () => { console.log("connected"); s.destroy(); }); s.on("error", (e) => console.log(e.code));`;
  return spawnSync(process.execPath, ["-e", script], { uid, gid, encoding: "utf8" }).stdout.trim();
}

describe.skipIf(!isPossible)("a deployment with two users", () => {
  beforeAll(async () => {
    chmodSync(home, 0o755);
    await rootward(
      "custody",
      "init",
      "custody",
      "--deployment",
      "acme",
      "--host",
      "rootward.example",
      "--port",
      String(await freePort()),
    );
    for (const id of ["ann", "bob"]) {
      await rootward("identity", "new", id, "--name", id, "--deployment", "acme", "--passphrase-out", `${id}.words`);
      await rootward("roster", "add", `${id}/person.json`);
    }
    for (const id of ["ann", "bob"])
      await rootward("roster", "sign", "--identity", id, "--passphrase-file", `${id}.words`);
    hash = (await rootward("roster", "show", "--hash")).trim();
    await rootward("broker", "init", "--config", at("broker/broker.json"), "--roster", hash);
    await rootward("gate", "init", "--config", at("gate/gate.json"), "--roster", hash);
  });
  afterEach(async () => {
    for (const child of running.splice(0)) await stop({ child });
  });
  // The two users stay: another test may be running as them.
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("leaves each side's keys and store to its user alone", () => {
    for (const [path, name] of [
      ["gate/kek", "rootward-gate"],
      ["gate/data/gate.db", "rootward-gate"],
      ["broker/sign.key", "rootward-broker"],
      ["broker/data/broker.db", "rootward-broker"],
      ["broker/host-id", "rootward-broker"],
    ] as const) {
      const { uid, mode } = statSync(at(path));
      expect([path, uid, mode & 0o077]).toEqual([path, user(name).uid, 0]);
      const other = user(name === "rootward-gate" ? "rootward-broker" : "rootward-gate");
      expect([path, readAs(user(name), at(path)), readAs(other, at(path))]).toEqual([path, "read", "EACCES"]);
    }
  });

  it("runs both as their users, and only the gate's may speak to the broker", async () => {
    const broker = await start("broker");
    const gate = await start("gate");
    expect(broker.said).toMatch(/^broker ready: sealed/);
    expect(gate.said).toMatch(/^gate ready: open/m);
    for (const [{ child }, name] of [
      [broker, "rootward-broker"],
      [gate, "rootward-gate"],
    ] as const) {
      const status = readFileSync(`/proc/${childOf(child.pid)}/status`, "utf8");
      const { uid, gid } = user(name);
      expect(/^Uid:\t(.*)$/m.exec(status)?.[1]).toBe([uid, uid, uid, uid].join("\t"));
      expect(/^Gid:\t(.*)$/m.exec(status)?.[1]).toBe([gid, gid, gid, gid].join("\t"));
      expect(/^Groups:\t(.*)$/m.exec(status)?.[1]?.trim()).toBe("");
      expect(/^CapEff:\t(.*)$/m.exec(status)?.[1]).toMatch(/^0+$/);
    }
    expect(connectAs(user("rootward-gate"), at("run/broker.sock"))).toBe("connected");
    expect(connectAs(user("rootward-broker"), at("run/broker.sock"))).toBe("connected");
    expect(connectAs({ name: "daemon", uid: 1, gid: 1 }, at("run/broker.sock"))).toBe("EACCES");
  });

  it.each([
    ["broker", "gate/kek", "gate"],
    ["gate", "broker/sign.key", "broker"],
  ] as const)("refuses to start the %s where it can open %s", async (side, file, directory) => {
    chmodSync(at(directory), 0o711);
    chmodSync(at(file), 0o444);
    try {
      const { said } = await start(side);
      expect(said).toMatch(new RegExp(`${side.toUpperCase()}_NOT_SEPARATED: .*it can open ${at(file)}`));
      expect(said).toContain("exit 2");
    } finally {
      chmodSync(at(file), 0o400);
      chmodSync(at(directory), 0o700);
    }
    const again = await start(side);
    expect(again.said).toContain("ready");
  });

  it("refuses both under one ordinary user, who can open everything", async () => {
    const one = { uid: 1, gid: 1 };
    const keep = ["gate", "broker"] as const;
    const configs = keep.map((side) => readFileSync(at(`${side}/${side}.json`), "utf8"));
    try {
      for (const side of keep) {
        const file = at(`${side}/${side}.json`);
        writeFileSync(file, readFileSync(file, "utf8").replace(/ *"user": "[^"]*",\n/, ""));
        give(at(side), one);
      }
      for (const side of keep) {
        const { said } = await start(side, one);
        expect(said).toMatch(new RegExp(`${side.toUpperCase()}_NOT_SEPARATED: .*it can open`));
      }
    } finally {
      for (const [nth, side] of keep.entries()) {
        writeFileSync(at(`${side}/${side}.json`), configs[nth] ?? "");
        give(at(side), user(`rootward-${side}`));
      }
    }
  });

  it("refuses a start with an inspector, and one as the other side's user", async () => {
    const { said } = await start("broker", { nodeOptions: "--inspect=127.0.0.1:0" });
    expect(said).toMatch(/BROKER_NOT_SEPARATED: .*--inspect/);
    const { uid, gid } = user("rootward-gate");
    const foreign = await start("broker", { uid, gid });
    expect(foreign.said).toMatch(/BROKER_CONFIG_FOREIGN/);
  });
});
