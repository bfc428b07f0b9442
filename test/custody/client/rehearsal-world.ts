// A whole rehearsal with real processes: made by the commands that a newcomer types, but for the three identities, whose
// passphrase files open at once (test/e2e/printed-steps.test.ts and the README's rehearsal make real ones). Commands run
// inside the test, broker and gate as processes.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ran, runInProcess } from "../../scripts/run-in-process.ts";
import { freePort } from "../deployment/free-port.ts";
import { quickIdentity } from "../deployment/quick-identity.ts";

const bin = fileURLToPath(new URL("../../../bin/rootward.js", import.meta.url));
/** The people; all approve, one operates each vault. */
export const people = ["ann", "bob", "cleo"] as const;
/** One of the people. */
export type Name = (typeof people)[number];
const extraRole: Readonly<Record<Name, string>> = { ann: "operator-p", bob: "operator-s", cleo: "auditor" };

/** The management account, whose vaults only shares open. */
export const management = "999988887777";

/** A running rehearsal. */
export class RehearsalWorld {
  readonly cwd = mkdtempSync(join(tmpdir(), "rootward-rehearsal-"));
  readonly #processes = new Map<"broker" | "gate", ChildProcess>();
  rosterHash = "";
  port = 0;

  /** From an empty directory to an unsealed broker behind a gate. */
  static async make(
    /** Done once the draft is there and its people are in it, before anybody signs. */
    beforeSigning: (world: RehearsalWorld) => Promise<unknown> = () => Promise.resolve(),
    /** The organization's management account. */
    its: string = management,
  ): Promise<RehearsalWorld> {
    const world = new RehearsalWorld();
    world.port = await freePort();
    const init = ["custody", "init", "c", "--rehearsal", "--host", "rootward.test", "--port", String(world.port)];
    await world.must([...init, "--management", its]);
    // One person alone may begin the long way, where no shares are needed; the draft is there to be edited.
    const draft = join(world.cwd, "c/draft/release-policy.json");
    const policy = JSON.parse(readFileSync(draft, "utf8")) as {
      rules: { sealed: string[]; breakSeal: { allowed: boolean } }[];
    };
    for (const rule of policy.rules) rule.breakSeal.allowed = rule.sealed.length === 0;
    writeFileSync(draft, `${JSON.stringify(policy, null, 2)}\n`);
    for (const name of people) {
      const words = `${name} generated words that nobody knows`;
      writeFileSync(join(world.cwd, `${name}.words`), `${words}\n`, { mode: 0o600 });
      await quickIdentity(join(world.cwd, name), "rehearsal-c", name, words);
      const roles = `approver,custodian,requester,unsealer,${extraRole[name]}`;
      await world.run(["roster", "add", `${name}/person.json`, "--roles", roles, "--draft", "c/draft"]);
    }
    await beforeSigning(world);
    let signed = "";
    for (const name of people) signed = (await world.as(name, ["roster", "sign", "--draft", "c/draft"])).out;
    world.rosterHash = /--roster ([A-Za-z0-9_-]{43})/.exec(signed)?.[1] ?? "";
    for (const side of ["broker", "gate"]) {
      const config = ["--config", `c/${side}/${side}.json`, "--genesis", "c/draft/genesis.json"];
      await world.must([side, "init", ...config, "--roster", world.rosterHash]);
    }
    await world.start("broker");
    await world.start("gate");
    return world;
  }

  /** Starts a process and waits for its ready line. */
  async start(side: "broker" | "gate"): Promise<void> {
    const child = spawn(process.execPath, [bin, side, "--config", `c/${side}/${side}.json`], {
      cwd: this.cwd,
      // The channel closes when the test is killed outright, and the process ends with it.
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#processes.set(side, child);
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(`${side} ready`)) resolve();
      });
      child.once("exit", (code) => reject(new Error(`${side} ended with ${code}: ${said}`)));
    });
  }

  /** Ends a process and waits for its end. */
  async stop(side: "broker" | "gate"): Promise<void> {
    const child = this.#processes.get(side);
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }

  /** One command line; `env` beside it. */
  run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, input = ""): Promise<Ran> {
    return runInProcess(argv, { cwd: this.cwd, env, input });
  }

  /** The same as one of the people. */
  as(name: Name, argv: readonly string[], input = ""): Promise<Ran> {
    const env = { ROOTWARD_IDENTITY: join(this.cwd, name), ROOTWARD_PASSPHRASE_FILE: join(this.cwd, `${name}.words`) };
    return this.run(argv, env, input);
  }

  /** A command that must succeed. */
  async must(argv: readonly string[]): Promise<Ran> {
    const ran = await this.run(argv);
    if (ran.code !== 0) throw new Error(`rootward ${argv.join(" ")} ended with ${ran.code}\n${ran.out}${ran.err}`);
    return ran;
  }

  /** What one of the people gets as JSON; the command must succeed. */
  async json(name: Name, argv: readonly string[], input = ""): Promise<Record<string, unknown>> {
    const ran = await this.as(name, [...argv, "-f", "json"], input);
    if (ran.code !== 0) throw new Error(`rootward ${argv.join(" ")} ended with ${ran.code}\n${ran.out}${ran.err}`);
    return JSON.parse(ran.out) as Record<string, unknown>;
  }

  get gateUrl(): string {
    return `http://localhost:${this.port}`;
  }

  /** The broker's own door. */
  get door(): string {
    return `127.0.0.1:${this.port + 1}`;
  }

  /** A file of the deployment as text. */
  file(name: string): string {
    return readFileSync(join(this.cwd, name), "utf8");
  }

  async end(): Promise<void> {
    await this.stop("gate");
    await this.stop("broker");
    rmSync(this.cwd, { recursive: true, force: true });
  }
}
