// A whole gate over real files and HTTP, before the broker's real core on a real socket.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { seedOf } from "../../../test/custody/people.ts";
import { account, TestBroker, type TestRequest, type TestSetting } from "../../app/broker/broker-for-test.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { concat, utf8 } from "../../domain/crypto/bytes.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import { sealEnvelope } from "../../domain/custody/envelope/envelope.ts";
import { writeFrame } from "../../domain/custody/frame/frame.ts";
import { printGenesis } from "../../domain/custody/protocol/genesis.ts";
import { type GateClient, openGateClient } from "../../world/gate-client/open-gate-client.ts";
import { age } from "../../world/sealing/age.ts";
import { closeServer, listenOnSocket } from "../../world/lines/listen-for-lines.ts";
import { brokerLines } from "../broker/broker-lines.ts";
import { type GateRouteName, type GateRoutes, gateRoutes } from "../contract/gate-routes.ts";
import { callOf, type CallInput, type ParamsOf, type ReplyOf } from "../contract/route.ts";
import { readConfig } from "./config.ts";
import { type ServedGate, serveGate } from "./serve-gate.ts";
import { initGate } from "./start.ts";

/** The password of the account. */
export const password = "correct horse battery staple";
const salt = new Uint8Array(16).fill(7);
/** The reason of every test request. */
export const reason = { text: "SCP locked us out", salt: toBase64url(salt) };
const reasonHash = toBase64url(sha256(concat(salt, utf8(reason.text))));

/** A gate, its broker, and people who talk to it. */
export class TestGate {
  readonly broker: TestBroker;
  readonly said: string[] = [];
  #served: ServedGate | null = null;
  #socket: Server | null = null;
  readonly #notify: object;
  readonly #clients = new Map<string, { readonly client: GateClient; readonly url: string; readonly until: number }>();

  private constructor(broker: TestBroker, notify: object) {
    this.broker = broker;
    this.#notify = notify;
  }

  /** A gate that was founded and answers; the account is named and has a seed, unless `bare`. */
  static async make({
    notify = { routes: [] },
    bare = false,
    prepare = () => undefined,
    ...setting
  }: TestSetting & GateSetting = {}): Promise<TestGate> {
    const broker = await TestBroker.make({ ...setting, roster: { ...setting.roster } });
    const made = new TestGate(broker, notify);
    if (!bare) {
      await broker.unseal();
      await broker.enrol();
    }
    const { genesis } = broker.genesis();
    mkdirSync(made.directory, { recursive: true });
    prepare(made.directory);
    writeFileSync(join(made.directory, "genesis.json"), printGenesis(genesis));
    writeFileSync(join(made.directory, "kek"), toBase64url(seedOf("gate kek")), { mode: 0o400 });
    writeFileSync(join(made.directory, "log.key"), toBase64url(seedOf("gate log")), { mode: 0o400 });
    made.writeConfig({});
    initGate(made.config, join(made.directory, "genesis.json"), broker.rosterHash, broker.clock);
    await made.start();
    if (!bare) await made.call("olga", "putAccount", { account }, { name: "prod-payments", email: null });
    return made;
  }

  get directory(): string {
    return join(this.broker.directory, "gate");
  }

  get gate(): ServedGate["gate"] {
    return this.served.gate;
  }

  get served(): ServedGate {
    if (this.#served === null) throw new Error("not started");
    return this.#served;
  }

  get url(): string {
    return `http://127.0.0.1:${this.served.address.port}`;
  }

  get config() {
    return readConfig(join(this.directory, "gate.json"));
  }

  writeConfig(change: object): void {
    const config = {
      deployment: "acme",
      host: "rootward.example",
      separation: "users",
      data: "data",
      kek: "kek",
      logKey: "log.key",
      listen: { host: "127.0.0.1", port: 0 },
      publicUrl: "https://rootward.example",
      broker: { socket: "../broker.sock" },
      foreignPaths: [],
      notify: this.#notify,
      limits: { perAddress: 100_000, perPerson: 100_000, signIns: 100_000 },
      ...change,
    };
    writeFileSync(join(this.directory, "gate.json"), JSON.stringify(config));
  }

  async start(): Promise<void> {
    await this.listen();
    this.#served = await serveGate(this.config, (line) => void this.said.push(line), this.broker.clock);
  }

  /** The broker's socket, for a broker that was started anew. */
  async listen(): Promise<void> {
    if (this.#socket !== null) closeServer(this.#socket);
    this.#socket = await listenOnSocket(
      join(this.broker.directory, "broker.sock"),
      brokerLines(this.broker.broker, "gate"),
    );
  }

  /** The broker's socket goes away, as when its process ends. */
  hangUp(): void {
    if (this.#socket !== null) closeServer(this.#socket);
    this.#socket = null;
  }

  async stop(): Promise<void> {
    await this.#served?.stop();
    this.#served = null;
  }

  async remove(): Promise<void> {
    await this.stop();
    this.hangUp();
    this.broker.remove();
  }

  /** A client that nobody has signed in with. */
  get stranger(): GateClient {
    return openGateClient({ url: this.url });
  }

  /** A client with a session of this person; one session serves many calls. */
  async client(id: string): Promise<GateClient> {
    const known = this.#clients.get(id);
    if (known !== undefined && known.url === this.url && known.until > this.broker.now) return known.client;
    const document = { type: "rw.sign-in/v1" as const, ...this.broker.common(), signer: this.broker.signer(id) };
    const signed = this.broker.sign(id, document);
    const session = await this.stranger.call(callOf(gateRoutes.signIn, { params: {}, body: { signed } }));
    const client = this.stranger.signedIn(new Secret(session.token));
    this.#clients.set(id, { client, url: this.url, until: session.expiresAt });
    return client;
  }

  /** One call as this person. */
  async call<N extends GateRouteName>(
    id: string,
    name: N,
    params: Readonly<Record<ParamsOf<GateRoutes[N]["path"]>, string>>,
    body: CallInput<GateRoutes[N]>["body"],
  ): Promise<ReplyOf<GateRoutes[N]>> {
    const client = await this.client(id);
    return (await client.call(callOf(gateRoutes[name], { params, body } as never))) as ReplyOf<GateRoutes[N]>;
  }

  /** A request, made at the gate. */
  async request(id = "jane", change: object = {}): Promise<TestRequest> {
    const made = await this.broker.request(id, { reasonHash, ...change });
    await this.call(id, "createRequest", {}, { signed: made.wire, reason });
    return made;
  }

  /** An approval at the gate. */
  async approve(id: string, request: TestRequest, change: object = {}) {
    const signed = this.broker.approval(id, request, change);
    return await this.call(id, "decide", { id: request.document.requestId }, { signed, shares: {} });
  }

  /** A request with both approvals: READY. */
  async granted(id = "jane", change: object = {}): Promise<TestRequest> {
    const request = await this.request(id, change);
    await this.approve("omar", request);
    await this.approve("ana", request);
    return request;
  }

  /** A deny, veto or revoke at the gate. */
  async say(id: string, request: TestRequest, decision: "deny" | "veto" | "revoke") {
    const { account: of, requestId } = request.document;
    const signed = this.broker.decide(id, request.hash, { decision, account: of });
    return await this.call(id, "decide", { id: requestId }, { signed, shares: {} });
  }

  /** An ask at the gate. */
  async release(request: TestRequest, n = 1, change: object = {}) {
    const { requestId, requester } = request.document;
    const signed = this.broker.sign(requester.person, this.broker.askDocument(request, n, change));
    return await this.call(requester.person, "release", { id: requestId }, { signed });
  }

  /** The password as an operator seals it: to the requester alone. */
  async sealedPassword(version = 1, text = password) {
    const dek = new Secret(new Uint8Array(randomBytes(32)));
    const place = { vault: "P" as const, deployment: "acme", account, version };
    const nonce = new Uint8Array(randomBytes(12));
    const envelope = sealEnvelope({
      key: dek,
      place: { ...place, kind: "password" },
      nonce,
      plaintext: new Secret(utf8(text)),
    });
    const recipient = this.broker.vaults.get("jane")?.P.recipient ?? "";
    const file = await age.encrypt(writeFrame({ ...place, kind: "dek" }, dek), [recipient]);
    return {
      account,
      version,
      envelope: toBase64url(envelope),
      wrap: { kind: "standard" as const, file: toBase64url(file) },
      origin: "generated" as const,
    };
  }

  /** Puts the password into the vault. */
  async putPassword(version = 1) {
    return await this.call("paul", "putPassword", {}, await this.sealedPassword(version));
  }
}

/** What a test may set of the gate. */
export interface GateSetting {
  readonly notify?: object;
  readonly bare?: boolean;
  /** Puts files beside the configuration. */
  readonly prepare?: (directory: string) => void;
}
