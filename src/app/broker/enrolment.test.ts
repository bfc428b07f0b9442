import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rule } from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { readSeedExport } from "../../domain/custody/protocol/seed-export-answer.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { totpCode } from "../../domain/custody/totp/totp-code.ts";
import { age } from "../../world/sealing/age.ts";
import type { AgeKeyPair } from "../../world/sealing/sealing.ts";
import { account, atStepStart, errorOf, hashOfDocument, otherAccount, seed, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
let key: AgeKeyPair;
const newSeed: Uint8Array = new Uint8Array(20).fill(42);
const codeAt = (ms: number, of = newSeed): string => totpCode(new Secret(of), Math.floor(ms / 30_000)).reveal();

async function made(sealed: readonly "S"[] = []): Promise<void> {
  world = await TestBroker.ready({
    rules: [rule({ sealed: [...sealed], breakSeal: { allowed: false, delay: 1800 } })],
  });
  key = await age.newX25519();
  expect(errorOf(await world.enrol(otherAccount, newSeed, { origin: "new-device" }))).toBe("done");
  world.clock.ms = atStepStart(world.clock.ms) + 30_000;
}
beforeEach(() => made());
afterEach(() => world.remove());

function pair(attempt = 1, change: object = {}): CustodyDocument {
  return {
    type: "rw.enrol-pair/v1",
    ...world.common(),
    account: otherAccount,
    version: 1,
    attempt,
    operator: world.signer("otto"),
    asker: "otto",
    recipientS: key.recipient,
    brokerCheckpoint: world.checkpoint(),
    ...change,
  };
}

const begin = (document: CustodyDocument, approvals: readonly object[] = []) =>
  world.ask("apply", { signed: world.sign("otto", document), approvals, shares: [] });

async function askUnder(
  document: CustodyDocument,
  n: number,
  what: string,
  of: string | null = otherAccount,
  by = "otto",
) {
  const about = of === null ? {} : { account: of };
  const { type, ...common } = { type: "rw.ask/v1" as const, ...world.common() };
  const ask = { ...common, ...about, requestHash: hashOfDocument(document), what, n, asker: world.signer(by) };
  const signed = world.sign(by, { type, ...ask, brokerCheckpoint: world.checkpoint() } as CustodyDocument);
  return world.ask("release", { signed });
}

const open = (reply: Awaited<ReturnType<typeof askUnder>>, n: number, of = otherAccount) =>
  world.open(reply, { keyS: key, document: { account: of } as never }, n);

describe("the pair that proves a new device", () => {
  it.each([[[]], [["S"]]] as const)(
    "gives two codes in a row, each in its own time, then nothing (sealed: %s)",
    async (sealed) => {
      world.remove();
      await made(sealed);
      const document = pair();
      expect(errorOf(await begin(document))).toBe("done");
      const first = await open(await askUnder(document, 1, "enrol-pair"), 1);
      expect(first).toMatchObject({ code: codeAt(world.clock.ms), n: 1, of: 2 });
      const early = await askUnder(document, 2, "enrol-pair");
      expect(early.status).toBe("wait");
      world.clock.ms += 30_000;
      const second = await open(await askUnder(document, 2, "enrol-pair"), 2);
      expect(second).toMatchObject({ code: codeAt(world.clock.ms), step: first.step + 1 });
      world.clock.ms += 60_000;
      expect(errorOf(await askUnder(document, 3, "enrol-pair"))).toBe("CUSTODY_BUDGET_SPENT");
      expect(world.types().filter((type) => type === "release.enrol_pair")).toHaveLength(2);
    },
  );

  it("is one pair, with one retry that a second operator signs", async () => {
    expect(errorOf(await begin(pair()))).toBe("done");
    expect(errorOf(await begin(pair()))).toBe("CUSTODY_WRONG_TURN");
    const retry = pair(2);
    expect(errorOf(await begin(retry))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await begin(retry, [world.decide("otto", hashOfDocument(retry))]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await begin(retry, [world.decide("olga", hashOfDocument(retry))]))).toBe("done");
    expect(errorOf(await begin(pair(2)))).not.toBe("done");
  });

  it("is never given of an import, late, to another, or out of its time", async () => {
    expect(errorOf(await begin(pair(1, { account })))).toBe("CUSTODY_NOT_ASKED");
    const document = pair();
    await begin(document);
    expect(errorOf(await askUnder(document, 1, "enrol-pair", otherAccount, "olga"))).toBe("CUSTODY_ROLE_MISSING");
    expect(errorOf(await askUnder(document, 1, "code"))).toBe("CUSTODY_NOT_ASKED");
    await open(await askUnder(document, 1, "enrol-pair"), 1);
    world.clock.ms += 60_000;
    expect(errorOf(await askUnder(document, 2, "enrol-pair"))).toBe("CUSTODY_PAIR_BROKEN");
    world.clock.ms += 600_000;
    expect(errorOf(await askUnder(document, 2, "enrol-pair"))).toBe("CUSTODY_TOO_LATE");
    expect(errorOf(await begin(pair(2)))).toBe("CUSTODY_TOO_LATE");
  });
});

describe("documents of a quorum", () => {
  const day = 86_400_000;

  it("a retirement waits a day, can be vetoed, and ends the item", async () => {
    const retire = () => ({
      type: "rw.retire/v1" as const,
      ...world.common(),
      account,
      vault: "S" as const,
      version: 1,
    });
    const vetoed = retire();
    expect(errorOf(await world.decideTogether(vetoed))).toBe("done");
    const veto = world.decide("carl", hashOfDocument(vetoed), { decision: "veto" });
    expect(errorOf(await world.ask("apply", { signed: veto, approvals: [], shares: [] }, "door"))).toBe("done");
    world.clock.ms += day;
    await world.broker.tick();
    expect(world.store.items.newest(account)?.state).toBe("current");
    expect(errorOf(await world.decideTogether(retire(), ["omar"]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await world.decideTogether(retire()))).toBe("done");
    world.clock.ms += day;
    await world.broker.tick();
    expect(world.store.items.newest(account)?.state).toBe("retired");
    expect(errorOf(await world.ask("prepare", { signed: (await world.request()).wire }))).toBe("CUSTODY_NO_RULE");
    await world.restart();
    expect(world.types()).toContain("item.retired");
  });

  it("an export of seeds waits a day and goes to the one recipient that was signed", async () => {
    const document = {
      type: "rw.export/v1" as const,
      ...world.common(),
      vault: "S" as const,
      accounts: [account, otherAccount],
      asker: "jane",
      recipientS: key.recipient,
    };
    expect(errorOf(await world.decideTogether(document))).toBe("done");
    expect(errorOf(await askUnder(document, 1, "export", null, "jane"))).toBe("CUSTODY_TOO_EARLY");
    world.clock.ms += day;
    await world.broker.tick();
    expect(errorOf(await askUnder(document, 1, "export", null, "omar"))).toBe("CUSTODY_ROLE_MISSING");
    const reply = await askUnder(document, 1, "export", null, "jane");
    if (reply.status !== "done") throw new Error(JSON.stringify(reply));
    const read = readSeedExport(await age.decrypt(bytesOf(reply.sealed ?? ""), key.identity));
    expect(read?.seeds.map(({ account: of, seed: bytes }) => [of, bytes.reveal()])).toEqual([
      [account, seed],
      [otherAccount, newSeed],
    ]);
    expect(world.store.items.newest(account)?.flags).toContain("rotation_due");
    world.clock.ms += day;
    expect(errorOf(await askUnder(document, 1, "export", null, "jane"))).toBe("CUSTODY_TOO_LATE");
  });

  it("a new key-encryption key opens everything that the old one did, and the old shares nothing", async () => {
    const { bootKey } = await world.status();
    const rekey = {
      type: "rw.rekey/v1" as const,
      ...world.common(),
      vault: "S" as const,
      group: "kek",
      reason: "yearly" as const,
      bootKey,
    };
    expect(errorOf(await world.decideTogether(rekey))).toBe("done");
    const request = await world.granted();
    expect((await world.code(request)).code).toBe(codeAt(world.clock.ms, seed));
    await world.restart();
    await world.unseal();
    world.clock.ms += 60_000;
    expect((await world.code(request, 2)).code).toBe(codeAt(world.clock.ms, seed));
    expect(errorOf(await world.enrol("aws:111111111111", newSeed))).toBe("CUSTODY_SEED_TWICE");
  });

  it("a clock offset corrects a clock that is wrong, for as long as it says", async () => {
    world.skew = { state: "wrong", skewMs: 15_000, sources: [] };
    await world.broker.checkClock();
    const request = await world.granted();
    expect(errorOf(await world.release(request))).toBe("CUSTODY_CLOCK_WRONG");
    const { now } = world;
    const offset = { type: "rw.clock-offset/v1" as const, ...world.common(), offsetMs: -15_000, notAfter: now + 3600 };
    expect(errorOf(await world.decideTogether(offset))).toBe("done");
    expect(await world.status()).toMatchObject({ clock: "known", clockOffsetMs: -15_000, skewMs: 15_000 });
    const reply = await world.release(request);
    expect(reply.status === "done" || reply.status === "wait").toBe(true);
    world.clock.ms += 3_700_000;
    expect(await world.status()).toMatchObject({ clock: "wrong", clockOffsetMs: 0 });
  });
});

describe("the clock", () => {
  it("in 2099 without a time source locks no account for longer than a day for each start, once it is right", async () => {
    const right = world.clock.ms;
    world.skew = { state: "unknown", skewMs: 0, sources: [] };
    world.clock.ms = Date.UTC(2099, 0, 1);
    await world.restart();
    await world.restart();
    world.clock.ms = right + 60_000;
    await world.restart();
    await world.unseal();
    const request = await world.granted();
    const late = await world.release(request);
    expect(errorOf(late)).toBe("CUSTODY_RATCHET_AHEAD");
    world.clock.ms += 2 * 86_400_000;
    await world.broker.tick();
    const next = await world.granted();
    world.clock.ms += 60_000;
    expect((await world.release(next)).status).not.toBe("refused");
  });

  it("gives the first code after a start in a step that began after it", async () => {
    const request = await world.granted();
    await world.restart();
    await world.unseal();
    const early = await world.release(request);
    expect(early).toMatchObject({ status: "wait", untilMs: world.clock.ms + 30_000 });
    world.clock.ms += 30_000;
    expect((await world.code(request)).n).toBe(1);
  });

  it.each([3, 15, 60])("%d s off by a source that is trusted: warned, then refused", async (seconds) => {
    const state = seconds > 10 ? "wrong" : "known";
    world.skew = { state, skewMs: seconds * 1000, sources: [] };
    await world.broker.checkClock();
    const request = await world.granted();
    const reply = errorOf(await world.release(request));
    expect(reply).toBe(seconds > 10 ? "CUSTODY_CLOCK_WRONG" : "done");
    expect(await world.status()).toMatchObject({ clock: state, skewMs: seconds * 1000 });
  });
});
