// A whole rehearsal with real processes, made in a few seconds, in which everything that passes between its parts is kept.
// Commands run inside the test; gate and broker are processes that the test may end or kill.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ran, runInProcess } from "../../scripts/run-in-process.ts";
import { freePort } from "./free-port.ts";
import { HttpBetween } from "./http-between.ts";
import { type KitPapers, kitPapers } from "./kit-papers.ts";
import { LinesBetween } from "./lines-between.ts";
import { OwnProcess } from "./own-process.ts";
import { quickIdentity } from "./quick-identity.ts";

/** Ann keeps passwords, Bob seeds; both approve, as Cleo does, who asks. */
export const people = ["ann", "bob", "cleo"] as const;
/** One of them. */
export type Name = (typeof people)[number];
const extraRole: Readonly<Record<Name, string>> = { ann: "operator-p", bob: "operator-s", cleo: "auditor" };

/** The account that shares alone open; every other one is standard. */
export const management = "999988887777";
/** Name of the deployment. */
export const deploymentName = "rehearsal-c";

/** A command line that ran, and what it said. */
export interface Heard extends Ran {
  readonly argv: readonly string[];
}

/** A running deployment. */
export class Deployment {
  readonly cwd = mkdtempSync(join(tmpdir(), "rootward-deployment-"));
  readonly http = new HttpBetween();
  readonly lines = new LinesBetween();
  readonly heard: Heard[] = [];
  readonly kits: Partial<Record<"P" | "S", KitPapers>> = {};
  readonly #processes = new Map<"broker" | "gate", OwnProcess>();
  /** What processes said that have ended meanwhile. */
  readonly #saidBefore: string[] = [];
  rosterHash = "";
  port = 0;

  /** From an empty directory to an unsealed broker behind a gate, with a kit for each vault. */
  static async make(): Promise<Deployment> {
    const made = new Deployment();
    made.port = await freePort();
    mkdirSync(made.temporary, { mode: 0o700 });
    await made.must(
      ["custody", "init", "c", "--rehearsal", "--host", "rootward.test"].concat(
        ["--port", String(made.port)],
        ["--management", management],
      ),
    );
    const identities = people.map(async (name) => {
      const words = `${name} generated words that nobody knows`;
      writeFileSync(made.path(`${name}.words`), `${words}\n`, { mode: 0o600 });
      await quickIdentity(made.path(name), deploymentName, name, words);
    });
    made.kits.P = await kitPapers(deploymentName, "P");
    made.kits.S = await kitPapers(deploymentName, "S");
    made.edit("c/draft/roster.json", { kitRecipients: { P: made.kits.P.recipient, S: made.kits.S.recipient } });
    await Promise.all(identities);
    for (const name of people) {
      const roles = `approver,custodian,requester,unsealer,${extraRole[name]}`;
      await made.must(["roster", "add", `${name}/person.json`, "--roles", roles, "--draft", "c/draft"]);
    }
    let signed = "";
    for (const name of people) signed = (await made.as(name, ["roster", "sign", "--draft", "c/draft"])).out;
    made.rosterHash = /--roster ([A-Za-z0-9_-]{43})/.exec(signed)?.[1] ?? "";
    for (const side of ["broker", "gate"]) {
      const config = ["--config", `c/${side}/${side}.json`, "--genesis", "c/draft/genesis.json"];
      await made.must([side, "init", ...config, "--roster", made.rosterHash]);
    }
    await made.lines.listen(made.path("c/run/between.sock"), made.path("c/run/broker.sock"));
    const many = { perAddress: 100_000, perPerson: 100_000, signIns: 100_000 };
    made.edit("c/gate/gate.json", { broker: { socket: "../run/between.sock" }, limits: many });
    await made.http.listen(made.port);
    await Promise.all([made.start("broker"), made.start("gate")]);
    await made.unseal();
    return made;
  }

  /** Where the processes put what they would put into the system's temporary directory. */
  get temporary(): string {
    return this.path("tmp");
  }

  path(name: string): string {
    return join(this.cwd, name);
  }

  file(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** Everything that both processes said so far. */
  get said(): string {
    return [...this.#saidBefore, ...[...this.#processes.values()].map(({ said }) => said)].join("");
  }

  async start(side: "broker" | "gate"): Promise<void> {
    const env = { PATH: process.env["PATH"], HOME: this.cwd, TMPDIR: this.temporary };
    this.#processes.set(side, await OwnProcess.start(side, this.path(`c/${side}/${side}.json`), env));
  }

  /** Ends a process, or kills it outright. */
  async stop(side: "broker" | "gate", signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const running = this.#processes.get(side);
    if (running === undefined) return;
    await running.end(signal);
    this.#saidBefore.push(running.said);
    this.#processes.delete(side);
  }

  /** The id of a running process. */
  processId(side: "broker" | "gate"): number {
    return this.#processes.get(side)?.id ?? 0;
  }

  /** Two unsealers bring their shares. */
  async unseal(): Promise<void> {
    for (const name of ["ann", "bob"] as const) await this.json(name, ["broker", "unseal"]);
  }

  async run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, input = ""): Promise<Ran> {
    const ran = await runInProcess(argv, { cwd: this.cwd, env, input });
    this.heard.push({ argv, ...ran });
    return ran;
  }

  /** The same as one of the people, through the go-between. */
  as(name: Name, argv: readonly string[], input = ""): Promise<Ran> {
    const env = {
      ROOTWARD_IDENTITY: this.path(name),
      ROOTWARD_PASSPHRASE_FILE: this.path(`${name}.words`),
      ROOTWARD_GATE: `http://localhost:${this.http.port}`,
    };
    return this.run(argv, env, input);
  }

  /** A command that must succeed. */
  async must(argv: readonly string[]): Promise<Ran> {
    return succeeded(argv, await this.run(argv));
  }

  /** What one of the people gets as JSON; the command must succeed. */
  async json(name: Name, argv: readonly string[], input = ""): Promise<Record<string, unknown>> {
    const ran = succeeded(argv, await this.as(name, [...argv, "-f", "json"], input));
    return JSON.parse(ran.out) as Record<string, unknown>;
  }

  /** Brings an account's password as Ann and its seed (base32) as Bob. */
  async bring(account: string, name: string, password: string, seed: string): Promise<void> {
    await this.json(
      "ann",
      ["vault", "add", "--account", account, "--name", name, "--password-file", "-", "--generated"],
      `${password}\n`,
    );
    await this.json("bob", ["vault", "add", "--account", account, "--seed"], `${seed}\n`);
  }

  /** Cleo asks; the id of the request. */
  async request(account: string, name: Name = "cleo"): Promise<string> {
    return String((await this.json(name, ["bg", "request", account, "--reason", "lockout"]))["requestId"]);
  }

  approve(name: Name, requestId: string): Promise<Record<string, unknown>> {
    return this.json(name, ["bg", "approve", requestId]);
  }

  /** A request that Ann and Bob approved. */
  async granted(account: string): Promise<string> {
    const requestId = await this.request(account);
    await this.approve("ann", requestId);
    await this.approve("bob", requestId);
    return requestId;
  }

  async password(requestId: string): Promise<string> {
    return succeeded(["bg", "password"], await this.as("cleo", ["bg", "password", requestId])).out.trimEnd();
  }

  async code(requestId: string): Promise<string> {
    return String((await this.json("cleo", ["bg", "code", requestId]))["code"]);
  }

  async close(requestId: string): Promise<void> {
    await this.json("cleo", ["bg", "close", requestId, "--statement", "done"]);
  }

  /** Changes fields of a JSON file. */
  edit(name: string, change: object): void {
    const path = this.path(name);
    const edited = { ...(JSON.parse(readFileSync(path, "utf8")) as object), ...change };
    chmodSync(path, 0o600);
    writeFileSync(path, JSON.stringify(edited, null, 2));
  }

  async end(): Promise<void> {
    await this.stop("gate");
    await this.stop("broker");
    this.http.close();
    this.lines.close();
    rmSync(this.cwd, { recursive: true, force: true });
  }
}

function succeeded(argv: readonly string[], ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(`rootward ${argv.join(" ")} ended with ${ran.code}\n${ran.out}${ran.err}`);
  return ran;
}
