import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rule } from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import { readSplitManifest } from "../../domain/custody/kits/shares/split-manifest.ts";
import type { StoredSplit } from "../../domain/custody/protocol/stored-split.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { totpCode } from "../../domain/custody/totp/totp-code.ts";
import { age } from "../../world/sealing/age.ts";
import { account, atStepStart, errorOf, seed, TestBroker, type TestRequest } from "./broker-for-test.ts";

let world: TestBroker;
beforeEach(async () => {
  const sealed = rule({ sealed: ["S"], breakSeal: { allowed: false, delay: 1800 } });
  world = await TestBroker.ready({ rules: [sealed] });
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
});
afterEach(() => world.remove());

interface SealedRequest {
  readonly request: TestRequest;
  readonly brokerKey: string;
  readonly split: StoredSplit;
}

async function prepared(): Promise<SealedRequest> {
  const request = await world.request();
  const reply = await world.ask("prepare", { signed: request.wire });
  if (reply.status === "refused" || reply.brokerKey === undefined || reply.split === undefined) {
    throw new Error(JSON.stringify(reply));
  }
  const { document } = readCustodyDocumentOf("rw.broker-key/v1", bytesOf(reply.brokerKey.document));
  expect(document).toMatchObject({ requestHash: request.hash, account });
  return { request, brokerKey: document.recipient, split: reply.split };
}

/** What an approver's client does: opens the own share and encrypts it to the broker's key of this request. */
async function shareOf(id: string, { split, brokerKey }: SealedRequest): Promise<string> {
  const own = split.shares.find(({ holder }) => holder === id);
  const plain = await age.decrypt(
    bytesOf(own?.file ?? ""),
    world.vaults.get(id)?.S.identity ?? new Secret(new Uint8Array()),
  );
  return toBase64url(await age.encrypt(plain, [brokerKey]));
}

async function granted(sealed: SealedRequest, ids = ["omar", "ana"], change: object = {}) {
  const approvals = ids.map((id) => world.approval(id, sealed.request, { brokerKey: sealed.brokerKey, ...change }));
  const shares = await Promise.all(ids.map((id) => shareOf(id, sealed)));
  return world.ask("apply", { signed: sealed.request.wire, approvals, shares });
}

const groupVersion = () => world.store.items.newest(account)?.group?.version;

describe("sealed until a quorum brings its shares", () => {
  it("gives the code with two shares, and burns the group key at the close", async () => {
    const sealed = await prepared();
    expect(errorOf(await granted(sealed))).toBe("done");
    const answer = await world.code(sealed.request);
    expect(answer.code).toBe(totpCode(new Secret(seed), answer.step).reveal());
    expect(groupVersion()).toBe(1);
    expect(world.store.facts.get(`rekey-due ${account}`)).not.toBeNull();
    expect(errorOf(await world.act("jane", sealed.request, "close"))).toBe("done");
    await world.broker.tick();
    await world.status();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(groupVersion()).toBe(2);
    expect(world.store.facts.get(`rekey-due ${account}`)).toBeNull();
    expect(world.types().at(-1)).toBe("item.rekeyed");
    // The old shares open nothing any more, the new ones do.
    world.clock.ms += 60_000;
    const next = await prepared();
    expect(next.split).not.toEqual(sealed.split);
    const old = { ...next, split: sealed.split };
    expect(errorOf(await granted(old))).toBe("CUSTODY_SHARES_MIXED");
    expect(errorOf(await granted(next))).toBe("done");
    expect((await world.code(next.request)).code).toBe(
      totpCode(new Secret(seed), Math.floor(world.clock.ms / 30_000)).reveal(),
    );
  });

  it("is not opened by one share, by none, or by shares for another key", async () => {
    const sealed = await prepared();
    const approvals = ["omar", "ana"].map((id) => world.approval(id, sealed.request, { brokerKey: sealed.brokerKey }));
    const one = [await shareOf("omar", sealed)];
    const line = { signed: sealed.request.wire, approvals };
    expect(errorOf(await world.ask("apply", { ...line, shares: one }))).toBe("CUSTODY_SHARES_FEW");
    expect(errorOf(await world.ask("apply", { ...line, shares: [] }))).toBe("CUSTODY_QUORUM_MISSING");
    const twice = [...one, await shareOf("omar", sealed)];
    expect(errorOf(await world.ask("apply", { ...line, shares: twice }))).toBe("CUSTODY_SHARE_TWICE");
    const { bootKey } = await world.status();
    const wrong = await Promise.all(["omar", "ana"].map((id) => shareOf(id, { ...sealed, brokerKey: bootKey })));
    expect(errorOf(await world.ask("apply", { ...line, shares: wrong }))).toBe("SEALING_NOT_FOR_THIS_KEY");
    expect(world.phase(sealed.request)).toBe("pending");
    expect(errorOf(await world.release(sealed.request))).toBe("CUSTODY_BAD_TRANSITION");
  });

  it("takes no approval that was given for another broker key", async () => {
    const sealed = await prepared();
    const other = (await age.newX25519()).recipient;
    expect(errorOf(await granted(sealed, ["omar", "ana"], { brokerKey: other }))).toBe("CUSTODY_NOT_ELIGIBLE");
    expect(errorOf(await granted(sealed, ["omar", "ana"], { brokerKey: "" }))).toBe("CUSTODY_NOT_ELIGIBLE");
  });

  it("names the changed share, and takes it again right", async () => {
    const sealed = await prepared();
    const [own] = sealed.split.shares;
    const holder = own?.holder ?? "";
    const plain = await age.decrypt(
      bytesOf(own?.file ?? ""),
      world.vaults.get(holder)?.S.identity ?? new Secret(new Uint8Array()),
    );
    const bytes = plain.reveal();
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const bad = toBase64url(await age.encrypt(plain, [sealed.brokerKey]));
    const other = holder === "omar" ? "ana" : "omar";
    const approvals = ["omar", "ana"].map((id) => world.approval(id, sealed.request, { brokerKey: sealed.brokerKey }));
    const line = { signed: sealed.request.wire, approvals, shares: [bad, await shareOf(other, sealed)] };
    expect(errorOf(await world.ask("apply", line))).toBe("CUSTODY_SHARE_UNREADABLE");
    expect(errorOf(await granted(sealed))).toBe("done");
  });

  it("ends with a restart (K7), and the key that was opened stays due for burning", async () => {
    const sealed = await prepared();
    await granted(sealed);
    await world.code(sealed.request);
    await world.restart();
    await world.unseal();
    expect(world.phase(sealed.request)).toBe("lapsed");
    expect(world.store.requests.byId(sealed.request.document.requestId)?.state.flags).toContain("rekey_due");
    expect(world.store.facts.get(`rekey-due ${account}`)).not.toBeNull();
    expect(errorOf(await world.release(sealed.request, 2))).toBe("BROKER_KEY_GONE");
  });

  it("is cleared by a quorum's rekey with the old shares, which changes who opens it", async () => {
    const { bootKey } = await world.status();
    const split = world.store.groups.get("aws-123456789012", 1);
    if (split === null) throw new Error("no split");
    const document = {
      type: "rw.rekey/v1" as const,
      ...world.common(),
      vault: "S" as const,
      group: "aws-123456789012",
      reason: "custodian-change" as const,
      bootKey,
    };
    const apply = async (ids: readonly string[]) => {
      const { bytes, hash } = world.quorumDocument(document);
      const shares = await Promise.all(
        ids.map((id) => shareOf(id, { request: {} as TestRequest, brokerKey: bootKey, split })),
      );
      const approvals = ["omar", "ana"].map((id) => world.decide(id, hash));
      return world.ask("apply", { document: bytes, approvals, shares, entries: [] });
    };
    expect(errorOf(await apply(["omar"]))).toBe("CUSTODY_SHARES_FEW");
    expect(errorOf(await apply(["omar", "carl"]))).toBe("done");
    expect(groupVersion()).toBe(2);
    expect(world.types().slice(-2)).toEqual(["rekey.accepted", "item.rekeyed"]);
    const sealed = await prepared();
    expect(errorOf(await granted(sealed))).toBe("done");
    expect((await world.code(sealed.request)).n).toBe(1);
  });

  it("splits so that everybody's commitment is public", async () => {
    const { split } = await prepared();
    const read = readSplitManifest(split.manifest);
    expect(read).toMatchObject({ status: "read", manifest: { t: 2, n: 3, vault: "S" } });
  });
});
