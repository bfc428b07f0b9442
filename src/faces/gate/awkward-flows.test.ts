import { afterEach, describe, expect, it, vi } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { rule } from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { concat, utf8 } from "../../domain/crypto/bytes.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { makeShares } from "../../domain/custody/kits/shares/make-shares.ts";
import { splitManifest } from "../../domain/custody/kits/shares/split-manifest.ts";
import { age } from "../../world/sealing/age.ts";
import { account, type TestRequest } from "../../app/broker/broker-for-test.ts";
import { reason, TestGate } from "./gate-for-test.ts";

let its: TestGate;
afterEach(() => its.remove());

function word(id: string, request: TestRequest, type: string, more: object = {}) {
  const field = type === "seen" ? "custodian" : "requester";
  const { account: of, requestId } = request.document;
  const about = { account: of, requestHash: request.hash, [field]: its.broker.signer(id), ...more };
  const document = { type: `rw.${type}/v1`, ...its.broker.common(), ...about } as unknown as CustodyDocument;
  return { params: { id: requestId }, signed: its.broker.sign(id, document) };
}

describe("the last approval while the broker is away", () => {
  it("is kept, and becomes the grant by itself when the broker is back in time", async () => {
    its = await TestGate.make();
    const request = await its.request();
    await its.approve("omar", request);
    its.hangUp();
    expect(await its.approve("ana", request)).toMatchObject({
      phase: "pending",
      submitted: { error: "BROKER_CLIENT_UNREACHABLE" },
    });
    await its.listen();
    its.broker.clock.ms += 11_000;
    await vi.waitFor(() => expect(its.broker.phase(request)).toBe("ready"), 10_000);
  });
});

describe("a request that is stopped", () => {
  it("by a deny, a veto of a lone opening, or its own requester, is over for both processes", async () => {
    its = await TestGate.make();
    const first = await its.request();
    expect(await its.say("carl", first, "deny")).toMatchObject({ phase: "denied", submitted: { status: "done" } });
    expect(await coded(its.approve("omar", first))).toBe("CUSTODY_BAD_TRANSITION");

    const second = await its.request();
    const gone = word("jane", second, "withdraw");
    expect(await its.call("jane", "withdraw", gone.params, { signed: gone.signed })).toMatchObject({
      phase: "withdrawn",
    });

    const third = await its.request();
    const broken = word("jane", third, "break-seal");
    await its.call("jane", "breakSeal", broken.params, { signed: broken.signed });
    const seen = word("carl", third, "seen");
    expect(await its.call("carl", "seen", seen.params, { signed: seen.signed })).toMatchObject({ phase: "delayed" });
    const shown = await its.call("ana", "request", { id: third.document.requestId }, {});
    expect(shown).toMatchObject({ dueAt: its.broker.now + 1800, flags: ["break_seal", "review_due"] });
    expect(shown.allowed).toEqual(["approve", "veto"]);
    expect(await its.say("ana", third, "veto")).toMatchObject({ phase: "vetoed" });
    expect(await coded(its.say("jane", third, "veto"))).toBe("CUSTODY_ROLE_MISSING");
  });

  it("is not one that its requester approves, or somebody who signs for another request", async () => {
    its = await TestGate.make();
    const request = await its.request("omar");
    expect(await coded(its.approve("omar", request))).toBe("CUSTODY_SELF_APPROVAL");
    const other = await its.broker.request("jane");
    const { requestId } = request.document;
    const signed = its.broker.approval("ana", other);
    expect(await coded(its.call("ana", "decide", { id: requestId }, { signed, shares: {} }))).toBe("CUSTODY_NOT_ASKED");
    const again = its.broker.approval("ana", request);
    await its.call("ana", "decide", { id: requestId }, { signed: again, shares: {} });
    expect(await coded(its.call("ana", "decide", { id: requestId }, { signed: again, shares: {} }))).toBe(
      "CUSTODY_NONCE_SEEN",
    );
    expect(await coded(its.request("omar"))).toBe("CUSTODY_REQUEST_LIVE");
    expect((await its.call("ana", "requests", {}, {})).requests).toHaveLength(1);
  });
});

describe("a lone opening after its delay", () => {
  it("gives the password without approvals, because the broker's log tells of the broken seal", async () => {
    its = await TestGate.make();
    await its.putPassword();
    const request = await its.request();
    const broken = word("jane", request, "break-seal");
    await its.call("jane", "breakSeal", broken.params, { signed: broken.signed });
    const seen = word("carl", request, "seen");
    await its.call("carl", "seen", seen.params, { signed: seen.signed });
    its.broker.clock.ms += 1_801_000;
    await its.broker.broker.tick();
    expect((await its.release(request, 1, { what: "password" })).kind).toBe("password");
  });
});

describe("a close", () => {
  it("keeps the statement whose hash was signed, and no other", async () => {
    its = await TestGate.make();
    const request = await its.granted();
    expect((await its.release(request)).kind).toBe("answer");
    const statement = { text: "detached the policy", salt: reason.salt };
    const statementHash = toBase64url(sha256(concat(new Uint8Array(16).fill(7), utf8(statement.text))));
    const { params, signed } = word("jane", request, "close", { statementHash });
    expect(await coded(its.call("jane", "close", params, { signed, statement: { ...statement, text: "other" } }))).toBe(
      "GATE_REASON_FOREIGN",
    );
    expect(await its.call("jane", "close", params, { signed, statement })).toMatchObject({ phase: "closed" });
    expect(its.gate.store.requests.byId(request.document.requestId)?.statement).toEqual(statement);
    expect((await its.call("ana", "openGrants", {}, {})).grants).toEqual([]);
  });
});

describe("a password that shares open", () => {
  it("goes out with the shares that approvers re-encrypted, which are gone when the grant ends", async () => {
    const sealed = rule({ sealed: ["P"], breakSeal: { allowed: false, delay: 1800 } });
    its = await TestGate.make({ rules: [sealed] });
    const holders = ["ana", "carl", "omar"];
    const values = holders.map((_, at) => new Secret(Uint8Array.from([...sha256(utf8(`y${at}`)), at + 1])));
    const shares = makeShares({
      secret: new Secret(sha256(utf8("dek"))),
      vault: "P",
      splitId: new Uint8Array(8).fill(1),
      threshold: 2,
      values,
    });
    const made = splitManifest(shares, holders, new Uint8Array(16));
    if (made.status !== "read") throw new Error(made.detail);
    const files = await Promise.all(
      holders.map((id) => age.encrypt(new Secret(utf8(id)), [its.broker.vaults.get(id)?.P.recipient ?? ""])),
    );
    const split = {
      manifest: made.manifest,
      shares: holders.map((holder, at) => ({
        holder,
        index: at + 1,
        file: toBase64url(files[at] ?? new Uint8Array()),
      })),
    };
    const item = await its.sealedPassword();
    expect(await coded(its.call("paul", "putPassword", {}, item))).toBe("GATE_ITEM_MODE");
    const mixed = { ...split, shares: split.shares.map((share) => ({ ...share, holder: "jane" })) };
    expect(await coded(its.call("paul", "putPassword", {}, { ...item, wrap: { kind: "sealed", split: mixed } }))).toBe(
      "GATE_ITEM_HOLDERS",
    );
    await its.call("paul", "putPassword", {}, { ...item, wrap: { kind: "sealed", split } });

    const request = await its.request();
    const { requestId } = request.document;
    expect((await its.call("ana", "request", { id: requestId }, {})).passwordShares).toEqual(split);
    for (const [at, id] of ["omar", "ana"].entries()) {
      const signed = its.broker.approval(id, request);
      const P = toBase64url(utf8(`share of ${id} ${at}`));
      await its.call(id, "decide", { id: requestId }, { signed, shares: { P } });
    }
    const released = await its.release(request, 1, { what: "password" });
    expect(released).toMatchObject({
      kind: "password",
      item: {
        key: {
          kind: "sealed",
          manifest: made.manifest,
          shares: ["omar 0", "ana 1"].map((of) => toBase64url(utf8(`share of ${of}`))),
        },
      },
    });
    await its.say("carl", request, "revoke");
    expect(its.gate.store.decisions.of(request.hash).map(({ shareP }) => shareP)).toEqual([null, null, null]);
    expect(account).toBe(request.document.account);
  });
});
