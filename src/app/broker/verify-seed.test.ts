import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { writeFrame } from "../../domain/custody/frame/frame.ts";
import { rule } from "../../../test/custody/people.ts";
import { age } from "../../world/sealing/age.ts";
import { account, atStepStart, errorOf, otherAccount, seed, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
beforeEach(async () => {
  world = await TestBroker.ready();
  world.clock.ms = atStepStart(world.clock.ms) + 300_000;
});
afterEach(() => world.remove());

/** RFC 6238 with node:crypto, so that nothing here is compared with itself. */
function codeAt(ms: number, of: Uint8Array = seed): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac("sha1", of).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function verify(codes: string, change: object = {}, place: object = {}) {
  const { bootKey } = await world.status();
  const at = { vault: "S" as const, deployment: "acme", account, kind: "code" as const, version: 1, ...place };
  const file = await age.encrypt(writeFrame(at, new Secret(utf8(codes))), [bootKey]);
  const document = {
    type: "rw.verify/v1" as const,
    ...world.common(),
    account,
    version: 1,
    codes: toBase64url(file),
    bootKey,
    operator: world.signer("otto"),
    brokerCheckpoint: world.checkpoint(),
    ...change,
  };
  const signed = world.sign(document.operator.person, document);
  return { signed, reply: await world.ask("apply", { signed, approvals: [], shares: [] }) };
}
const both = (first: number, second = first + 30_000) => codeAt(first) + codeAt(second);

describe("two codes of the old device", () => {
  it.each([-60_000, -30_000, 0, 30_000, 60_000])(
    "that are right, with its clock %i ms off, are logged and marked; no step is spent",
    async (off) => {
      const now = world.clock.ms;
      expect(errorOf((await verify(both(now + off))).reply)).toBe("done");
      const [entry] = world.entries().filter(({ type }) => type === "item.verified");
      expect(entry).toMatchObject({
        account,
        actor: { person: "otto" },
        d: { vault: "S", version: 1, how: "two-codes", stepsOff: off / 30_000 + 1 },
      });
      expect(world.store.items.newest(account)).toMatchObject({
        flags: ["copies-elsewhere", "verified"],
        isProven: false,
      });
      // A release of this very step goes on as if nothing had been.
      const request = await world.granted();
      expect((await world.code(request)).code).toBe(codeAt(world.clock.ms));
    },
  );

  it.each([
    ["further off", () => both(world.clock.ms - 90_000)],
    ["not consecutive", () => both(world.clock.ms, world.clock.ms + 60_000)],
    ["the other way round", () => codeAt(world.clock.ms + 30_000) + codeAt(world.clock.ms)],
    [
      "one wrong",
      () => `${codeAt(world.clock.ms)}${codeAt(world.clock.ms + 30_000).replace(/./, (c) => (c === "0" ? "1" : "0"))}`,
    ],
    [
      "of another seed",
      () => codeAt(world.clock.ms, utf8("x".repeat(20))) + codeAt(world.clock.ms + 30_000, utf8("x".repeat(20))),
    ],
  ])("that are %s mark nothing", async (_, codes) => {
    expect(errorOf((await verify(codes())).reply)).toBe("CUSTODY_CODES_DIFFER");
    expect(world.types()).not.toContain("item.verified");
    expect(world.store.items.newest(account)?.flags).toEqual(["copies-elsewhere"]);
  });

  it("are of the newest version, from an operator of the seed vault, to this start of the broker, and once", async () => {
    const now = world.clock.ms;
    expect(errorOf((await verify(both(now), { operator: world.signer("paul") })).reply)).toBe("CUSTODY_ROLE_MISSING");
    expect(errorOf((await verify(both(now), { version: 2 }, { version: 2 })).reply)).toBe("CUSTODY_ITEM_VERSION");
    expect(errorOf((await verify(both(now), {}, { account: otherAccount })).reply)).toBe("BROKER_SECRET_UNREADABLE");
    expect(errorOf((await verify(both(now), { account: otherAccount }, { account: otherAccount })).reply)).toBe(
      "BROKER_NO_SEED",
    );
    const other = await age.newX25519();
    expect(errorOf((await verify(both(now), { bootKey: other.recipient })).reply)).toBe("CUSTODY_OTHER_BOOT");
    for (const text of ["", "123456", "12345678901", "12345a123456", "1234567890123", "１２３４５６123456"]) {
      expect(errorOf((await verify(text)).reply)).toBe("BROKER_SECRET_UNREADABLE");
    }
    const { signed, reply } = await verify(both(now));
    expect(errorOf(reply)).toBe("done");
    expect(errorOf(await world.ask("apply", { signed, approvals: [], shares: [] }))).toBe("CUSTODY_NONCE_SEEN");
    expect(errorOf(await world.ask("apply", { signed, approvals: [], shares: [] }, "door"))).toBe(
      "BROKER_NOT_THIS_DOOR",
    );
  });

  it("are refused for a sealed account whose shares nobody brought, and forgotten with a newer seed", async () => {
    await verify(both(world.clock.ms));
    await world.enrol(account, new Uint8Array(20).fill(9), {}, 2);
    expect(world.store.items.newest(account)?.flags).toEqual(["copies-elsewhere"]);
    world.remove();
    world = await TestBroker.ready({ rules: [rule({ sealed: ["S"], breakSeal: { allowed: false, delay: 1800 } })] });
    await world.restart();
    await world.unseal();
    expect(errorOf((await verify(both(world.clock.ms))).reply)).toBe("BROKER_KEY_GONE");
  });
});
