import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { hashName, nonceOf, rule } from "../../../test/custody/people.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import type { ReleasePolicyDocument } from "../../domain/custody/documents/release-policy-document.ts";
import { account } from "../../app/broker/broker-for-test.ts";
import { TestGate } from "./gate-for-test.ts";

let its: TestGate;
beforeEach(async () => {
  its = await TestGate.make();
});
afterEach(() => its.remove());

const bytesOfDocument = (document: CustodyDocument) => toBase64url(canonicalBytes(document));
const beside = { approvals: [], shares: [], entries: [] };

function nextPolicy(change: Partial<ReleasePolicyDocument> = {}): ReleasePolicyDocument {
  return {
    type: "rw.release-policy/v1",
    deployment: "acme",
    nonce: nonceOf("next policy"),
    at: its.broker.now,
    version: 2,
    previous: its.broker.policyHash,
    rules: [rule({ maxCodes: 2 })],
    solo: false,
    ...change,
  };
}

async function propose(document: CustodyDocument): Promise<string> {
  const { hash } = await its.call("ana", "propose", {}, { document: bytesOfDocument(document), ...beside });
  return hash;
}

async function approve(id: string, hash: string, change: object = {}) {
  const signed = its.broker.decide(id, hash, change);
  return await its.call(id, "approveProposal", { hash }, { signed, shares: [] });
}

describe("a release policy that is proposed", () => {
  it("goes to the broker with its quorum, waits a day, and is what requests are judged by from then on", async () => {
    const policy = nextPolicy();
    const hash = await propose(policy);
    expect(hash).toBe(hashName(policy));
    expect(await approve("omar", hash)).toMatchObject({ state: "open", missing: { code: "CUSTODY_QUORUM_MISSING" } });
    expect(await approve("ana", hash)).toMatchObject({ state: "submitted", reply: { status: "done" } });
    const before = await its.call("ana", "roster", {}, {});
    expect(before.releasePolicy.map(({ state }) => state)).toEqual(["in-force", "pending"]);
    const status = await its.call("ana", "status", {}, {});
    expect(status.releasePolicyHash).toBe(its.broker.policyHash);
    its.broker.clock.ms += 86_401_000;
    await its.broker.broker.tick();
    const after = await its.call("ana", "roster", {}, {});
    expect(after.releasePolicy.map(({ state }) => state)).toEqual(["older", "in-force"]);
    expect(after.releasePolicy[1]).toMatchObject({ hash, version: 2 });
    // Also after a start, from signatures alone.
    await its.stop();
    await its.start();
    expect((await its.call("ana", "status", {}, {})).releasePolicyHash).toBe(hash);
  });

  it("is over with a custodian's veto, also one that went past the gate", async () => {
    const hash = await propose(nextPolicy());
    await approve("omar", hash);
    await approve("ana", hash);
    const signed = its.broker.decide("carl", hash, { decision: "veto" });
    expect(await its.broker.ask("apply", { signed, ...beside }, "door")).toMatchObject({ status: "done" });
    await expect
      .poll(async () => (await its.call("ana", "roster", {}, {})).releasePolicy.map(({ state }) => state), {
        timeout: 6000,
      })
      .toEqual(["in-force", "vetoed"]);
    its.broker.clock.ms += 86_401_000;
    expect((await its.call("ana", "status", {}, {})).releasePolicyHash).toBe(its.broker.policyHash);
  });

  it("is not taken from approvals of one person, of strangers, or for another document", async () => {
    const hash = await propose(nextPolicy());
    await approve("omar", hash);
    expect(await approve("omar", hash, { nonce: nonceOf("again") })).toMatchObject({ state: "open" });
    expect(await coded(approve("mallory", hash))).toBe("CUSTODY_SIGNER_UNKNOWN");
    const other = its.broker.decide("ana", hashName(nextPolicy({ version: 3 })));
    expect(await coded(its.call("ana", "approveProposal", { hash }, { signed: other, shares: [] }))).toBe(
      "CUSTODY_NOT_ASKED",
    );
    expect((await its.call("ana", "proposals", {}, {})).proposals).toMatchObject([{ hash, state: "open" }]);
  });
});

describe("documents that do not belong", () => {
  it("are refused: those with an address of their own, the broker's, another deployment's, and none at all", async () => {
    const submit = (document: CustodyDocument) =>
      its.call("ana", "document", {}, { document: bytesOfDocument(document), ...beside });
    const request = await its.broker.request("jane");
    expect(await coded(submit(request.document))).toBe("GATE_NOT_THIS_DOCUMENT");
    expect(await coded(submit(its.broker.askDocument(request)))).toBe("GATE_NOT_THIS_DOCUMENT");
    expect(await coded(submit(nextPolicy({ deployment: "other" })))).toBe("CUSTODY_OTHER_DEPLOYMENT");
    expect(await coded(its.call("ana", "document", {}, { ...beside }))).toBe("GATE_BODY_FOREIGN");
    const signed = its.broker.decide("ana", request.hash);
    expect(await coded(its.call("ana", "propose", {}, { signed, ...beside }))).toBe("GATE_NOT_THIS_DOCUMENT");
  });
});

describe("what the gate takes itself", () => {
  it("is a custodian's sign of life, kept and logged", async () => {
    const { signer, now } = { signer: its.broker.signer("carl"), now: its.broker.now };
    const document = {
      type: "rw.liveness/v1" as const,
      ...its.broker.common(),
      vault: "S" as const,
      splitId: "AAAAAAAAAAA",
      commit: its.broker.rosterHash,
      custodian: signer,
    };
    await its.call("carl", "takeOwn", {}, { signed: its.broker.sign("carl", document) });
    const { liveness, lastSeen } = await its.call("ana", "readiness", {}, {});
    expect(liveness).toEqual([{ person: "carl", splitId: "AAAAAAAAAAA", commit: its.broker.rosterHash, at: now }]);
    expect(lastSeen).toContainEqual({ person: "carl", at: now });
  });

  it("is the word of an operator and of another custodian that old copies of an imported password are gone", async () => {
    await its.call("paul", "putPassword", {}, { ...(await its.sealedPassword()), origin: "import" });
    const flags = async () => (await its.call("ana", "accounts", {}, {})).accounts[0]?.P?.flags;
    expect(await flags()).toEqual(["copies-elsewhere"]);
    const attest = async (id: string, version = 1) => {
      const document = {
        type: "rw.attest/v1" as const,
        ...its.broker.common(),
        account,
        vault: "P" as const,
        version,
        what: "copies-destroyed" as const,
        how: "shredded" as const,
        signer: its.broker.signer(id),
      };
      await its.call(id, "takeOwn", {}, { signed: its.broker.sign(id, document) });
    };
    expect(await coded(attest("paul", 2))).toBe("CUSTODY_OTHER_VERSION");
    expect(await coded(attest("jane"))).toBe("CUSTODY_ROLE_MISSING");
    await attest("paul");
    expect(await flags()).toEqual(["copies-elsewhere"]);
    await attest("carl");
    expect(await flags()).toEqual([]);
  });
});

describe("the password vault", () => {
  it("takes the next version only, sealed as the rule says, for an account that is named", async () => {
    await its.putPassword();
    expect(await coded(its.putPassword())).toBe("GATE_ITEM_VERSION");
    expect(await coded(its.putPassword(3))).toBe("GATE_ITEM_VERSION");
    expect(await its.putPassword(2)).toMatchObject({ version: 2, flags: [] });
    const sealed = {
      ...(await its.sealedPassword(3)),
      wrap: { kind: "sealed" as const, split: { manifest: {}, shares: [] } },
    };
    expect(await coded(its.call("paul", "putPassword", {}, sealed))).toBe("GATE_ITEM_MODE");
    const elsewhere = { ...(await its.sealedPassword()), account: "aws:999999999999" };
    expect(await coded(its.call("paul", "putPassword", {}, elsewhere))).toBe("GATE_NOT_FOUND");
  });

  it("finds a password that another account has, by its tag", async () => {
    await its.call("paul", "putAccount", { account: "aws:210987654321" }, { name: "twin", email: null });
    const tag = "0123456789abcdef";
    expect(await its.call("paul", "putPassword", {}, { ...(await its.sealedPassword()), tag })).toMatchObject({
      sameAs: [],
    });
    const twin = { ...(await its.sealedPassword()), account: "aws:210987654321", tag };
    expect(await its.call("paul", "putPassword", {}, twin)).toMatchObject({
      sameAs: [account],
      flags: ["one-factor:reused"],
    });
  });
});
