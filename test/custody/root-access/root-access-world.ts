// Central root access as in earnest: broker, gate and courier as processes, a pretend AWS before them, and people who type
// commands. Commands run inside the test.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { courierArns, courierIds, loadCourier } from "../../../src/demo/organizations/load-courier.ts";
import { type PretendAws, startPretendAws } from "../../../src/demo/start-pretend-aws.ts";
import type { IssuedCredentials } from "../../../src/demo/state/credential-store.ts";
import { environmentOf } from "../../scripts/stage.ts";
import { type Ran, runInProcess } from "../../scripts/run-in-process.ts";
import { isolateEnvironment } from "../../support/collect-trial.ts";
import { type Name, RehearsalWorld } from "../client/rehearsal-world.ts";

const bin = fileURLToPath(new URL("../../../bin/rootward.js", import.meta.url));

/** A command's outcome as JSON. */
export interface Said {
  readonly code: number;
  readonly said: Record<string, unknown>;
  readonly err: string;
}

/** See the header. */
export class RootAccessWorld {
  /** Every key that AWS handed out once the world stood. */
  readonly issued: IssuedCredentials[] = [];
  /** Everything that commands and the courier said. */
  heard = "";
  readonly aws: PretendAws;
  readonly #rehearsal: RehearsalWorld;
  #courier: ChildProcess | null = null;

  private constructor(aws: PretendAws, rehearsal: RehearsalWorld) {
    this.aws = aws;
    this.#rehearsal = rehearsal;
  }

  static async make(): Promise<RootAccessWorld> {
    const aws = await startPretendAws({ organization: loadCourier() });
    const made = new RootAccessWorld(aws, await RehearsalWorld.make(undefined, courierIds.management));
    await made.#startCourier();
    const { gateUrl } = made.#rehearsal;
    for (const name of ["ann", "bob"] as const) await made.must(name, ["broker", "unseal", "--gate", gateUrl]);
    await made.must("cleo", ["bg", "status", "--gate", gateUrl]);
    const issue = aws.state.credentials.issue.bind(aws.state.credentials);
    aws.state.credentials.issue = (principal, expiresAt) => {
      const keys = issue(principal, expiresAt);
      made.issued.push(keys);
      return keys;
    };
    return made;
  }

  async #startCourier(): Promise<void> {
    const file = join(this.cwd, "c/courier/courier.json");
    const config = JSON.parse(readFileSync(file, "utf8")) as object;
    const { rootTask, contacts, orgFeature } = courierArns;
    const roles = { rootTask, contacts, orgFeature };
    writeFileSync(file, JSON.stringify({ ...config, roles, region: "us-east-1", endpointUrl: this.aws.url }));
    const { PATH } = process.env;
    const env = { PATH, HOME: this.cwd, ...environmentOf(this.aws, courierArns.courier) };
    const child = spawn(process.execPath, [bin, "courier", "--config", file], {
      cwd: this.cwd,
      env,
      // The channel closes when the test is killed outright, and the process ends with it.
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#courier = child;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        this.heard += chunk.toString();
        if (said.includes("courier ready")) resolve();
      });
      child.once("exit", (code) => reject(new Error(`courier ended with ${code}: ${said}`)));
    });
  }

  get cwd(): string {
    return this.#rehearsal.cwd;
  }

  /** A command as one of the people; `arn` is whose keys the AWS SDK finds, `null` for none. */
  async as(name: Name, argv: readonly string[], { arn, signal }: Around = {}): Promise<Ran> {
    isolateEnvironment();
    const keys =
      arn === null ? { AWS_EC2_METADATA_DISABLED: "true" } : environmentOf(this.aws, arn ?? courierArns.operator);
    Object.assign(process.env, keys);
    try {
      const env = {
        ROOTWARD_IDENTITY: join(this.cwd, name),
        ROOTWARD_PASSPHRASE_FILE: join(this.cwd, `${name}.words`),
        ROOTWARD_ENDPOINT_URL: this.aws.url,
      };
      const ran = await runInProcess(argv, { cwd: this.cwd, env, ...(signal === undefined ? {} : { signal }) });
      this.heard += `${ran.out}${ran.err}`;
      return ran;
    } finally {
      isolateEnvironment();
    }
  }

  /** One that must succeed. */
  async must(name: Name, argv: readonly string[]): Promise<Ran> {
    const ran = await this.as(name, argv);
    if (ran.code !== 0) throw new Error(`rootward ${argv.join(" ")} ended with ${ran.code}\n${ran.out}${ran.err}`);
    return ran;
  }

  /** What one prints as JSON, with its exit code. */
  async json(name: Name, argv: readonly string[], around: Around = {}): Promise<Said> {
    const { code, out, err } = await this.as(name, [...argv, "-f", "json"], around);
    try {
      return { code, said: JSON.parse(out) as Record<string, unknown>, err };
    } catch {
      throw new Error(`rootward ${argv.join(" ")} ended with ${code}\n${out}${err}`);
    }
  }

  /** Cleo asks for what a plan needs; the request's id. */
  async requested(plan: string): Promise<string> {
    const { said } = await this.json("cleo", ["bg", "request", "--plan", plan, "--reason", "locked by mistake"]);
    return String(said["requestId"]);
  }

  /** The same, and Ann and Bob approve. */
  async granted(plan: string): Promise<string> {
    const requestId = await this.requested(plan);
    for (const name of ["ann", "bob"] as const) await this.must(name, ["bg", "approve", requestId]);
    return requestId;
  }

  /** Cleo closes it. */
  async closed(requestId: string): Promise<void> {
    await this.must("cleo", ["bg", "close", requestId, "--statement", "done"]);
  }

  path(name: string): string {
    return join(this.cwd, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text, { mode: 0o600 });
  }

  /** Every file of the deployment and of the people, as text. */
  files(): ReadonlyMap<string, string> {
    const names = readdirSync(this.cwd, { recursive: true, encoding: "utf8" });
    const plain = names.filter((name) => statSync(this.path(name), { throwIfNoEntry: false })?.isFile() === true);
    return new Map(plain.map((name) => [name, readFileSync(this.path(name), "latin1")]));
  }

  async end(): Promise<void> {
    const courier = this.#courier;
    if (courier !== null && courier.exitCode === null) {
      const ended = new Promise((resolve) => courier.once("exit", resolve));
      courier.kill("SIGTERM");
      await ended;
    }
    await this.#rehearsal.end();
    await this.aws.close();
  }
}

/** What stands around a command. */
export interface Around {
  readonly arn?: string | null;
  readonly signal?: AbortSignal;
}

/** Plans and their runs as Cleo types them. */
export class CommandLines {
  readonly #world: RootAccessWorld;

  constructor(world: RootAccessWorld) {
    this.#world = world;
  }

  /** Saves a plan; its file. */
  async planned(file: string, argv: readonly string[]): Promise<string> {
    await this.#world.must("cleo", ["root-access", ...argv, "--save", file]);
    return file;
  }

  /** Applies one. */
  applied(task: string, file: string, more: readonly string[] = [], around: Around = {}): Promise<Said> {
    return this.#world.json("cleo", ["root-access", task, "--apply", file, ...more], around);
  }
}
