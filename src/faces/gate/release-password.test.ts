import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seedOf } from "../../../test/custody/people.ts";
import { coded } from "../../../test/custody/gate/coded.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import { documentMessage } from "../../domain/crypto/digest.ts";
import { signEd25519 } from "../../domain/crypto/ed25519.ts";
import type { ReceiptDocument } from "../../domain/custody/documents/broker-documents.ts";
import { readCustodyDocument, readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../domain/custody/protocol/broker-reply.ts";
import { bytesOf, type SignedWire } from "../../domain/custody/protocol/signed-wire.ts";
import { submitGrant } from "../../app/gate/requests/decide.ts";
import { account, type TestRequest } from "../../app/broker/broker-for-test.ts";
import { TestGate } from "./gate-for-test.ts";

const wants = { what: "password" };
let its: TestGate;
beforeEach(async () => {
  its = await TestGate.make();
  await its.putPassword();
});
afterEach(() => its.remove());

type Done = Extract<BrokerReply<"release">, { readonly status: "done" }>;

/** Lets the broker answer, and changes what the gate hears of a release. */
function between(change: (reply: Done) => BrokerReply<"release">): void {
  const { broker } = its.gate;
  const ask = async (request: Parameters<typeof broker.ask>[0]) => {
    const reply = await broker.ask(request);
    return request.verb === "release" && reply.status === "done" ? change(reply as Done) : reply;
  };
  Object.assign(its.gate, { broker: { ask } });
}

/** The receipt with other words, under the broker's own key. */
function resigned(reply: Done, change: Partial<ReceiptDocument>, key = "broker"): Done {
  const { document } = readCustodyDocumentOf("rw.receipt/v1", bytesOf(reply.receipt.document));
  const next = { ...document, ...change };
  const signature = toBase64url(signEd25519(seedOf(key), documentMessage(next)));
  return { ...reply, receipt: { document: toBase64url(canonicalBytes(next)), signature } };
}

/** What a broker in an attacker's hands would sign. */
function forgedReceipt({ document }: SignedWire): Done {
  const receipt = {
    type: "rw.receipt/v1" as const,
    ...its.broker.common(),
    account,
    verb: "release" as const,
    what: "password",
    docHash: readCustodyDocument(bytesOf(document)).hash,
    ok: true,
    error: "",
    logIndex: 0,
    brokerCheckpoint: its.broker.checkpoint(),
  };
  return resigned({ status: "done", receipt: { document: toBase64url(canonicalBytes(receipt)), signature: "" } }, {});
}

async function refusedWith(request: TestRequest): Promise<string> {
  return await coded(its.release(request, 1, wants));
}

function handedOut(): number {
  return its.gate.log.entries(0, 1000).filter((bytes) => Buffer.from(bytes).includes('"release.password"')).length;
}

describe("the password", () => {
  it("stays while there is no grant, whatever rows of approvals somebody writes into the gate's store", async () => {
    const request = await its.request();
    const { requestId } = request.document;
    const { store } = its.gate;
    const omar = its.broker.approval("omar", request);
    const forged = { ...omar, document: its.broker.approval("ana", request).document };
    const row = { requestHash: request.hash, decision: "approve" as const, shareP: null, shareS: null };
    store.transaction(() => {
      store.decisions.add({ ...row, hash: "x".repeat(43), person: "omar", signed: omar });
      store.decisions.add({ ...row, hash: "y".repeat(43), person: "ana", signed: forged });
      const kept = store.requests.byId(requestId);
      if (kept !== null) store.requests.put({ ...kept, projection: { ...kept.projection, phase: "ready" } });
    });
    const kept = store.requests.byId(requestId);
    if (kept === null) throw new Error("no request");
    expect(await submitGrant(its.gate, kept)).toMatchObject({ status: "refused" });
    expect(its.broker.phase(request)).toBe("pending");
    const released = await its.release(request, 1, wants);
    expect(released).toMatchObject({ kind: "answer", reply: { status: "refused", error: "CUSTODY_BAD_TRANSITION" } });
    // Even with a receipt under the broker's own key the gate finds no approvals.
    const { broker } = its.gate;
    const lying = async (line: Parameters<typeof broker.ask>[0]) =>
      line.verb === "release" ? forgedReceipt(line.signed) : await broker.ask(line);
    Object.assign(its.gate, { broker: { ask: lying } });
    expect(await refusedWith(request)).toBe("GATE_NOT_AUTHORISED");
    expect(handedOut()).toBe(0);
  });

  it("leaves for a receipt once: shown again it opens nothing", async () => {
    const request = await its.granted();
    const seen: Done[] = [];
    between((reply) => {
      seen.push(reply);
      return reply;
    });
    const { requestId } = request.document;
    const signed = its.broker.sign("jane", its.broker.askDocument(request, 1, wants));
    const ask = () => its.call("jane", "release", { id: requestId }, { signed });
    expect((await ask()).kind).toBe("password");
    // Whatever stands between broker and gate gives the same receipt for the same ask, and for another.
    const again = async (line: { readonly verb: string }) =>
      line.verb === "release" ? seen[0] : { status: "refused", error: "BROKER_BUSY", detail: "" };
    Object.assign(its.gate, { broker: { ask: again } });
    expect(await coded(ask())).toBe("CUSTODY_NONCE_SEEN");
    expect(await refusedWith(request)).toBe("CUSTODY_NOT_ASKED");
    expect(handedOut()).toBe(1);
  });

  it("stays for a receipt that is old, by another key, for another ask or thing, of a refusal or another deployment", async () => {
    const request = await its.granted();
    const untouched = its.gate.broker;
    const cases: readonly (readonly [string, (reply: Done) => Done])[] = [
      ["CUSTODY_STALE", (reply) => resigned(reply, { at: its.broker.now - 60 })],
      ["CUSTODY_STALE", (reply) => resigned(reply, { at: its.broker.now + 61 })],
      ["CUSTODY_SIGNATURE_BAD", (reply) => resigned(reply, {}, "mallory")],
      ["CUSTODY_NOT_ASKED", (reply) => resigned(reply, { docHash: toBase64url(new Uint8Array(32)) })],
      ["CUSTODY_NOT_ASKED", (reply) => resigned(reply, { what: "code" })],
      ["CUSTODY_NOT_ASKED", (reply) => resigned(reply, { ok: false, error: "X" })],
      ["CUSTODY_SIGNATURE_BAD", (reply) => resigned(reply, { deployment: "other" })],
    ];
    for (const [code, change] of cases) {
      Object.assign(its.gate, { broker: untouched });
      between(change);
      expect(await refusedWith(request)).toBe(code);
    }
    expect(handedOut()).toBe(0);
    Object.assign(its.gate, { broker: untouched });
    expect((await its.release(request, 1, wants)).kind).toBe("password");
  });

  it("stays after a revoke, after the window, and for anybody but the requester", async () => {
    const request = await its.granted();
    const stranger = its.broker.askDocument(request, 1, { ...wants, asker: its.broker.signer("omar") });
    const signed = its.broker.sign("omar", stranger);
    const by = await its.call("omar", "release", { id: request.document.requestId }, { signed });
    expect(by).toMatchObject({ kind: "answer", reply: { status: "refused", error: "CUSTODY_ROLE_MISSING" } });
    expect((await its.release(request, 1, wants)).kind).toBe("password");
    its.broker.clock.ms += 901_000;
    await its.broker.broker.tick();
    expect(await its.release(request, 1, wants)).toMatchObject({ kind: "answer", reply: { status: "refused" } });
    const next = await its.granted("jane");
    await its.say("carl", next, "revoke");
    expect(await its.release(next, 1, wants)).toMatchObject({ kind: "answer", reply: { status: "refused" } });
  });

  it("stays when the row is not the version that the log names, or was moved", async () => {
    await its.putPassword(2);
    const request = await its.granted();
    const { store } = its.gate;
    const version = store.passwords.version.bind(store.passwords);
    Object.assign(store.passwords, { version: (of: string, at: number) => (at === 2 ? null : version(of, at)) });
    expect(await refusedWith(request)).toBe("GATE_ITEM_ROLLED_BACK");
    const older = version(account, 1);
    Object.assign(store.passwords, {
      version: (of: string, at: number) => (older === null ? version(of, at) : { ...older, version: 2 }),
    });
    expect(await refusedWith(request)).toBe("GATE_ITEM_ROLLED_BACK");
    expect(handedOut()).toBe(0);
  });

  it("stays when the gate cannot write its log", async () => {
    const request = await its.granted();
    Object.assign(its.gate.log, {
      append: () => {
        throw new Error("disk full");
      },
    });
    expect(await coded(its.release(request, 1, wants))).toBe("GATE_INTERNAL");
    expect(await coded(its.release(request, 1, wants))).toBe("GATE_LOG_STOPPED");
    // What only stops something still gets through.
    expect(await its.say("carl", request, "revoke")).toMatchObject({ submitted: { status: "done" } });
  });
});
