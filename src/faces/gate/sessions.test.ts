import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { account } from "../../app/broker/broker-for-test.ts";
import { Secret } from "../../domain/core/secret.ts";
import { gateRoutes } from "../contract/gate-routes.ts";
import { callOf } from "../contract/route.ts";
import { reason, TestGate } from "./gate-for-test.ts";

let its: TestGate;
beforeAll(async () => {
  its = await TestGate.make({ bare: true });
});
afterAll(() => its.remove());

const whoAmI = callOf(gateRoutes.whoAmI, { params: {}, body: {} });

function signIn(id: string, change: object = {}) {
  const document = { type: "rw.sign-in/v1" as const, ...its.broker.common(), signer: its.broker.signer(id), ...change };
  const signed = its.broker.sign(id, document);
  return { signed, call: () => its.stranger.call(callOf(gateRoutes.signIn, { params: {}, body: { signed } })) };
}

describe("a session", () => {
  it("names its person, and is over at sign-out", async () => {
    const { token, person } = await signIn("omar").call();
    const client = its.stranger.signedIn(new Secret(token));
    expect(person).toBe("omar");
    expect(await client.call(whoAmI)).toMatchObject({ person: "omar", via: "cli" });
    await client.call(callOf(gateRoutes.signOut, { params: {}, body: {} }));
    expect(await coded(client.call(whoAmI))).toBe("GATE_NO_SESSION");
  });

  it("is over after 15 minutes, used or not", async () => {
    const client = its.stranger.signedIn(new Secret((await signIn("omar").call()).token));
    its.broker.clock.ms += 899_000;
    expect((await client.call(whoAmI)).person).toBe("omar");
    its.broker.clock.ms += 1000;
    expect(await coded(client.call(whoAmI))).toBe("GATE_NO_SESSION");
  });

  it("does not come from a sign-in that was used, is old, unlocked long ago, of another deployment or another key", async () => {
    const used = signIn("ana");
    await used.call();
    expect(await coded(used.call())).toBe("CUSTODY_NONCE_SEEN");
    const { now } = its.broker;
    expect(
      await coded(
        signIn("ana", { at: now - 121, signer: { ...its.broker.signer("ana"), authTime: now - 130 } }).call(),
      ),
    ).toBe("CUSTODY_STALE");
    expect(await coded(signIn("ana", { signer: { ...its.broker.signer("ana"), authTime: now - 121 } }).call())).toBe(
      "CUSTODY_UNLOCK_STALE",
    );
    expect(await coded(signIn("ana", { deployment: "other" }).call())).toBe("CUSTODY_OTHER_DEPLOYMENT");
    expect(await coded(signIn("ana", { signer: its.broker.signer("omar") }).call())).toBe("CUSTODY_SIGNATURE_BAD");
    expect(await coded(signIn("mallory").call())).toBe("CUSTODY_SIGNER_UNKNOWN");
    const other = its.broker.decide("ana", "x".repeat(43).replace(/x$/, "A"));
    const body = { signed: other };
    expect(await coded(its.stranger.call(callOf(gateRoutes.signIn, { params: {}, body })))).toBe(
      "GATE_NOT_THIS_DOCUMENT",
    );
  });

  it("is needed for everything but status and sign-in, and a made-up token is none", async () => {
    const guest = its.stranger.signedIn(new Secret("A".repeat(43)));
    expect(await coded(its.stranger.call(whoAmI))).toBe("GATE_NO_SESSION");
    expect(await coded(guest.call(whoAmI))).toBe("GATE_NO_SESSION");
    const closed = Object.values(gateRoutes).filter(({ isOpen }) => !isOpen);
    for (const { method, path } of closed) {
      const target = path.replaceAll(/\{[a-z]+\}/gi, "x");
      const reply = await fetch(`${its.url}${target}`, { method, ...(method === "GET" ? {} : { body: "{}" }) });
      expect([path, reply.status]).toEqual([path, 401]);
    }
    const status = await its.stranger.call(callOf(gateRoutes.status, { params: {}, body: {} }));
    expect(status).toMatchObject({ deployment: "acme", gate: { state: "open" }, broker: { status: "done" } });
  });

  it("is nowhere in the store: only its hash is", async () => {
    const { token } = await signIn("carl").call();
    const kept = JSON.stringify(its.gate.store.sessions.ofPerson("carl"));
    expect(kept).toContain("tokenHash");
    expect(kept).not.toContain(token);
  });

  it("of a person without the role stores no password and names no account", async () => {
    expect(await coded(its.call("omar", "putAccount", { account }, { name: "prod", email: null }))).toBe(
      "GATE_WRONG_ROLE",
    );
    await its.call("paul", "putAccount", { account }, { name: "prod", email: "root@example.com" });
    expect(await coded(its.call("omar", "putPassword", {}, await its.sealedPassword()))).toBe("GATE_WRONG_ROLE");
    expect(await coded(its.call("otto", "putPassword", {}, await its.sealedPassword()))).toBe("GATE_WRONG_ROLE");
    const { accounts } = await its.call("carl", "accounts", {}, {});
    expect(accounts).toMatchObject([{ account, email: null, P: null }]);
  });

  it("does not make another person's request: the signature counts, not who sends it", async () => {
    const made = await its.broker.request("jane");
    expect(await coded(its.call("omar", "createRequest", {}, { signed: made.wire, reason }))).toBe(
      "GATE_REASON_FOREIGN",
    );
  });
});
