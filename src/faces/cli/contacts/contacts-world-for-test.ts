// A whole deployment with real processes (broker, gate, courier) before a pretend AWS and a mail server that keeps what it
// is sent. Commands run inside the test; the wait of the release policy is none, so that a plan may ask for one.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Name, RehearsalWorld } from "../../../../test/custody/client/rehearsal-world.ts";
import { environmentOf } from "../../../../test/scripts/stage.ts";
import { isolateEnvironment } from "../../../../test/support/collect-trial.ts";
import { courierArns, courierIds, loadCourier } from "../../../demo/organizations/load-courier.ts";
import type { OrganizationFile } from "../../../demo/organization-file.ts";
import { type PretendAws, startPretendAws } from "../../../demo/start-pretend-aws.ts";
import type { IssuedCredentials } from "../../../demo/state/credential-store.ts";
import { MailSink } from "../../../world/notify/sink-for-test.ts";
import { type Around, type Ran, runInProcess } from "../../../../test/scripts/run-in-process.ts";

const bin = fileURLToPath(new URL("../../../../bin/rootward.js", import.meta.url));

/** Members beside those of the file: more than one session policy has room for. */
export const manyIds = Array.from({ length: 40 }, (_, at) => `4000000000${String(at).padStart(2, "0")}`);

function withMany(file: OrganizationFile): OrganizationFile {
  const { [courierIds.bare]: like, ...others } = file.accounts;
  if (like === undefined) throw new Error(courierIds.bare);
  const many = manyIds.map((id) => [id, { ...like, name: `many-${id}`, email: `aws-root+${id}@fernwood.example` }]);
  return { ...file, accounts: { ...others, [courierIds.bare]: like, ...Object.fromEntries(many) } };
}

/** See the header. */
export class ContactsWorld {
  readonly mail = new MailSink();
  /** Every key that AWS handed out since the world stands. */
  readonly issued: IssuedCredentials[] = [];
  /** How many of them are sessions in which contacts can be changed. */
  sessions = 0;
  /** Called when one of those is handed out. */
  onSession = (): void => {};
  /** Everything that commands said. */
  heard = "";
  readonly aws: PretendAws;
  readonly #rehearsal: RehearsalWorld;
  #courier: ChildProcess | null = null;

  private constructor(aws: PretendAws, rehearsal: RehearsalWorld) {
    this.aws = aws;
    this.#rehearsal = rehearsal;
  }

  static async make(): Promise<ContactsWorld> {
    const aws = await startPretendAws({ organization: loadCourier(withMany) });
    const rehearsal = await RehearsalWorld.make((made) => {
      const file = join(made.cwd, "c/draft/release-policy.json");
      const policy = JSON.parse(readFileSync(file, "utf8")) as { rules: object[] };
      const rules = policy.rules.map((rule) => ({ ...rule, contactsWait: 0 }));
      writeFileSync(file, JSON.stringify({ ...policy, rules }));
      return Promise.resolve();
    });
    const made = new ContactsWorld(aws, rehearsal);
    await made.#addCourier();
    for (const name of ["ann", "bob"] as const)
      await made.must(name, ["broker", "unseal", "--gate", rehearsal.gateUrl]);
    await made.must("cleo", ["bg", "status", "--gate", rehearsal.gateUrl]);
    const issue = aws.state.credentials.issue.bind(aws.state.credentials);
    aws.state.credentials.issue = (principal, expiresAt) => {
      const keys = issue(principal, expiresAt);
      made.issued.push(keys);
      if (!JSON.stringify(principal).includes("RootwardContacts")) return keys;
      made.sessions++;
      made.onSession();
      return keys;
    };
    return made;
  }

  async #addCourier(): Promise<void> {
    const { cwd } = this.#rehearsal;
    await this.#rehearsal.stop("gate");
    await this.mail.listen();
    const gateFile = join(cwd, "c/gate/gate.json");
    const smtp = { kind: "smtp", name: "mail", host: "127.0.0.1", port: this.mail.port, tls: "none" };
    const route = { ...smtp, from: "rootward@fernwood.example", to: ["security@fernwood.example"] };
    const gate = JSON.parse(readFileSync(gateFile, "utf8")) as object;
    chmodSync(gateFile, 0o600);
    writeFileSync(
      gateFile,
      JSON.stringify({ ...gate, notify: { routes: [route] }, courier: { socket: "../run/courier.sock" } }),
    );
    const roster = JSON.parse(readFileSync(join(cwd, "c/draft/roster.json"), "utf8")) as { broker: { spki: string } };
    mkdirSync(join(cwd, "c/courier"), { mode: 0o700, recursive: true });
    const { rootTask, contacts, orgFeature } = courierArns;
    const courier = {
      deployment: "rehearsal-c",
      separation: "none",
      rehearsal: true,
      brokerSpki: roster.broker.spki,
      management: `aws:${courierIds.management}`,
      region: "us-east-1",
      endpointUrl: this.aws.url,
      roles: { rootTask, contacts, orgFeature },
      socket: "../run/courier.sock",
      foreignPaths: [],
    };
    writeFileSync(join(cwd, "c/courier/courier.json"), JSON.stringify(courier), { mode: 0o600 });
    await this.#startCourier();
    await this.#rehearsal.start("gate");
  }

  async #startCourier(): Promise<void> {
    const { PATH } = process.env;
    const env = { PATH, HOME: this.cwd, ...environmentOf(this.aws, courierArns.courier) };
    const args = [bin, "courier", "--config", join(this.cwd, "c/courier/courier.json")];
    const child = spawn(process.execPath, args, { cwd: this.cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    this.#courier = child;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
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

  /** A command as one of the people, with the operator's keys for reading AWS. */
  async as(name: Name, argv: readonly string[], around: Partial<Around> = {}): Promise<Ran> {
    isolateEnvironment();
    Object.assign(process.env, environmentOf(this.aws, courierArns.operator));
    const { cwd } = this;
    const env = { ROOTWARD_IDENTITY: join(cwd, name), ROOTWARD_PASSPHRASE_FILE: join(cwd, `${name}.words`) };
    try {
      const ran = await runInProcess(argv, { cwd, env, ...around });
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
  async json(
    name: Name,
    argv: readonly string[],
  ): Promise<{ readonly code: number; readonly said: Record<string, unknown> }> {
    const { code, out, err } = await this.as(name, [...argv, "-f", "json"]);
    try {
      return { code, said: JSON.parse(out) as Record<string, unknown> };
    } catch {
      throw new Error(`rootward ${argv.join(" ")} ended with ${code}\n${out}${err}`);
    }
  }

  write(name: string, text: string, mode = 0o600): void {
    writeFileSync(join(this.cwd, name), text);
    chmodSync(join(this.cwd, name), mode);
  }

  read(name: string): string {
    return readFileSync(join(this.cwd, name), "utf8");
  }

  /** Every file of the deployment and of the people, as text. */
  files(): ReadonlyMap<string, string> {
    const names = readdirSync(this.cwd, { recursive: true, encoding: "utf8" });
    const plain = names.filter((name) => statSync(join(this.cwd, name), { throwIfNoEntry: false })?.isFile() === true);
    return new Map(plain.map((name) => [name, readFileSync(join(this.cwd, name), "latin1")]));
  }

  async endCourier(): Promise<void> {
    const courier = this.#courier;
    if (courier === null || courier.exitCode !== null) return;
    const ended = new Promise((resolve) => courier.once("exit", resolve));
    courier.kill("SIGTERM");
    await ended;
  }

  async end(): Promise<void> {
    await this.endCourier();
    await this.#rehearsal.end();
    await this.mail.close();
    await this.aws.close();
  }
}
