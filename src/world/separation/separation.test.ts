import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { leftover } from "./drop-to-user.ts";
import { parseProcessStatus } from "./process-standing.ts";
import { startFaults } from "./start-faults.ts";
import { ensureUser } from "./ensure-user.ts";
import { findUser, parsePasswd } from "./system-user.ts";

const isRoot = process.getuid?.() === 0;
const daemon = findUser("daemon");
const nobody = findUser("nobody");
/** Real users need root and two users of the system; otherwise these tests are counted as not run. */
const asRoot = describe.skipIf(!isRoot || daemon === null || nobody === null);
const top = mkdtempSync(join(tmpdir(), "rootward-separation-"));
chmodSync(top, 0o755);
afterAll(() => rmSync(top, { recursive: true, force: true }));

function giveToNobody(path: string): void {
  expect(spawnSync("chown", ["-R", `${nobody?.uid ?? 0}:${nobody?.gid ?? 0}`, path]).status).toBe(0);
}

const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** What a script prints as JSON in a process of its own. */
function inProcess(script: string, options: { readonly uid?: number; readonly gid?: number } = {}): unknown {
  const ran = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", ...options });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout);
}

const enter = (wanted: object, more = "null"): string => `
  const { enterSeparation } = await import(${url("enter-separation.ts")});
  const { readOwnStanding } = await import(${url("process-standing.ts")});
  const { reachablePaths } = await import(${url("reachable-paths.ts")});
  const { hasShutPath } = await import(${url("shut-path.ts")});
  const entered = enterSeparation(${JSON.stringify(wanted)});
  console.log(JSON.stringify({ entered, standing: readOwnStanding(), more: ${more} }));`;

asRoot("a process that root starts", () => {
  const dropped = (more?: string) => inProcess(enter({ separation: "users", user: "daemon" }, more));

  it("becomes its user for good: every id of every thread, no group, no capability", () => {
    const got = dropped() as { entered: unknown; standing: object[] };
    expect(got.entered).toEqual({ status: "entered", uid: daemon?.uid, gid: daemon?.gid, hasDropped: true });
    expect(got.standing.length).toBeGreaterThan(1);
    for (const each of got.standing) {
      expect(each).toEqual({
        uids: Array.from({ length: 4 }, () => daemon?.uid),
        gids: Array.from({ length: 4 }, () => daemon?.gid),
        groups: [],
        hasCapabilities: false,
      });
    }
  });

  it("keeps no group that it was started with", () => {
    const script = enter({ separation: "users", user: "daemon" });
    const grouped = script.replace("const entered", "process.setgroups([0, 4, 24]);\nconst entered");
    const got = inProcess(grouped) as { entered: unknown; standing: object[] };
    expect(got.entered).toMatchObject({ status: "entered" });
    for (const each of got.standing) expect(each).toMatchObject({ groups: [] });
  });

  it("cannot open or write what belongs to the other user afterwards, and could before", () => {
    const theirs = join(top, "theirs");
    mkdirSync(theirs, { mode: 0o700 });
    writeFileSync(join(theirs, "kek"), "secret", { mode: 0o400 });
    giveToNobody(theirs);
    const paths = [theirs, join(theirs, "kek"), join(theirs, "not-there")];
    const list = `reachablePaths(${JSON.stringify(paths)})`;
    expect(dropped(list)).toMatchObject({ more: [] });
    expect(inProcess(enter({ separation: "none" }, list))).toMatchObject({ more: paths.slice(0, 2) });
    chmodSync(theirs, 0o711);
    chmodSync(join(theirs, "kek"), 0o444);
    expect(dropped(list)).toMatchObject({ more: [join(theirs, "kek")] });
    chmodSync(join(theirs, "kek"), 0o222);
    expect(dropped(list)).toMatchObject({ more: [join(theirs, "kek")] });
  });

  it("is kept from something only by a path that is there and shut", () => {
    const other = join(top, "other");
    mkdirSync(join(other, "data"), { recursive: true });
    chmodSync(other, 0o700);
    giveToNobody(other);
    const shut = (...paths: string[]): string => `hasShutPath(${JSON.stringify(paths)})`;
    expect(dropped(shut(join(top, "absent"), other))).toMatchObject({ more: true });
    expect(dropped(shut(join(other, "data")))).toMatchObject({ more: true });
    expect(dropped(shut())).toMatchObject({ more: false });
    expect(dropped(shut(join(top, "absent"), top))).toMatchObject({ more: false });
  });

  it("has no way back, and no children with one", () => {
    const child = `(() => { const { spawnSync } = process.getBuiltinModule("node:child_process");
      return [spawnSync("/bin/sh", ["-c", "id -u"], { encoding: "utf8" }).stdout.trim(),
        ["setuid", "seteuid", "setgid"].map((name) => { try { process[name](0); return "back"; } catch (e) { return e.code; } })]; })()`;
    expect(dropped(child)).toMatchObject({ more: [String(daemon?.uid), ["EPERM", "EPERM", "EPERM"]] });
  });

  it.each([
    ["no user in its configuration", {}, "names no user"],
    ["a user that does not exist", { user: "rw-nobody-here" }, "no user rw-nobody-here"],
    ["a name that is none", { user: "../root" }, "no user"],
    ["root as its user", { user: "root" }, "root is root"],
  ])("is refused with %s", (_, change, why) => {
    expect(inProcess(enter({ separation: "users", ...change }))).toMatchObject({
      entered: { status: "refused", why: expect.stringContaining(why) },
    });
  });
});

asRoot("a process that an ordinary user starts", () => {
  const own = { uid: daemon?.uid ?? 1, gid: daemon?.gid ?? 1 };

  it("stays who it is when it is its own user", () => {
    for (const wanted of [{ separation: "users", user: "daemon" }, { separation: "users" }, { separation: "none" }]) {
      expect(inProcess(enter(wanted), own)).toMatchObject({
        entered: { status: "entered", ...own, hasDropped: false },
      });
    }
  });

  it("is refused as another user", () => {
    expect(inProcess(enter({ separation: "users", user: "nobody" }), own)).toMatchObject({
      entered: { status: "refused", why: `it runs as user ${own.uid}, not as nobody` },
    });
  });

  it("is refused while root's id is saved in it", () => {
    const script = enter({ separation: "users" }).replace("const entered", "process.seteuid(1);\nconst entered");
    expect(inProcess(script)).toMatchObject({
      entered: { status: "refused", why: expect.stringContaining("user ids 0 1 0 1") },
    });
  });
});

describe.skipIf(!isRoot || spawnSync("useradd", ["--help"]).status !== 0)("a user that is made", () => {
  const name = `rw-test-${process.pid}`;
  afterAll(() => void spawnSync("userdel", [name]));

  it("has a group of its own and no shell, and is found the second time", () => {
    const made = ensureUser(name);
    expect(made.uid).toBeGreaterThan(0);
    expect(made.gid).toBeGreaterThan(0);
    expect(ensureUser(name)).toEqual(made);
    expect(spawnSync("getent", ["passwd", name], { encoding: "utf8" }).stdout).toMatch(
      /:\/nonexistent:\/usr\/sbin\/nologin\n$/,
    );
  });

  it("is refused under a name that is none", () => {
    for (const bad of ["-x", "a b", "", "a:b", "Ü"]) expect(() => ensureUser(bad)).toThrow(CodedError);
  });
});

describe("what the kernel tells of a process", () => {
  const text = (change: Record<string, string> = {}): string =>
    Object.entries({
      Name: "node",
      Uid: "1\t1\t1\t1",
      Gid: "1\t1\t1\t1",
      Groups: "",
      CapInh: "0000",
      CapPrm: "0000",
      CapEff: "0000",
      CapAmb: "0000",
      ...change,
    })
      .map(([name, value]) => `${name}:\t${value}\n`)
      .join("");

  it("is read with four ids each, the groups and the capabilities", () => {
    expect(parseProcessStatus(text({ Groups: "4 24 " }))).toEqual({
      uids: [1, 1, 1, 1],
      gids: [1, 1, 1, 1],
      groups: [4, 24],
      hasCapabilities: false,
    });
    for (const name of ["CapInh", "CapPrm", "CapEff", "CapAmb"]) {
      expect(parseProcessStatus(text({ [name]: "0000000000000400" }))?.hasCapabilities).toBe(true);
    }
  });

  it.each([
    ["", null],
    [text({ Uid: "1 1 1" }), null],
    [text({ Gid: "1 1 1 x" }), null],
    [text().replace(/CapAmb.*\n/, ""), null],
    [text().replace(/Groups.*\n/, ""), null],
  ])("is nothing when a line is missing or foreign", (given, expected) => {
    expect(parseProcessStatus(given)).toBe(expected);
  });

  it.each([
    ["a saved id", { uids: [1, 1, 0, 1] }, "user ids 1 1 0 1"],
    ["a group id", { gids: [1, 1, 1, 0] }, "group ids 1 1 1 0"],
    ["a group", { groups: [1, 7] }, "groups 7"],
    ["a capability", { hasCapabilities: true }, "capabilities"],
  ])("shows %s that was left over", (_, change, expected) => {
    const clean = { uids: [1, 1, 1, 1], gids: [1, 1, 1, 1], groups: [], hasCapabilities: false };
    expect(leftover(clean, 1, 1)).toBeNull();
    expect(leftover({ ...clean, ...change }, 1, 1)).toBe(expected);
  });

  it("and of users, whatever the bytes, gives a value or nothing", () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        parseProcessStatus(any);
        parsePasswd(any, "daemon");
      }),
    );
  });

  it("finds a user by the whole name, with numbers for ids", () => {
    const passwd = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:2:d:/:/bin/false\ndaemon2:x:7:7::/:\nbad:x:one:1::/:\n";
    expect(parsePasswd(passwd, "daemon")).toEqual({ name: "daemon", uid: 1, gid: 2 });
    expect([parsePasswd(passwd, "daemo"), parsePasswd(passwd, "bad"), parsePasswd(passwd, "")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("the start of a process with secrets", () => {
  const limits = (soft: string): string =>
    `Limit  Soft Limit  Hard Limit  Units\nMax core file size        ${soft}      unlimited            bytes     \n`;
  const clean = { execArgv: ["--disable-sigusr1"], nodeOptions: "", limits: limits("0") };
  const kinds = (change: object): readonly string[] => startFaults({ ...clean, ...change }).map(({ kind }) => kind);

  it("is without fault as its service file has it", () => {
    expect(startFaults(clean)).toEqual([]);
    expect(kinds({ execArgv: [], nodeOptions: " --disable-sigusr1  --max-old-space-size=256 " })).toEqual([]);
  });

  it.each([
    "--inspect",
    "--inspect=0.0.0.0:9229",
    "--inspect-brk",
    "--report-on-signal",
    "--report-uncaught-exception",
    "--heapsnapshot-signal=SIGUSR2",
    "--heapsnapshot-near-heap-limit=1",
    "--heap-prof",
    "--cpu-prof",
    "--require=/tmp/x.js",
    "-r",
    "--import=/tmp/x.js",
    "--abort-on-uncaught-exception",
    "--expose-gc",
    "--no-such-flag",
  ])("is refused with %s, as a flag and in the environment", (flag) => {
    expect(kinds({ execArgv: ["--disable-sigusr1", flag] })).toEqual(["flag"]);
    expect(kinds({ nodeOptions: flag })).toEqual(["flag"]);
  });

  it("is refused when SIGUSR1 would open the inspector", () => {
    expect(kinds({ execArgv: [] })).toEqual(["sigusr1"]);
  });

  it.each(["unlimited", "1024"])("is refused with core files of %s", (soft) => {
    expect(kinds({ limits: limits(soft) })).toEqual(["core"]);
  });

  it("is not taken for safe when the limit is not told", () => {
    expect(kinds({ limits: "" })).toEqual(["core"]);
  });
});
