// A gate with a broker behind it, in memory: it answers by the contract with real signatures, real age files and a real
// log, and keeps no rule of its own. A test changes what it says and sees whether the client notices.
import { randomBytes } from "node:crypto";
import { toBase64url } from "../../../src/domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../src/domain/crypto/canonical-json.ts";
import type { ReleaseRule } from "../../../src/domain/custody/documents/release-policy-document.ts";
import type { RequestDocument } from "../../../src/domain/custody/documents/request-document.ts";
import type { RosterDocument, Role } from "../../../src/domain/custody/documents/roster-document.ts";
import {
  type CustodyDocument,
  readCustodyDocument,
  readCustodyDocumentOf,
} from "../../../src/domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../../src/domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../../src/domain/custody/protocol/stored-split.ts";
import { bytesOf, type SignedWire, toSignedWire } from "../../../src/domain/custody/protocol/signed-wire.ts";
import { age } from "../../../src/world/sealing/age.ts";
import { shamir } from "../../../src/world/sealing/shamir.ts";
import type { AgeKeyPair } from "../../../src/world/sealing/sealing.ts";
import type { ClientDeps } from "../../../src/app/custody/client/ports/client-deps.ts";
import type {
  Gate,
  Released,
  SealedPassword,
  ShownAccount,
  ShownRequest,
  ShownVersion,
} from "../../../src/app/custody/client/ports/gate.ts";
import type { Door } from "../../../src/app/custody/client/ports/door.ts";
import { enter, type Entered } from "../../../src/app/custody/client/signing/enter.ts";
import { decision, hashName, policy, roster, rule, signedBy } from "../people.ts";
import { brokerSigned, freshNonce, receiptFor, StandInLog } from "./stand-in-broker.ts";
import { standInPerson, type StandInPerson } from "./stand-in-person.ts";

const peopleRoles: Readonly<Record<string, readonly Role[]>> = {
  jane: ["approver", "custodian", "requester", "unsealer"],
  omar: ["approver", "custodian", "operator-p", "requester", "unsealer"],
  ana: ["approver", "custodian", "operator-s", "requester"],
};

/** What a test may change between two calls. */
export interface Lies {
  status?: (shown: Awaited<ReturnType<Gate["status"]>>) => Awaited<ReturnType<Gate["status"]>>;
  chains?: (shown: Awaited<ReturnType<Gate["chains"]>>) => Awaited<ReturnType<Gate["chains"]>>;
  request?: (shown: ShownRequest) => ShownRequest;
  release?: (released: Released, ask: string) => Released;
}

/** The stand-in with its people. */
export interface StandIn {
  readonly people: Readonly<Record<"jane" | "omar" | "ana", StandInPerson>>;
  readonly clock: { ms: number };
  readonly brokerLog: StandInLog;
  readonly gateLog: StandInLog;
  readonly lies: Lies;
  readonly gate: Gate;
  readonly door: Door;
  readonly bootKey: AgeKeyPair;
  readonly roster: RosterDocument;
  readonly accounts: ShownAccount[];
  readonly requests: Map<string, ShownRequest>;
  /** What was sent, by the name of the call. */
  readonly sent: { readonly call: string; readonly body: unknown }[];
  readonly passwords: SealedPassword[];
  /** Answers to asks, in order; the last one stays. */
  releases: ((ask: {
    readonly hash: string;
    readonly request: RequestDocument;
    readonly n: number;
  }) => Promise<Released>)[];
  /** Answers to the asks of a pair. */
  pair: (ask: {
    readonly hash: string;
    readonly documentHash: string;
    readonly recipient: string;
    readonly n: number;
  }) => Promise<BrokerReply<"release">>;
  seedSplit: StoredSplit | undefined;
  requestKey: AgeKeyPair | undefined;
  passwordSplit: StoredSplit | null;
  unsealing: StoredSplit | undefined;
  tagKey: string | null;
  readonly deps: (id: "jane" | "omar" | "ana") => ClientDeps;
  readonly enter: (id: "jane" | "omar" | "ana") => Promise<Entered>;
  readonly version: (
    document: CustodyDocument,
    signers: readonly string[],
    state?: ShownVersion["state"],
  ) => ShownVersion;
  readonly rosters: ShownVersion[];
  readonly policies: ShownVersion[];
  readonly receipt: (
    docHash: string,
    verb?: "apply" | "release" | "prepare" | "unseal",
    what?: string,
  ) => ReturnType<typeof brokerSigned>;
}

/** A running stand-in; `change` changes the one rule of its release policy. */
export async function standIn(change: Partial<ReleaseRule> = {}): Promise<StandIn> {
  const clock = { ms: 1_795_230_100_000 };
  const now = (): number => Math.floor(clock.ms / 1000);
  const made = await Promise.all(
    Object.entries(peopleRoles).map(([id, roles]) => standInPerson(id, roles, () => clock.ms)),
  );
  const [jane, omar, ana] = made as [StandInPerson, StandInPerson, StandInPerson];
  const first = roster({ persons: made.map((each) => each.roster), kitRecipients: {}, at: now() - 60 });
  const firstPolicy = policy([rule({ breakSeal: { allowed: false, delay: 1800 }, ...change })], { at: now() - 60 });
  const version: StandIn["version"] = (document, signers, state = "in-force") => ({
    document: toBase64url(canonicalBytes(document)),
    approvals: signers.map((id) => {
      const signer = made.find((each) => each.id === id);
      if (signer === undefined) throw new Error(id);
      const at = readCustodyDocument(canonicalBytes(document)).document;
      const signedAt = ("at" in at ? at.at : 0) + 5;
      return toSignedWire(signedBy(id, decision(signer.roster, hashName(document), { at: signedAt, brokerKey: "" })));
    }),
    acceptedAt: "at" in document ? document.at + 20 : 0,
    state,
  });
  const everybody = made.map(({ id }) => id);
  const brokerLog = new StandInLog("broker");
  const gateLog = new StandInLog("gate");
  brokerLog.append("broker.boot");
  const bootKey = await age.newX25519();
  const lies: Lies = {};
  const requests = new Map<string, ShownRequest>();
  const sent: StandIn["sent"] = [];
  const rosters = [version(first, everybody)];
  const policies = [version(firstPolicy, everybody)];
  const receipt: StandIn["receipt"] = (docHash, verb = "apply", what = "test") =>
    brokerSigned(receiptFor({ verb, what, docHash }, now(), brokerLog.carried()));
  const hashOf = (wire: SignedWire): string => readCustodyDocument(bytesOf(wire.document)).hash;
  const brokerStatus = () => ({
    status: "done" as const,
    signed: brokerSigned({
      type: "rw.status/v1",
      deployment: "acme",
      nonce: freshNonce(),
      at: now(),
      state: stand.unsealing === undefined ? "unsealed" : "sealed",
      why: [],
      program: "0.1.0",
      separation: "users",
      hostId: freshNonce(),
      bootId: freshNonce(),
      bootKey: bootKey.recipient,
      rosterHash: readCustodyDocument(bytesOf(rosters.findLast(({ state }) => state === "in-force")?.document ?? ""))
        .hash,
      releasePolicyHash: readCustodyDocument(bytesOf(policies.at(-1)?.document ?? "")).hash,
      clock: "known",
      skewMs: 0,
      clockOffsetMs: 0,
      brokerCheckpoint: brokerLog.carried(),
    }),
    ...(stand.unsealing === undefined ? {} : { unsealing: stand.unsealing }),
  });
  const noted = <T>(call: string, body: unknown, reply: T): Promise<T> => {
    sent.push({ call, body });
    return Promise.resolve(reply);
  };
  const applied = (wire: SignedWire) => ({ status: "done" as const, receipt: receipt(hashOf(wire)) });
  const known = (requestId: string): ShownRequest => {
    const found = requests.get(requestId);
    if (found === undefined) throw new Error(`no request ${requestId}`);
    return found;
  };
  const gate: Gate = {
    status: () => {
      const note = gateLog.note();
      const shown = {
        deployment: "acme",
        gate: {
          state: "open" as const,
          why: [],
          ...(note === null ? {} : { checkpoint: toBase64url(note) }),
          noticesWaiting: 0,
        },
        broker: brokerStatus(),
        rosterHash: "",
        releasePolicyHash: "",
      };
      return Promise.resolve(lies.status?.(shown) ?? shown);
    },
    signIn: (signed) => noted("signIn", signed, undefined),
    chains: () => {
      const shown = { roster: rosters, releasePolicy: policies };
      return Promise.resolve(lies.chains?.(shown) ?? shown);
    },
    consistency: (log, from, to) => Promise.resolve((log === "gate" ? gateLog : brokerLog).consistency(from, to)),
    accounts: () => Promise.resolve(stand.accounts),
    putAccount: (...body) => noted("putAccount", body, undefined),
    createRequest: (signed, reason) => {
      const { document, hash } = readCustodyDocumentOf("rw.request/v1", bytesOf(signed.document));
      const { requestId, account } = document;
      brokerLog.append("request.created", { account, request: requestId, d: { requestHash: hash } });
      const brokerKey =
        stand.requestKey === undefined
          ? {}
          : {
              brokerKey: brokerSigned({
                type: "rw.broker-key/v1",
                deployment: "acme",
                nonce: freshNonce(),
                at: now(),
                account,
                requestHash: hash,
                recipient: stand.requestKey.recipient,
                notAfter: document.expiresAt,
                brokerCheckpoint: brokerLog.carried(),
              }),
            };
      const prepared = {
        status: "done" as const,
        ...brokerKey,
        ...(stand.seedSplit === undefined ? {} : { split: stand.seedSplit }),
        receipt: receipt(hash, "prepare"),
      };
      requests.set(requestId, {
        requestId,
        requestHash: hash,
        account,
        accountName: document.accountName,
        person: document.requester.person,
        purpose: document.purpose,
        createdAt: document.createdAt,
        expiresAt: document.expiresAt,
        phase: "pending",
        flags: [],
        windowEnds: null,
        dueAt: null,
        codesUsed: 0,
        maxCodes: document.maxCodes,
        signed,
        reason,
        prepared,
        approvals: [],
        missing: [{ group: "security", have: 0, need: 2 }],
        tooManyCli: false,
        notices: [],
        passwordShares: stand.passwordSplit,
      });
      return noted("createRequest", { signed, reason }, { requestId, requestHash: hash, prepared });
    },
    requests: () => Promise.resolve([...requests.values()]),
    request: (requestId) => {
      const shown = known(requestId);
      return Promise.resolve(lies.request?.(shown) ?? shown);
    },
    decide: (requestId, signed, shares) => {
      const shown = known(requestId);
      const approvals = [...shown.approvals, signed];
      const isReady = approvals.length === 2;
      requests.set(requestId, { ...shown, approvals, phase: isReady ? "ready" : "pending" });
      return noted(
        "decide",
        { signed, shares },
        {
          phase: isReady ? ("ready" as const) : ("pending" as const),
          missing: isReady ? [] : [{ group: "security", have: 1, need: 2 }],
          tooManyCli: false,
          ...(isReady ? { submitted: { status: "done" as const, receipt: receipt(shown.requestHash) } } : {}),
        },
      );
    },
    step: (requestId, step, signed) =>
      noted(step, { requestId, signed }, { phase: "withdrawn" as const, reply: applied(signed) }),
    close: (requestId, signed, statement) =>
      noted("close", { requestId, signed, statement }, { phase: "closed" as const, reply: applied(signed) }),
    release: async (requestId, signed) => {
      const shown = known(requestId);
      const { document, hash } = readCustodyDocumentOf("rw.ask/v1", bytesOf(signed.document));
      const request = readCustodyDocumentOf("rw.request/v1", bytesOf(shown.signed.document)).document;
      sent.push({ call: "release", body: signed });
      const [answer] = stand.releases.length > 1 ? stand.releases.splice(0, 1) : stand.releases;
      if (answer === undefined) throw new Error("nothing is released");
      const released = await answer({ hash, request, n: document.n });
      return lies.release?.(released, hash) ?? released;
    },
    releaseUnder: async (documentHash, signed) => {
      const { document, hash } = readCustodyDocumentOf("rw.ask/v1", bytesOf(signed.document));
      const under = stand.sent
        .map(({ body }) => body as { signed?: SignedWire })
        .find(({ signed: of }) => of !== undefined && hashOf(of) === documentHash);
      const pair = readCustodyDocumentOf("rw.enrol-pair/v1", bytesOf(under?.signed?.document ?? "")).document;
      sent.push({ call: "releaseUnder", body: signed });
      return stand.pair({ hash, documentHash, recipient: pair.recipientS, n: document.n });
    },
    exportUnder: () => Promise.reject(new Error("the stand-in exports nothing")),
    takeOwn: async (signed) => {
      await noted("takeOwn", { signed }, undefined);
    },
    unseal: (signed, share) =>
      noted(
        "unseal",
        { signed, share },
        { status: "done" as const, have: 1, need: 2, isUnsealed: false, receipt: receipt(hashOf(signed), "unseal") },
      ),
    submit: (document) =>
      noted("submit", document, {
        status: "done" as const,
        receipt: receipt(readCustodyDocument(bytesOf(document.signed?.document ?? document.document ?? "")).hash),
      }),
    propose: (document) => noted("propose", document, "hash"),
    proposals: () => Promise.resolve([]),
    approveProposal: () => Promise.reject(new Error("not asked")),
    putPassword: (sealed) => {
      stand.passwords.push(sealed);
      return noted("putPassword", sealed, { sameAs: [] });
    },
    tagKey: () => Promise.resolve(stand.tagKey),
    putTagKey: (file) => {
      stand.tagKey = file;
      return noted("putTagKey", file, undefined);
    },
  };
  const door: Door = {
    status: () => Promise.resolve(brokerStatus()),
    log: (from, max) =>
      Promise.resolve({
        status: "done",
        entries: brokerLog.entries.slice(from, from + max).map((entry) => toBase64url(entry)),
        size: brokerLog.entries.length,
      }),
    apply: (signed) => noted("door", signed, applied(signed)),
  };
  const deps: StandIn["deps"] = (id) => ({
    gate,
    self: { jane, omar, ana }[id].identity,
    age,
    shamir,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    nowMs: () => clock.ms,
  });
  const genesis = hashName(first);
  const stand: StandIn = {
    people: { jane, omar, ana },
    clock,
    brokerLog,
    gateLog,
    lies,
    gate,
    door,
    bootKey,
    roster: first,
    accounts: [
      { account: "aws:123456789012", name: "prod-payments", email: null, P: null, S: null, rule: "default" },
      { account: "aws:210987654321", name: "staging", email: null, P: null, S: null, rule: "default" },
    ],
    requests,
    sent,
    passwords: [],
    releases: [],
    pair: () => Promise.reject(new Error("no pair")),
    seedSplit: undefined,
    requestKey: undefined,
    passwordSplit: null,
    unsealing: undefined,
    tagKey: null,
    deps,
    enter: (id) => enter(deps(id), genesis),
    version,
    rosters,
    policies,
    receipt,
  };
  return stand;
}
