// A whole broker over real files, with people who have real keys, and a clock that the test sets.
import { createHash, randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliKey, now, person, policy, rule, seedOf, signedBy, spkiOf } from "../../../test/custody/people.ts";
import * as people from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import { ed25519Spki } from "../../domain/crypto/self-signed-certificate.ts";
import type { StatusDocument } from "../../domain/custody/documents/broker-documents.ts";
import type { Signer } from "../../domain/custody/documents/fields.ts";
import { type CustodyDocument, readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import type { ReleaseRule } from "../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument, RosterPerson } from "../../domain/custody/documents/roster-document.ts";
import { readFrame, writeFrame } from "../../domain/custody/frame/frame.ts";
import {
  brokerReplySchema,
  type BrokerReply,
  type BrokerVerb,
  type StoredSplit,
} from "../../domain/custody/protocol/broker-reply.ts";
import type { BrokerRequest } from "../../domain/custody/protocol/broker-request.ts";
import { type CodeAnswer, readCodeAnswer } from "../../domain/custody/protocol/code-answer.ts";
import type { Genesis } from "../../domain/custody/protocol/genesis.ts";
import { type LogEntry, readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { bytesOf, type SignedWire, toSignedWire } from "../../domain/custody/protocol/signed-wire.ts";
import { carry } from "../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { printVerifierKey, verifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { publicKeyOf } from "../../domain/crypto/ed25519.ts";
import type { Skew } from "../../world/clock/skew.ts";
import type { CustodyLog } from "../../world/ledger-files/custody-log.ts";
import { openLog } from "../../world/ledger-files/open-log.ts";
import type { LogDisk } from "../../world/ledger-files/log-disk.ts";
import { age } from "../../world/sealing/age.ts";
import type { AgeKeyPair } from "../../world/sealing/sealing.ts";
import { shamir } from "../../world/sealing/shamir.ts";
import type { BrokerStore } from "../../world/store/broker/broker-store.ts";
import { openBrokerStore } from "../../world/store/broker/open-broker-store.ts";
import type { BrokerDeps } from "./broker-deps.ts";
import { initBroker } from "./init-broker.ts";
import { type Broker, openBroker } from "./open-broker.ts";
import { shutLog } from "./shut-log.ts";

/** The account of most tests, and another one. */
export const account = "aws:123456789012";
/** A second account. */
export const otherAccount = "aws:210987654321";
/** The seed of the account. */
export const seed = utf8("12345678901234567890123456789012");
const origin = "rootward.example/acme/broker";
const hash = (bytes: Uint8Array): string => toBase64url(new Uint8Array(createHash("sha256").update(bytes).digest()));

/** Everything that a test may set before the broker starts. */
export interface TestSetting {
  readonly rules?: readonly ReleaseRule[];
  readonly roster?: Partial<RosterDocument>;
  readonly solo?: boolean;
}

/** One person's two age identities. */
interface Vaults {
  readonly P: AgeKeyPair;
  readonly S: AgeKeyPair;
}

/** A request as its requester made it. */
export interface TestRequest {
  readonly wire: SignedWire;
  readonly document: Extract<CustodyDocument, { type: "rw.request/v1" }>;
  readonly hash: string;
  readonly keyS: AgeKeyPair;
}

/** What a running broker and its clients are made of. */
export class TestBroker {
  readonly directory = mkdtempSync(join(tmpdir(), "rootward-broker-"));
  readonly clock = { ms: now * 1000, nowMs: (): number => this.clock.ms };
  readonly vaults = new Map<string, Vaults>();
  skew: Skew = { state: "known", skewMs: 0, sources: [] };
  roster: RosterDocument;
  rosterHash = "";
  policyHash = "";
  /** Wraps what the broker runs on, to let it fail. */
  wrap: (deps: BrokerDeps) => BrokerDeps = (deps) => deps;
  disk: LogDisk | undefined;
  told: string[] = [];
  isRouteUp = true;
  #parts: { broker: Broker; store: BrokerStore; log: CustodyLog } | null = null;
  #setting: TestSetting;

  private constructor(setting: TestSetting, vaults: ReadonlyMap<string, Vaults>) {
    this.#setting = setting;
    this.vaults = new Map(vaults);
    const of = (id: string, change: Partial<RosterPerson> = {}): RosterPerson => {
      const keys = vaults.get(id);
      return person(id, {
        recipientP: keys?.P.recipient ?? "",
        recipientS: keys?.S.recipient ?? "",
        doorSpki: hash(ed25519Spki(seedOf(`door ${id}`))),
        ...change,
      });
    };
    const persons = [
      of("jane", { roles: ["requester"] }),
      of("omar", { roles: ["approver", "custodian", "requester", "unsealer"] }),
      of("ana", { roles: ["approver", "custodian", "unsealer"] }),
      of("carl", { roles: ["approver", "custodian", "unsealer"] }),
      of("otto", { roles: ["operator-s"] }),
      of("olga", { roles: ["operator-s"] }),
      of("paul", { roles: ["operator-p"] }),
    ];
    this.roster = people.roster({
      persons,
      groups: [{ name: "security", members: ["ana", "carl", "omar"] }],
      broker: { spki: spkiOf("broker"), doorSpki: hash(ed25519Spki(seedOf("door"))) },
      logKeys: {
        gate: printVerifierKey(verifierKey("log", "rootward.example/acme/gate", publicKeyOf(seedOf("gate log")))),
        broker: printVerifierKey(verifierKey("log", origin, publicKeyOf(seedOf("broker log")))),
      },
      kitRecipients: {},
      ...setting.roster,
    });
  }

  /** A broker that was initialised and started, still sealed. */
  static async make(setting: TestSetting = {}): Promise<TestBroker> {
    const vaults = new Map<string, Vaults>();
    for (const id of ["jane", "omar", "ana", "carl", "otto", "olga", "paul"]) {
      vaults.set(id, { P: await age.newX25519(), S: await age.newX25519() });
    }
    const made = new TestBroker(setting, vaults);
    await made.init();
    await made.start();
    return made;
  }

  /** One that was unsealed and holds the account's seed. */
  static async ready(setting: TestSetting = {}): Promise<TestBroker> {
    const made = await TestBroker.make(setting);
    await made.unseal();
    await made.enrol();
    return made;
  }

  get broker(): Broker {
    if (this.#parts === null) throw new Error("not started");
    return this.#parts.broker;
  }

  get store(): BrokerStore {
    if (this.#parts === null) throw new Error("not started");
    return this.#parts.store;
  }

  get log(): CustodyLog {
    if (this.#parts === null) throw new Error("not started");
    return this.#parts.log;
  }

  /** The same moment in seconds. */
  get now(): number {
    return Math.floor(this.clock.ms / 1000);
  }

  genesis(): { genesis: Genesis; policy: CustodyDocument } {
    const { rules, solo } = this.#setting;
    const releasePolicy = policy(rules ?? [rule()], { solo: solo ?? false });
    const signed = (document: CustodyDocument) => ({
      document: toBase64url(canonicalBytes(document)),
      approvals: this.roster.persons.map(({ id }) => this.decide(id, people.hashName(document))),
    });
    return {
      genesis: { v: 1, roster: signed(this.roster), releasePolicy: signed(releasePolicy) },
      policy: releasePolicy,
    };
  }

  async init(): Promise<void> {
    const { genesis, policy: releasePolicy } = this.genesis();
    this.rosterHash = people.hashName(this.roster);
    this.policyHash = people.hashName(releasePolicy);
    let made: BrokerStore | null = null;
    await initBroker({
      deployment: "acme",
      separation: this.roster.separation,
      own: { spki: this.roster.broker.spki, doorSpki: this.roster.broker.doorSpki, logKey: this.roster.logKeys.broker },
      genesis,
      rosterHash: this.rosterHash,
      nowSeconds: this.now,
      age,
      shamir,
      random: (length) => new Uint8Array(randomBytes(length)),
      keepKek: null,
      makeStore: () => {
        made = openBrokerStore({ ...this.place(), create: true }).store;
        return made;
      },
    });
    (made as BrokerStore | null)?.close();
  }

  place(directory = this.directory): { file: string; hostIdFile: string } {
    return { file: join(directory, "data", "broker.db"), hostIdFile: join(this.directory, "host-id") };
  }

  async start(): Promise<void> {
    const opened = openBrokerStore(this.place());
    const epoch = opened.store.facts.get("log-epoch");
    const end = typeof epoch === "number" ? `.${epoch}` : "";
    const key = { name: `${origin}${end}`, seed: new Secret(seedOf("broker log")) };
    const disk = this.disk === undefined ? {} : { disk: this.disk };
    const found = openLog({ directory: join(this.directory, "data", `ledger${end}`), key, ...disk });
    const log = found.status === "open" ? found.log : shutLog(key);
    const deps: BrokerDeps = {
      deployment: "acme",
      program: "0.0.0",
      separation: this.roster.separation,
      hostId: opened.hostId,
      hasDoor: true,
      store: opened.store,
      adopt: opened.adopt,
      log,
      age,
      shamir,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      signKey: new Secret(seedOf("broker")),
      askTime: async () => this.skew,
      tell: async (text) => {
        this.told.push(text);
        return this.isRouteUp;
      },
    };
    const shut = found.status === "open" ? null : found.row.code;
    const stopped = opened.status === "copied" ? "BROKER_STORE_COPIED" : shut;
    const broker = await openBroker(this.wrap(deps), stopped);
    this.#parts = { broker, store: opened.store, log };
  }

  /** Ends as a process that is killed does: files are left as they are. */
  crash(): void {
    this.#parts?.log.close();
    this.#parts?.store.close();
    this.#parts = null;
  }

  async restart(): Promise<void> {
    this.crash();
    await this.start();
  }

  /** Copies everything on disk, or puts such a copy back; the broker must be down. */
  copyTo(to: string): void {
    rmSync(to, { recursive: true, force: true });
    cpSync(join(this.directory, "data"), to, { recursive: true });
  }

  remove(): void {
    this.crash();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async ask<V extends BrokerVerb>(verb: V, line: object, from: "gate" | "door" = "gate"): Promise<BrokerReply<V>> {
    const request = { ...line, verb: "document" in line ? "apply-quorum" : verb } as BrokerRequest;
    const reply = await this.broker.handle(request, from);
    // Every reply is one that clients read.
    return brokerReplySchema(verb).parse(JSON.parse(JSON.stringify(reply)));
  }

  async status(): Promise<StatusDocument & { split: StoredSplit | undefined }> {
    const reply = await this.ask("status", {});
    if (reply.status === "refused") throw new Error(reply.error);
    const { document } = readCustodyDocumentOf("rw.status/v1", bytesOf(reply.signed.document));
    return { ...document, split: reply.unsealing };
  }

  signer(id: string): Signer {
    return { person: id, cred: cliKey(id).credId, via: "cli", authTime: this.now - 5 };
  }

  common(): { deployment: string; nonce: string; at: number } {
    return { deployment: "acme", nonce: toBase64url(new Uint8Array(randomBytes(16))), at: this.now };
  }

  checkpoint(): typeof people.brokerCheckpoint {
    const latest = this.#parts?.log.latest ?? null;
    return latest === null ? people.brokerCheckpoint : carry(latest.checkpoint);
  }

  sign(id: string, document: CustodyDocument): SignedWire {
    return toSignedWire(signedBy(id, document));
  }

  decide(id: string, requestHash: string, change: object = {}): SignedWire {
    return this.sign(id, {
      type: "rw.approval/v1",
      ...this.common(),
      requestHash,
      decision: "approve",
      group: "",
      approver: this.signer(id),
      brokerKey: "",
      brokerCheckpoint: this.checkpoint(),
      ...change,
    });
  }

  /** Brings the share of one unsealer. */
  async bringShare(id: string, change: { index?: number; share?: string } = {}): Promise<BrokerReply<"unseal">> {
    const { bootKey, split } = await this.status();
    const stored = split?.shares.find(({ holder }) => holder === id);
    const plain = await age.decrypt(
      bytesOf(stored?.file ?? ""),
      this.vaults.get(id)?.S.identity ?? new Secret(new Uint8Array()),
    );
    const { splitId } = (split ?? { manifest: {} }).manifest as { splitId: string };
    const index = change.index ?? stored?.index ?? 0;
    const document = {
      type: "rw.unseal/v1" as const,
      ...this.common(),
      bootKey,
      splitId,
      index,
      unsealer: this.signer(id),
    };
    const share = change.share ?? toBase64url(await age.encrypt(plain, [bootKey]));
    return this.ask("unseal", { signed: this.sign(id, document), share });
  }

  async unseal(): Promise<void> {
    await this.bringShare("omar");
    const reply = await this.bringShare("ana");
    if (reply.status === "refused" || !reply.isUnsealed) throw new Error(JSON.stringify(reply));
  }

  async enrol(of = account, bytes = seed, change: object = {}, version = 1): Promise<BrokerReply<"apply">> {
    const { bootKey } = await this.status();
    const frame = writeFrame(
      { vault: "S", deployment: "acme", account: of, kind: "seed", version },
      new Secret(bytes.slice()),
    );
    const file = toBase64url(await age.encrypt(frame, [bootKey]));
    return this.ask("apply", {
      approvals: [],
      shares: [],
      signed: this.sign("otto", {
        type: version === 1 ? "rw.enrol/v1" : "rw.replace/v1",
        ...this.common(),
        account: of,
        version,
        origin: "import",
        seed: file,
        bootKey,
        operator: this.signer("otto"),
        brokerCheckpoint: this.checkpoint(),
        ...change,
      }),
    });
  }

  /** A request, signed. */
  async request(id = "jane", change: object = {}): Promise<TestRequest> {
    const keyS = await age.newX25519();
    const keyP = await age.newX25519();
    const { nonce, at } = this.common();
    const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const requestId = `01${Array.from(randomBytes(24), (byte) => letters.charAt(byte % 32)).join("")}`;
    const document = {
      type: "rw.request/v1" as const,
      deployment: "acme",
      account,
      nonce,
      createdAt: at,
      expiresAt: at + 1800,
      requestId,
      accountName: "prod-payments",
      capabilities: ["code" as const, "password" as const],
      purpose: "lockout" as const,
      reasonHash: hash(utf8("reason")),
      requester: this.signer(id),
      recipientP: keyP.recipient,
      recipientS: keyS.recipient,
      maxCodes: 3,
      ttlSeconds: 900,
      releasePolicyHash: this.policyHash,
      rosterHash: this.rosterHash,
      checkpoint: { origin: "rootward.example/acme/gate", size: 0, root: people.brokerCheckpoint.root },
      brokerCheckpoint: this.checkpoint(),
      ...change,
    };
    return { wire: this.sign(id, document), document, hash: people.hashName(document), keyS };
  }

  /** A request that the broker has prepared. */
  async prepared(id = "jane", change: object = {}): Promise<TestRequest> {
    const request = await this.request(id, change);
    const reply = await this.ask("prepare", { signed: request.wire });
    if (reply.status === "refused") throw new Error(`${reply.error} ${reply.detail}`);
    return request;
  }

  /** An approval of a request. */
  approval(id: string, { hash: requestHash, document }: TestRequest, change: object = {}): SignedWire {
    return this.decide(id, requestHash, { account: document.account, group: "security", ...change });
  }

  async grant(request: TestRequest, approvers: readonly string[] = ["omar", "ana"]): Promise<BrokerReply<"apply">> {
    const approvals = approvers.map((id) => this.approval(id, request));
    return this.ask("apply", { signed: request.wire, approvals, shares: [] });
  }

  /** A grant, READY. */
  async granted(id = "jane", change: object = {}): Promise<TestRequest> {
    const request = await this.prepared(id, change);
    const reply = await this.grant(request, id === "omar" ? ["ana", "carl"] : ["omar", "ana"]);
    if (reply.status === "refused") throw new Error(`${reply.error} ${reply.detail}`);
    return request;
  }

  askDocument(request: TestRequest, n = 1, change: object = {}): CustodyDocument {
    const { requester, account: of } = request.document;
    return {
      type: "rw.ask/v1",
      ...this.common(),
      account: of,
      requestHash: request.hash,
      what: "code",
      n,
      asker: this.signer(requester.person),
      brokerCheckpoint: this.checkpoint(),
      ...change,
    };
  }

  async release(request: TestRequest, n = 1, change: object = {}): Promise<BrokerReply<"release">> {
    const by = request.document.requester.person;
    return this.ask("release", { signed: this.sign(by, this.askDocument(request, n, change)) });
  }

  /** What is in a sealed answer. */
  async open(
    reply: BrokerReply<"release">,
    request: Pick<TestRequest, "keyS" | "document">,
    n = 1,
  ): Promise<CodeAnswer> {
    if (reply.status !== "done" || reply.sealed === undefined) throw new Error(JSON.stringify(reply));
    const frame = await age.decrypt(bytesOf(reply.sealed), request.keyS.identity);
    const { account: of } = request.document;
    const read = readFrame({ vault: "S", deployment: "acme", account: of, kind: "code", version: n }, frame);
    const answer = read.status === "read" ? readCodeAnswer(read.data) : null;
    if (answer === null) throw new Error(read.status);
    return answer;
  }

  /** The code of one ask, opened. */
  async code(request: TestRequest, n = 1): Promise<CodeAnswer> {
    return this.open(await this.release(request, n), request, n);
  }

  /** Says a word about a request: deny, veto, revoke. */
  async say(
    id: string,
    request: TestRequest,
    decision: string,
    from: "gate" | "door" = "gate",
  ): Promise<BrokerReply<"apply">> {
    const { account: of } = request.document;
    const signed = this.decide(id, request.hash, { decision, account: of });
    return this.ask("apply", { signed, approvals: [], shares: [] }, from);
  }

  /** Another document about a request by a person. */
  async act(
    id: string,
    request: TestRequest,
    type: "withdraw" | "close" | "break-seal" | "seen",
    from: "gate" | "door" = "gate",
  ) {
    const field = type === "seen" ? "custodian" : "requester";
    const document = {
      type: `rw.${type}/v1`,
      ...this.common(),
      account: request.document.account,
      requestHash: request.hash,
      [field]: this.signer(id),
      ...(type === "close" ? { statementHash: hash(utf8("done")) } : {}),
    } as unknown as CustodyDocument;
    return this.ask("apply", { signed: this.sign(id, document), approvals: [], shares: [] }, from);
  }

  /** A document of a quorum as it travels, and what it is called. */
  quorumDocument(document: CustodyDocument): { bytes: string; hash: string } {
    return { bytes: toBase64url(canonicalBytes(document)), hash: people.hashName(document) };
  }

  /** A quorum's document with the approvals of two. */
  async decideTogether(
    document: CustodyDocument,
    ids: readonly string[] = ["omar", "ana"],
    more: object = {},
  ): Promise<BrokerReply<"apply">> {
    const { bytes, hash } = this.quorumDocument(document);
    return this.ask("apply", {
      document: bytes,
      approvals: ids.map((id) => this.decide(id, hash)),
      shares: [],
      entries: [],
      ...more,
    });
  }

  phase({ document }: TestRequest): string {
    return this.store.requests.byId(document.requestId)?.state.phase ?? "none";
  }

  entries(): readonly LogEntry[] {
    return this.log
      .entries(0, 100_000)
      .map((bytes) => readLogEntry(bytes))
      .filter((entry) => entry !== null);
  }

  types(): readonly string[] {
    return this.entries().map(({ type }) => type);
  }
}

/** Which error a reply is; `done` or `wait` otherwise. */
export function errorOf(reply: BrokerReply<BrokerVerb>): string {
  return reply.status === "refused" ? reply.error : reply.status;
}

/** D of a document as others name it. */
export const hashOfDocument = people.hashName;

/** A time at the start of a step, so that nothing waits. */
export function atStepStart(ms: number): number {
  return Math.ceil(ms / 30_000) * 30_000;
}

/** Bytes of base64url. */
export function raw(text: string): Uint8Array {
  return fromBase64url(text) ?? new Uint8Array();
}
