// A whole broker over real files, with people who have real keys, and a clock that the test sets.
import { randomBytes } from "node:crypto";
import * as people from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { readFrame, writeFrame } from "../../domain/custody/frame/frame.ts";
import type { BrokerReply, BrokerVerb } from "../../domain/custody/protocol/broker-reply.ts";
import { type CodeAnswer, readCodeAnswer } from "../../domain/custody/protocol/code-answer.ts";
import { type LogEntry, readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { bytesOf, type SignedWire } from "../../domain/custody/protocol/signed-wire.ts";
import { age } from "../../world/sealing/age.ts";
import {
  account,
  hash,
  RunningBroker,
  seed,
  type TestRequest,
  type TestSetting,
  type Vaults,
} from "./running-broker-for-test.ts";
export { account, otherAccount, seed, type TestRequest, type TestSetting } from "./running-broker-for-test.ts";

/** The same with what its clients do. */
export class TestBroker extends RunningBroker {
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
