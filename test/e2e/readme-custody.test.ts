import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { top } from "../architecture/sources.ts";
import { freePort } from "../custody/deployment/free-port.ts";

const readme = readFileSync(join(top, "README.md"), "utf8");
const block = /```bash\n(rootward\(\) [\s\S]*?)```/.exec(readme)?.[1] ?? "";
const seed = /^echo ([A-Z2-7]{64}) \|$/m.exec(block)?.[1] ?? "";
const home = mkdtempSync(join(tmpdir(), "rootward-readme-custody-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Unix times in milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Runs the block as it stands, but at ports that nobody uses: other tests run beside this one. */
async function runBlock(): Promise<Ran> {
  const port = await freePort();
  const text = block
    .replace("--rehearsal\n", `--rehearsal --port ${port}\n`)
    .replaceAll("localhost:7843", `localhost:${port}`);
  // The first failure ends it; what runs in the background ends with it.
  const script = `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\n${text}`;
  const from = Date.now();
  const child = spawn("bash", ["-c", script], {
    cwd: home,
    env: { PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out, err, from, to: Date.now() };
}

describe("the README's custody section, typed line by line", () => {
  let ran: Ran;
  beforeAll(async () => {
    symlinkSync(join(top, "bin"), join(home, "bin"));
    ran = await runBlock();
  });

  it("is a script at all, from the first step to the verified ledger", () => {
    for (const step of [
      "custody init",
      "identity new",
      "roster add",
      "roster sign",
      "broker init",
      "gate init",
      "broker unseal",
    ]) {
      expect(block).toContain(step);
    }
    for (const step of [
      "vault add",
      "bg request",
      "bg approve",
      "bg password",
      "bg code",
      "bg close",
      "ledger verify",
    ]) {
      expect(block).toContain(step);
    }
    expect(seed).toHaveLength(64);
  });

  it("ends well", () => {
    expect([ran.code, ran.code === 0 ? "" : ran.err.slice(-3000)]).toEqual([0, ""]);
  });

  it("gives the code that the seed makes at that time, once", () => {
    const codes = ran.out.match(/^[0-9]{6}$/gm) ?? [];
    expect(codes).toHaveLength(1);
    const possible: string[] = [];
    for (let ms = ran.from; ms < ran.to + 30_000; ms += 30_000) {
      possible.push(generateSync({ secret: seed, epoch: Math.floor(ms / 1000) }));
    }
    expect(possible).toContain(codes[0]);
  });

  it("gives back the password that was put in", () => {
    const lines = ran.out.split("\n").filter((line) => line.length === 40 && !line.includes(" "));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(lines[1]);
  });

  it("verifies the ledger: one code, none twice, both approvals", () => {
    expect(ran.out).toMatch(/^verified: localhost\/rehearsal-custody\/broker, [0-9]+ entries/m);
    expect(ran.out).toMatch(/^codes given out: 1, none twice$/m);
    expect(ran.out).toMatch(/^signed decisions: 2 verified$/m);
  });

  it("says REHEARSAL in every step, and leaves no process and no key of the request behind", () => {
    expect((ran.out + ran.err).match(/REHEARSAL/g)?.length ?? 0).toBeGreaterThan(20);
    expect(ran.err).toMatch(/REHEARSAL broker ready: sealed/);
    expect(ran.err).toMatch(/REHEARSAL gate ready: open/);
    expect(readdirSync(join(home, "ann", "requests"))).toEqual([]);
    expect(readdirSync(join(home, "custody", "run"))).toEqual([]);
  });

  it("keeps the seed out of every file", () => {
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && !each.parentPath.includes(join(home, "bin")))
      .map((each) => join(each.parentPath, each.name));
    expect(files.length).toBeGreaterThan(20);
    const password = ran.out.split("\n").find((line) => line.length === 40 && !line.includes(" ")) ?? "?";
    const holds = (text: string): string[] => files.filter((file) => readFileSync(file).includes(text));
    expect([holds(seed), holds(password)]).toEqual([[], []]);
  });
});
