import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startProcess, top } from "../scripts/run-process.ts";
import { freePort } from "../custody/deployment/free-port.ts";

// Each step prints the next commands. Here they are typed as they are printed, from nothing to an open broker.
const home = mkdtempSync(join(tmpdir(), "rootward-printed-"));
const bin = join(top, "bin", "rootward.js");
const isRoot = process.getuid?.() === 0 && spawnSync("useradd", ["--help"]).status === 0;
// The two users that root makes stay: another test may be running as them.
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the commands that each step prints", () => {
  it("lead from custody init --rehearsal to two running processes", () =>
    typeAll("--rehearsal", 3, /^broker ready: sealed/m));

  // Two users of the system need root.
  it.skipIf(!isRoot)("lead from custody init --solo to two running processes", () =>
    typeAll("--solo", 2, /^broker ready: unsealed/m),
  );
});

async function typeAll(mode: "--rehearsal" | "--solo", people: number, ready: RegExp): Promise<void> {
  const cwd = join(home, mode.slice(2));
  mkdirSync(cwd, { mode: 0o755 });
  chmodSync(home, 0o755);
  const words = join(cwd, "words");
  writeFileSync(words, "abandon ability able about above absent absorb\n", { mode: 0o600 });
  const env = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: cwd,
    ROOTWARD_PASSPHRASE_FILE: words,
  };
  const type = (line: string): string => {
    const ran = spawnSync("bash", ["-c", line], { cwd, env, encoding: "utf8" });
    expect([line, ran.status, ran.status === 0 ? "" : ran.stderr]).toEqual([line, 0, ""]);
    return ran.stdout;
  };
  /** The commands that a step printed: indented lines behind "Next". */
  const printed = (out: string): string[] =>
    out
      .split("\n")
      .filter((line) => /^ {2}(ROOTWARD_\S+ )?node /.test(line))
      .map((line) => line.trim());
  const host = mode === "--solo" ? " --host rootward.example --deployment acme" : "";
  const first = await startProcess(
    [
      "custody",
      "init",
      "custody",
      mode,
      "--port",
      String(await freePort()),
      ...host.split(" ").filter((word) => word !== ""),
    ],
    { cwd },
  ).ended;
  expect(first.code).toBe(0);
  const steps = printed(first.out);
  expect(steps).toHaveLength(3 * people);
  expect(steps[0]).toContain(bin);
  let last = "";
  for (const step of steps) last = type(step);
  const beginnings = printed(last);
  expect(beginnings.map((line) => / (broker|gate) init /.exec(line)?.[1])).toEqual(["broker", "gate"]);
  const outs = beginnings.map(type);
  const [broker = "", gate = "", ...unseals] = outs.flatMap(printed);
  expect([broker, gate].map((line) => / (broker|gate) --config /.exec(line)?.[1])).toEqual(["broker", "gate"]);
  const running: ChildProcess[] = [];
  const start = async (line: string): Promise<string> => {
    const child = spawn("bash", ["-c", `exec env ${line}`], { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    running.push(child);
    let said = "";
    return new Promise((done) => {
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk;
        if (said.includes("ready:")) done(said);
      });
      child.on("close", () => done(`${said} ended`));
    });
  };
  try {
    expect((await start(broker)).replace("REHEARSAL ", "")).toMatch(ready);
    expect(await start(gate)).toMatch(/gate ready: open/);
    expect(unseals).toHaveLength(mode === "--solo" ? 0 : 3);
    for (const line of unseals.slice(0, 2)) last = type(line);
    if (unseals.length > 0) expect(last).toContain("unsealed");
  } finally {
    for (const child of running) {
      const ended = new Promise((done) => child.on("close", done));
      child.kill("SIGTERM");
      await ended;
    }
  }
}
