// What a gate that belongs to somebody else could send. None of it may become a grant or a code.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cliKey, nonceOf, person, policy, rule, seedOf } from "../../../test/custody/people.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { account, atStepStart, errorOf, otherAccount, TestBroker, type TestRequest } from "./broker-for-test.ts";

let world: TestBroker;
beforeEach(async () => {
  world = await TestBroker.ready();
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
});
afterEach(() => world.remove());

const grantWith = async (request: TestRequest, approvals: readonly object[]) =>
  errorOf(await world.ask("apply", { signed: request.wire, approvals, shares: [] }));

describe("forged and replayed", () => {
  it("approvals are refused: edited, signed by another, for another request, too few, by the requester, twice by one", async () => {
    const request = await world.prepared("omar");
    const other = await world.request("jane");
    const [ana, carl] = [world.approval("ana", request), world.approval("carl", request)];
    const edited = { ...ana, document: toBase64url(canonicalBytes({ a: 1 })) };
    expect(await grantWith(request, [edited, carl])).toBe("CRYPTO_NOT_A_DOCUMENT");
    const stolen = { ...ana, signature: carl.signature };
    expect(await grantWith(request, [stolen, carl])).toBe("CUSTODY_SIGNATURE_BAD");
    const inAnasName = world.approval("carl", request, { approver: { ...world.signer("ana") } });
    expect(await grantWith(request, [inAnasName, carl])).toBe("CUSTODY_SIGNATURE_BAD");
    expect(await grantWith(request, [world.approval("ana", other), carl])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grantWith(request, [ana])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grantWith(request, [])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grantWith(request, [world.approval("omar", request), ana])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grantWith(request, [ana, world.approval("ana", request)])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grantWith(request, [ana, world.approval("carl", request, { deployment: "other" })])).toBe(
      "CUSTODY_OTHER_DEPLOYMENT",
    );
    expect(await grantWith(request, [ana, world.approval("carl", request, { group: "nobody" })])).toBe(
      "CUSTODY_QUORUM_MISSING",
    );
    expect(world.phase(request)).toBe("pending");
    expect(await grantWith(request, [ana, carl])).toBe("done");
  });

  it("approvals that are all old make no grant; one signed again makes them count", async () => {
    const request = await world.prepared();
    const approvals = [world.approval("omar", request), world.approval("ana", request)];
    world.clock.ms += 121_000;
    expect(await grantWith(request, approvals)).toBe("CUSTODY_STALE");
    expect(await grantWith(request, [...approvals, world.approval("ana", request)])).toBe("done");
  });

  it("a request is refused: twice, edited after the approval, old, with another's id, by nobody, unprepared", async () => {
    const request = await world.prepared();
    expect(errorOf(await world.ask("prepare", { signed: request.wire }))).toBe("CUSTODY_NONCE_SEEN");
    const twin = await world.request("omar", { requestId: request.document.requestId });
    expect(errorOf(await world.ask("prepare", { signed: twin.wire }))).toBe("CUSTODY_NONCE_SEEN");
    const more = { ...request.document, maxCodes: 3, ttlSeconds: 60 };
    const edited = { ...request.wire, document: toBase64url(canonicalBytes(more)) };
    expect(errorOf(await world.ask("prepare", { signed: edited }))).toBe("CUSTODY_SIGNATURE_BAD");
    const unprepared = await world.request("omar");
    expect(await grantWith(unprepared, [world.approval("ana", unprepared), world.approval("carl", unprepared)])).toBe(
      "CUSTODY_NOT_ASKED",
    );
    expect(errorOf(await world.ask("prepare", { signed: (await world.request("ana")).wire }))).toBe(
      "CUSTODY_ROLE_MISSING",
    );
    const late = await world.request("omar");
    world.clock.ms += 121_000;
    expect(errorOf(await world.ask("prepare", { signed: late.wire }))).toBe("CUSTODY_STALE");
    expect(errorOf(await world.ask("prepare", { signed: (await world.request("jane")).wire }))).toBe(
      "CUSTODY_REQUEST_LIVE",
    );
  });

  it("a request under other rules, for an unknown account or beyond the rule is refused", async () => {
    const refusal = async (change: object) =>
      errorOf(await world.ask("prepare", { signed: (await world.request("jane", change)).wire }));
    expect(await refusal({ rosterHash: nonceOf("x").padEnd(43, "A") })).toBe("CUSTODY_OTHER_VERSION");
    expect(await refusal({ releasePolicyHash: nonceOf("x").padEnd(43, "A") })).toBe("CUSTODY_OTHER_VERSION");
    expect(await refusal({ account: otherAccount })).toBe("CUSTODY_NO_RULE");
    expect(await refusal({ maxCodes: 4 })).toBe("CUSTODY_NOT_ASKED");
    expect(await refusal({ deployment: "other" })).toBe("CUSTODY_OTHER_DEPLOYMENT");
    expect(
      await refusal({
        capabilities: ["assume-root"],
        taskPolicy: "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
      }),
    ).toBe("CUSTODY_NOT_ASKED");
  });

  it("an ask is refused: by another, under another request, replayed, old, out of turn", async () => {
    const request = await world.granted();
    const refusal = async (id: string, change: object, n = 1) =>
      errorOf(await world.ask("release", { signed: world.sign(id, world.askDocument(request, n, change)) }));
    expect(await refusal("omar", { asker: world.signer("omar") })).toBe("CUSTODY_ROLE_MISSING");
    expect(await refusal("omar", {})).toBe("CUSTODY_SIGNATURE_BAD");
    expect(await refusal("jane", { account: otherAccount })).toBe("CUSTODY_NOT_ASKED");
    expect(await refusal("jane", { requestHash: nonceOf("x").padEnd(43, "A") })).toBe("CUSTODY_NOT_ASKED");
    expect(await refusal("jane", {}, 2)).toBe("CUSTODY_WRONG_TURN");
    expect(
      await refusal("jane", { at: world.now - 200, asker: { ...world.signer("jane"), authTime: world.now - 201 } }),
    ).toBe("CUSTODY_STALE");
    const signed = world.sign("jane", world.askDocument(request));
    expect(errorOf(await world.ask("release", { signed }))).toBe("done");
    expect(errorOf(await world.ask("release", { signed }))).toBe("CUSTODY_NONCE_SEEN");
    expect(world.store.steps.all().rows).toHaveLength(1);
  });

  it("one key can make so many requests and no more", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const request = await world.prepared();
      expect(errorOf(await world.act("jane", request, "withdraw"))).toBe("done");
    }
    expect(errorOf(await world.ask("prepare", { signed: (await world.request()).wire }))).toBe("CUSTODY_RATE");
  });

  it("a seed is refused: for another boot, of another account's frame, twice, out of order, under a grant", async () => {
    expect(errorOf(await world.enrol(otherAccount))).toBe("CUSTODY_SEED_TWICE");
    const other = new Uint8Array(20).fill(7);
    const bootKey = (await world.status()).bootKey.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    expect(errorOf(await world.enrol(otherAccount, other, { bootKey }))).not.toBe("done");
    expect(errorOf(await world.enrol(otherAccount, other, {}, 2))).toBe("CUSTODY_ITEM_VERSION");
    expect(errorOf(await world.enrol(otherAccount, other, { account }))).toBe("BROKER_SECRET_UNREADABLE");
    expect(errorOf(await world.enrol(otherAccount, other.subarray(0, 5)))).toBe("CUSTODY_SEED_UNFIT");
    expect(errorOf(await world.enrol(otherAccount, other))).toBe("done");
    await world.granted();
    expect(errorOf(await world.enrol(account, new Uint8Array(20).fill(9), {}, 2))).toBe("CUSTODY_GRANT_LIVE");
  });
});

describe("rules that change", () => {
  it("a rogue roster is refused; a real one waits, can be vetoed, and a removal counts at once", async () => {
    const request = await world.granted();
    const next = {
      ...world.roster,
      version: 2,
      previous: world.rosterHash,
      nonce: nonceOf("two"),
      at: world.now,
      persons: world.roster.persons.filter(({ id }) => id !== "jane"),
    };
    const rogue = { ...next, persons: [...next.persons, person("mallory", { credentials: [cliKey("mallory")] })] };
    expect(errorOf(await world.decideTogether(rogue, ["omar"]))).toBe("CUSTODY_QUORUM_MISSING");
    const { bytes, hash } = world.quorumDocument(rogue);
    const forged = [
      world.decide("omar", hash),
      { ...world.decide("ana", hash), signature: { kind: "key", signature: toBase64url(seedOf("x")) } },
    ];
    expect(errorOf(await world.ask("apply", { document: bytes, approvals: forged, shares: [], entries: [] }))).toBe(
      "CUSTODY_SIGNATURE_BAD",
    );
    const reply = await world.decideTogether(rogue);
    expect(reply).toMatchObject({ status: "done", dueAt: world.now + 86_400 });
    const veto = world.decide("carl", hash, { decision: "veto" });
    expect(errorOf(await world.ask("apply", { signed: veto, approvals: [], shares: [] }, "door"))).toBe("done");
    expect(errorOf(await world.decideTogether({ ...next, nonce: nonceOf("three") }))).toBe("done");
    await world.broker.tick();
    expect(world.phase(request)).toBe("revoked");
    expect(errorOf(await world.release(request))).toBe("CUSTODY_SIGNER_UNKNOWN");
    expect((await world.status()).rosterHash).not.toBe(world.rosterHash);
    await world.restart();
    expect((await world.status()).rosterHash).not.toBe(world.rosterHash);
  });

  it("a narrower release policy counts at the next release once it is in force, a wider one does not", async () => {
    const narrow = {
      ...policy([rule({ all: [{ group: "security", min: 3 }] })]),
      version: 2,
      previous: world.policyHash,
      nonce: nonceOf("p2"),
      at: world.now,
    };
    expect(errorOf(await world.decideTogether(narrow as CustodyDocument))).toBe("done");
    expect((await world.status()).releasePolicyHash).toBe(world.policyHash);
    world.clock.ms += 86_400_000 - 60_000;
    const request = await world.granted();
    expect((await world.release(request)).status).toBe("done");
    world.clock.ms += 120_000;
    await world.broker.tick();
    expect((await world.status()).releasePolicyHash).not.toBe(world.policyHash);
    expect(errorOf(await world.release(request, 2))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await world.release(request, 1, { what: "password" }))).toBe("CUSTODY_QUORUM_MISSING");
  });
});
