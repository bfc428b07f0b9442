import { afterEach, beforeEach, expect, it } from "vitest";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { atStepStart, errorOf, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
beforeEach(async () => {
  world = await TestBroker.ready();
});
afterEach(() => world.remove());

async function seal(by: string, change: object = {}): Promise<string> {
  const { bootKey } = await world.status();
  const document = { type: "rw.seal/v1", ...world.common(), bootKey, unsealer: world.signer(by), ...change };
  const signed = world.sign(by, document as CustodyDocument);
  return errorOf(await world.ask("apply", { signed, approvals: [], shares: [] }));
}

it("one unsealer seals it at once, and a grant goes on when it was unsealed again", async () => {
  const request = await world.granted();
  expect(await seal("carl")).toBe("done");
  expect((await world.status()).state).toBe("sealed");
  expect(errorOf(await world.release(request))).toBe("BROKER_SEALED");
  expect(world.types().at(-1)).toBe("broker.sealed");
  await world.unseal();
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
  expect((await world.code(request)).n).toBe(1);
});

it("is sealed by nobody else, for no other start, and not twice", async () => {
  expect(await seal("jane")).toBe("CUSTODY_ROLE_MISSING");
  const [other] = world.roster.persons;
  expect(await seal("omar", { bootKey: other?.recipientS })).toBe("CUSTODY_OTHER_BOOT");
  expect(await seal("omar", { at: world.now - 121 })).toMatch(/CUSTODY_STALE|CUSTODY_UNLOCK_STALE/);
  expect((await world.status()).state).toBe("unsealed");
  expect(await seal("omar")).toBe("done");
  expect(await seal("omar")).toBe("BROKER_SEALED");
});
