// A whole broker over real files, with people who have real keys, and a clock that the test sets.
import { createHash, randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliKey, now, person, policy, rule, seedOf, signedBy, spkiOf } from "../../../test/custody/people.ts";
import * as people from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import { ed25519Spki } from "../../domain/crypto/ed25519-spki.ts";
import type { StatusDocument } from "../../domain/custody/documents/broker-documents.ts";
import type { Signer } from "../../domain/custody/documents/fields.ts";
import { type CustodyDocument, readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import type { ReleaseRule } from "../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument, RosterPerson } from "../../domain/custody/documents/roster-document.ts";
import { brokerReplySchema, type BrokerReply, type BrokerVerb } from "../../domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../domain/custody/protocol/stored-split.ts";
import type { BrokerRequest } from "../../domain/custody/protocol/broker-request.ts";
import type { Genesis } from "../../domain/custody/protocol/genesis.ts";
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
import { shutLog } from "../../world/ledger-files/custody-log.ts";

/** The account of most tests, and another one. */
export const account = "aws:123456789012";
/** A second account. */
export const otherAccount = "aws:210987654321";
/** The seed of the account. */
export const seed = utf8("12345678901234567890123456789012");
const origin = "rootward.example/acme/broker";
/** SHA-256 as documents hold it. */
export const hash = (bytes: Uint8Array): string =>
  toBase64url(new Uint8Array(createHash("sha256").update(bytes).digest()));

/** Everything that a test may set before the broker starts. */
export interface TestSetting {
  readonly rules?: readonly ReleaseRule[];
  readonly roster?: Partial<RosterDocument>;
  readonly solo?: boolean;
  /** Those who may approve; left out, omar, ana and carl. */
  readonly approvers?: readonly string[];
}

/** One person's two age identities. */
export interface Vaults {
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

/** A broker over real files, with a clock and people whose keys are real. */
export class RunningBroker {
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

  protected constructor(setting: TestSetting, vaults: ReadonlyMap<string, Vaults>) {
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
    const { approvers } = setting;
    const left = (each: RosterPerson): RosterPerson =>
      approvers === undefined || approvers.includes(each.id)
        ? each
        : { ...each, roles: each.roles.filter((role) => role !== "approver") };
    this.roster = people.roster({
      persons: persons.map(left),
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
}
