import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { courierArns, courierIds, loadCourier } from "../../src/demo/organizations/load-courier.ts";
import { startPretendAws, type PretendAws } from "../../src/demo/start-pretend-aws.ts";
import { findUser, type SystemUser } from "../../src/world/separation/system-user.ts";
import { startProcess, top } from "../scripts/run-process.ts";

// The real thing: a courier that root starts, as a user of this system. Without root it is counted as not run.
const isPossible = process.getuid?.() === 0 && spawnSync("useradd", ["--help"]).status === 0;
const home = mkdtempSync(join(tmpdir(), "rootward-courier-users-"));
const at = (path: string): string => join(home, "custody", path);
const file = at("courier/courier.json");
const running: ChildProcess[] = [];
let server: PretendAws;
let written = "";

const user = (side: "gate" | "broker" | "courier"): SystemUser =>
  findUser(`rootward-${side}`) ?? { name: side, uid: -1, gid: -1 };

/** Starts the courier; what it said until it was ready or ended, and its exit code when it did. */
async function start(around: { uid?: number; gid?: number; more?: readonly string[] } = {}) {
  const { more = [], ...as } = around;
  const { accessKeyId, secretAccessKey, sessionToken } = server.credentialsFor(courierArns.courier);
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const env = {
    PATH: process.env["PATH"] ?? "",
    // Root's own, which the courier's user cannot look into.
    HOME: join(home, "root"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...keys,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
  const child = spawn(process.execPath, [join(top, "bin", "rootward.js"), "courier", "--config", file, ...more], {
    cwd: home,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...as,
  });
  running.push(child);
  let said = "";
  const done = new Promise<string>((told) => {
    const hear = (chunk: string): void => {
      said += chunk;
      if (/ready: .*\n/.test(said)) told(said);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("close", (code) => told(`${said}exit ${String(code)}`));
  });
  return { child, said: await done };
}

/** The only child of a process that hands over to one. */
const childOf = (pid: number | undefined): string =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0] ?? "";

/** What a user of the system gets for this expression. */
function asUser({ uid, gid }: SystemUser, script: string): string {
  return spawnSync(process.execPath, ["-e", script], { uid, gid, encoding: "utf8" }).stdout.trim();
}
const readAs = (who: SystemUser, path: string): string =>
  asUser(
    who,
    `try { require("node:fs").readFileSync(${JSON.stringify(path)}); console.log("read"); } catch (e) { console.log(e.code); }`,
  );
const connectAs = (who: SystemUser, path: string): string =>
  asUser(
    who,
    `const s = require("node:net").connect(${JSON.stringify(path)}); s.on("connect", () => { console.log("connected"); s.destroy(); }); s.on("error", (e) => console.log(e.code));`,
  );

/** Gives a directory with its only file to a user. */
function give(directory: string, { uid, gid }: SystemUser): void {
  chownSync(join(directory, "courier.json"), uid, gid);
  chownSync(directory, uid, gid);
}

/** Changes the configuration; its owner and mode stay. */
function configure(change: object): void {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(written), ...change }));
}

describe.skipIf(!isPossible)("a courier beside a gate and a broker", () => {
  beforeAll(async () => {
    chmodSync(home, 0o755);
    mkdirSync(join(home, "root", ".aws"), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, "root", ".aws", "credentials"), "[default]\naws_access_key_id = AKIAOTHER\n", {
      mode: 0o600,
    });
    server = await startPretendAws({ organization: loadCourier(), seed: "courier users" });
    const names = ["--deployment", "acme", "--host", "rootward.example", "--management", courierIds.management];
    const made = await startProcess(["custody", "init", "custody", ...names, "-f", "json"], { cwd: home }).ended;
    expect([made.code, JSON.parse(made.out).users]).toEqual([
      0,
      ["rootward-broker", "rootward-courier", "rootward-gate"],
    ]);
    written = readFileSync(file, "utf8");
    written = JSON.stringify({ ...JSON.parse(written), endpointUrl: server.url });
    configure({});
  });
  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((done) => child.on("close", done));
      child.kill("SIGTERM");
      await ended;
    }
    configure({});
  });
  // The users stay: another test may be running as them.
  afterAll(async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  });

  it("runs as its own user, and the gate's alone may speak to it", async () => {
    const { child, said } = await start();
    expect(said).toMatch(/^courier ready: socket .*run-courier\/courier\.sock, sessions for aws:111111111111\n$/);
    const status = readFileSync(`/proc/${childOf(child.pid)}/status`, "utf8");
    const { uid, gid } = user("courier");
    expect(/^Uid:\t(.*)$/m.exec(status)?.[1]).toBe([uid, uid, uid, uid].join("\t"));
    expect(/^Gid:\t(.*)$/m.exec(status)?.[1]).toBe([gid, gid, gid, gid].join("\t"));
    expect(/^Groups:\t(.*)$/m.exec(status)?.[1]?.trim()).toBe("");
    expect(/^CapEff:\t(.*)$/m.exec(status)?.[1]).toMatch(/^0+$/);
    const socket = at("run-courier/courier.sock");
    expect(connectAs(user("gate"), socket)).toBe("connected");
    expect(connectAs(user("broker"), socket)).toBe("EACCES");
    expect(connectAs({ name: "daemon", uid: 1, gid: 1 }, socket)).toBe("EACCES");
    for (const side of ["gate", "broker"] as const) expect(readAs(user(side), file)).toBe("EACCES");
    expect([statSync(file).uid, readAs(user("courier"), file)]).toEqual([uid, "read"]);
  });

  it("tries its roles as that user", async () => {
    const { said } = await start({ more: ["--check"] });
    expect(said).toContain("All three roles can be assumed for aws:111111111111.");
    expect(said).toContain("exit 0");
  });

  it.each([
    ["gate/kek", "gate"],
    ["broker/sign.key", "broker"],
  ] as const)("does not start where it can open %s", async (path, directory) => {
    chmodSync(at(directory), 0o711);
    chmodSync(at(path), 0o444);
    try {
      const { said } = await start();
      expect(said).toMatch(new RegExp(`COURIER_NOT_SEPARATED: .*it can open ${at(path)}`));
      expect(said).toContain("exit 2");
    } finally {
      chmodSync(at(path), 0o400);
      chmodSync(at(directory), 0o700);
    }
  });

  it("does not start, nor try anything, where others can change what it believes", async () => {
    for (const [place, loose, kept] of [
      [file, 0o666, 0o600],
      [at("courier"), 0o770, 0o700],
      [join(home, "custody"), 0o777, 0o755],
    ] as const) {
      chmodSync(place, loose);
      const { said } = await start({ more: ["--check"] });
      chmodSync(place, kept);
      expect(said).toContain(`others can change ${place}`);
      expect(said).toContain("exit 2");
    }
    chownSync(join(home, "custody"), 1, 1);
    const { said } = await start();
    chownSync(join(home, "custody"), 0, 0);
    expect(said).toContain(`others can change ${join(home, "custody")}`);
  });

  it("does not start as the gate's user, nor where its list leads nowhere", async () => {
    const { uid, gid } = user("gate");
    expect((await start({ uid, gid })).said).toContain("COURIER_CONFIG_FOREIGN");
    configure({ foreignPaths: [] });
    expect((await start()).said).toMatch(/COURIER_NOT_SEPARATED: .*names nothing of the gate's/);
    configure({ foreignPaths: ["../elsewhere"] });
    expect((await start()).said).toMatch(/COURIER_NOT_SEPARATED: .*names nothing of the gate's/);
    configure({ user: "rootward-gate" });
    give(at("courier"), user("gate"));
    try {
      expect((await start()).said).toMatch(/COURIER_NOT_SEPARATED: .*it can open .*gate/);
    } finally {
      give(at("courier"), user("courier"));
    }
  });
});
