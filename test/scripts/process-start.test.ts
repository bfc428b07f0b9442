import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { top } from "./run-process.ts";

// The launcher beside a process that tells how it was started and waits for its end.
const home = mkdtempSync(join(tmpdir(), "rootward-start-"));
const bin = join(home, "bin", "rootward.js");
const told = join(home, "told.json");

const pretendProcess = (side: string): string => `
  import { readFileSync, writeFileSync } from "node:fs";
  const run = (side) => (args) => new Promise((done) => {
    const hold = setInterval(() => {}, 1000);
    const end = (code) => { clearInterval(hold); done(code); };
    const signals = [];
    for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => { signals.push(name); tell(); setTimeout(() => end(name === "SIGTERM" ? 5 : 6), 50); });
    const tell = () => writeFileSync(${JSON.stringify(told)}, JSON.stringify({
      side, args, pid: process.pid, execArgv: process.execArgv, signals,
      core: /^Max core file size +(\\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1],
    }));
    if (args.includes("end")) end(7); else tell();
  });
  export const run${side.charAt(0).toUpperCase()}${side.slice(1)} = run("${side}");
`;

interface Told {
  readonly side: string;
  readonly args: readonly string[];
  readonly pid: number;
  readonly execArgv: readonly string[];
  readonly signals: readonly string[];
  readonly core: string;
}

beforeAll(() => {
  cpSync(join(top, "bin"), join(home, "bin"), { recursive: true });
  for (const side of ["broker", "gate", "courier"]) {
    mkdirSync(join(home, "src", "faces", side), { recursive: true });
    writeFileSync(join(home, "src", "faces", side, "main.ts"), pretendProcess(side));
  }
  mkdirSync(join(home, "src", "faces", "cli"), { recursive: true });
  writeFileSync(
    join(home, "src", "faces", "cli", "main.ts"),
    "export const main = () => void console.log('command line');",
  );
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const start = (argv: readonly string[]): ChildProcess =>
  spawn("/bin/sh", ["-c", 'ulimit -c unlimited 2>/dev/null; exec "$0" "$@"', process.execPath, bin, ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
  });

const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.on("close", done));

async function untilTold(done: (said: Told) => boolean = () => true): Promise<Told> {
  for (let tries = 0; tries < 500; tries++) {
    const said: Told | null = existsSync(told) ? JSON.parse(readFileSync(told, "utf8") || "null") : null;
    if (said !== null && done(said)) return said;
    await wait(20);
  }
  throw new Error("it said nothing");
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

describe.skipIf(process.platform !== "linux")("a process of the gate, the broker or the courier", () => {
  it.each(["broker", "gate", "courier"])(
    "of the %s runs without inspector and core files, and ends on SIGTERM with its own code",
    async (side) => {
      rmSync(told, { force: true });
      const child = start([side, "--config", "x.json"]);
      const said = await untilTold();
      expect(said).toMatchObject({
        side,
        args: ["--config", "x.json"],
        execArgv: ["--disable-sigusr1"],
        core: "0",
        signals: [],
      });
      expect(said.pid).not.toBe(child.pid);
      child.kill("SIGTERM");
      expect(await ended(child)).toBe(5);
      expect((await untilTold()).signals).toEqual(["SIGTERM"]);
      expect(isAlive(said.pid)).toBe(false);
    },
  );

  it("gets SIGINT too", async () => {
    rmSync(told, { force: true });
    const child = start(["broker", "--config=x.json"]);
    const { args } = await untilTold();
    expect(args).toEqual(["--config=x.json"]);
    child.kill("SIGINT");
    expect(await ended(child)).toBe(6);
  });

  it("ends when the command that started it is killed outright", async () => {
    rmSync(told, { force: true });
    const child = start(["gate", "--config", "x.json"]);
    const { pid } = await untilTold();
    child.kill("SIGKILL");
    await ended(child);
    await untilTold(({ signals }) => signals.includes("SIGTERM"));
    for (let tries = 0; isAlive(pid) && tries < 100; tries++) await wait(20);
    expect(isAlive(pid)).toBe(false);
  });

  it("ends by itself with its own code, and runs in place where the service manager gives the flag", async () => {
    expect(await ended(start(["broker", "--config", "end"]))).toBe(7);
    rmSync(told, { force: true });
    const child = spawn(process.execPath, ["--disable-sigusr1", bin, "broker", "--config", "x.json"]);
    expect((await untilTold()).pid).toBe(child.pid);
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(5);
  });

  it.each([
    ["broker"],
    ["courier", "--check", "--config", "x"],
    ["broker", "--help"],
    ["broker", "--config", "x", "--help"],
    ["gate", "init", "--config", "x"],
    ["scan"],
  ])("is not started by: %s %s", async (...argv) => {
    rmSync(told, { force: true });
    const child = start(argv);
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    expect(await ended(child)).toBe(0);
    expect(out).toBe("command line\n");
    expect(existsSync(told)).toBe(false);
  });
});
