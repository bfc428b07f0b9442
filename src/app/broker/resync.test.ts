import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { atStepStart, errorOf, TestBroker, type TestRequest } from "./broker-for-test.ts";

let world: TestBroker;
let request: TestRequest;
beforeEach(async () => {
  world = await TestBroker.ready();
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
  request = await world.granted();
});
afterEach(() => world.remove());

const framed = (entries: readonly Uint8Array[]) =>
  Buffer.concat(entries.flatMap((entry) => [Buffer.from([entry.length >> 8, entry.length & 255]), Buffer.from(entry)]));

async function resync(
  entries: readonly Uint8Array[],
  fromSize: number,
  checkpoint: object,
  lost = false,
  ids = ["omar", "ana"],
) {
  const { hostId } = await world.status();
  const document = {
    type: "rw.resync/v1" as const,
    ...world.common(),
    log: "broker" as const,
    hostId,
    fromSize,
    entriesHash: toBase64url(new Uint8Array(createHash("sha256").update(framed(entries)).digest())),
    rosters: [],
    releasePolicies: [],
    checkpoint: checkpoint as ReturnType<TestBroker["checkpoint"]>,
    lost,
  };
  return world.decideTogether(document, ids, { entries: entries.map((entry) => toBase64url(entry)) });
}

describe("a resync", () => {
  it("gives a log that was put back its entries again; every grant has ended, older documents are refused", async () => {
    const [data, old] = [join(world.directory, "data"), join(world.directory, "old")];
    world.crash();
    world.copyTo(old);
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    const spent = await world.code(request);
    const stale = world.sign("jane", world.askDocument(request));
    const kept = { entries: world.log.entries(0, 1000), checkpoint: world.checkpoint(), size: world.log.head.size };
    world.crash();
    rmSync(join(data, "ledger"), { recursive: true });
    cpSync(join(old, "ledger"), join(data, "ledger"), { recursive: true });
    await world.start();
    expect((await world.status()).why).toEqual(["LEDGER_BEHIND"]);
    expect(world.log.head.size).toBeLessThan(kept.size);
    expect(errorOf(await world.say("carl", request, "revoke", "door"))).toBe("done");
    const from = 3;
    const entries = kept.entries.slice(from);
    expect(errorOf(await resync(entries, from, kept.checkpoint, false, ["omar"]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await resync(entries.slice(0, -1), from, kept.checkpoint))).toBe("CUSTODY_NOT_ASKED");
    const changed = [...entries.slice(0, -1), new Uint8Array([123, 125])];
    expect(errorOf(await resync(changed, from, kept.checkpoint))).toBe("LEDGER_FORKED");
    expect(errorOf(await resync(entries, from, kept.checkpoint))).toBe("done");
    expect((await world.status()).state).toBe("sealed");
    expect(world.log.entries(0, kept.size)).toEqual(kept.entries);
    expect(world.types().slice(kept.size)).toEqual(["broker.resynced", "grant.revoked", "request.stop_kept"]);
    world.clock.ms += 1000;
    await world.unseal();
    expect(errorOf(await world.ask("release", { signed: stale }))).toBe("CUSTODY_STALE");
    const next = await world.granted();
    world.clock.ms += 60_000;
    expect((await world.code(next)).step).toBeGreaterThan(spent.step);
    await world.restart();
    expect((await world.status()).state).toBe("sealed");
  });

  it("takes the steps that a restored store has forgotten from the log", async () => {
    world.crash();
    const file = join(world.directory, "data", "broker.db");
    const bytes = readFileSync(file);
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    const spent = await world.code(request);
    world.crash();
    for (const end of ["-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    writeFileSync(file, bytes);
    await world.start();
    expect((await world.status()).why).toEqual(["BROKER_BEHIND_LOG"]);
    expect(world.store.steps.all().rows).toEqual([]);
    expect(errorOf(await resync([], world.log.head.size, world.checkpoint()))).toBe("done");
    expect(world.store.steps.all().rows.map(({ step }) => step)).toEqual([spent.step]);
    expect(world.phase(request)).toBe("revoked");
  });

  it("opens a new log where the old one is lost, whose first entry names it", async () => {
    const checkpoint = world.checkpoint();
    world.crash();
    const journal = join(world.directory, "data", "ledger", "journal");
    truncateSync(journal, statSync(journal).size - 30);
    await world.start();
    expect((await world.status()).why).toEqual(["LEDGER_BEHIND"]);
    expect(errorOf(await resync([], 0, checkpoint, true))).toBe("done");
    expect((await world.status()).state).toBe("quarantined");
    await world.restart();
    expect((await world.status()).state).toBe("sealed");
    expect(world.log.origin).toBe("rootward.example/acme/broker.2");
    expect(world.types()).toEqual(["log.began", "item.carried", "broker.boot"]);
    expect(world.phase(request)).toBe("revoked");
    world.clock.ms += 1000;
    await world.unseal();
    const next = await world.granted("jane", { brokerCheckpoint: checkpoint });
    world.clock.ms += 60_000;
    expect((await world.code(next)).n).toBe(1);
  });

  it("makes a copied store the one broker's again, where it names its host", async () => {
    world.crash();
    const file = join(world.directory, "data", "broker.db");
    const copy = `${file}.copy`;
    cpSync(file, copy);
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    cpSync(copy, file);
    rmSync(copy);
    await world.start();
    expect((await world.status()).why).toEqual(["BROKER_STORE_COPIED"]);
    expect(
      errorOf(await world.bringShare("omar").catch(() => ({ status: "refused" as const, error: "none", detail: "" }))),
    ).toBe("none");
    expect(errorOf(await resync([], world.log.head.size, world.checkpoint()))).toBe("done");
    await world.restart();
    expect((await world.status()).state).toBe("sealed");
  });
});
