// A crash is an exception at the point and a new start from the files: what the process had in memory is gone.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { rmSync, writeFileSync, readFileSync, appendFileSync, truncateSync, statSync, cpSync } from "node:fs";
import { join } from "node:path";
import { nodeDisk } from "../../world/ledger-files/node-disk.ts";
import { account, atStepStart, errorOf, TestBroker, type TestRequest } from "./broker-for-test.ts";

let world: TestBroker;
let request: TestRequest;
const stepOf = (ms: number): number => Math.floor(ms / 30_000);

beforeEach(async () => {
  world = await TestBroker.ready();
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
  request = await world.granted();
});
afterEach(() => world.remove());

const rows = () => world.store.steps.all().rows.map(({ step, n, logIndex, isLost }) => ({ step, n, logIndex, isLost }));
const ofStep = (step: number) =>
  world
    .entries()
    .filter(({ d }) => d["step"] === step)
    .map(({ type }) => type);

/** Lets one thing fail, once, from the next release on; the broker is started anew with it. */
async function restartWith(wrap: TestBroker["wrap"]): Promise<void> {
  world.wrap = wrap;
  await world.restart();
  world.wrap = (deps) => deps;
  await world.unseal();
  world.clock.ms += 30_000;
}

describe("a crash around a release", () => {
  it("K0, before the commit: nothing has happened, and the same ask may be made again", async () => {
    let isArmed = false;
    await restartWith((deps) => ({
      ...deps,
      store: {
        ...deps.store,
        transaction: (work) =>
          deps.store.transaction(() => {
            const made = work();
            if (isArmed) throw new Error("power cut");
            return made;
          }),
      },
    }));
    isArmed = true;
    const wire = { signed: world.sign("jane", world.askDocument(request)) };
    expect(errorOf(await world.ask("release", wire))).toBe("BROKER_INTERNAL");
    expect(rows()).toEqual([]);
    isArmed = false;
    expect(errorOf(await world.ask("release", wire))).toBe("done");
    expect(rows()).toHaveLength(1);
  });

  it("K1, committed and not in the log: no code leaves, the step stays spent, and the log tells of it after the start", async () => {
    let isArmed = false;
    await restartWith((deps) => {
      const { log } = deps;
      const failing = new Proxy(log, {
        get: (target, name) => {
          if (name === "append" && isArmed)
            return () => {
              throw new Error("power cut");
            };
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      return { ...deps, log: failing };
    });
    isArmed = true;
    const spent = stepOf(world.clock.ms);
    expect(errorOf(await world.release(request))).toBe("BROKER_LOG_STOPPED");
    // Until it is started anew it releases nothing, and says so.
    world.clock.ms += 60_000;
    expect(errorOf(await world.release(request))).toBe("BROKER_SEALED");
    expect((await world.status()).why).toContain("BROKER_LOG_STOPPED");
    expect(ofStep(spent)).toEqual([]);
    await world.restart();
    expect(ofStep(spent)).toEqual(["release.lost"]);
    expect(rows()).toEqual([{ step: spent, n: 1, logIndex: null, isLost: true }]);
    await world.unseal();
    world.clock.ms += 60_000;
    expect(errorOf(await world.release(request, 1))).toBe("CUSTODY_WRONG_TURN");
    expect((await world.code(request, 2)).n).toBe(2);
  });

  it("K2, written but not signed: the start signs it, and the step stays spent", async () => {
    const spent = stepOf(world.clock.ms);
    const ledger = join(world.directory, "data", "ledger");
    const before = readFileSync(join(ledger, "checkpoint"));
    await world.code(request);
    world.crash();
    writeFileSync(join(ledger, "checkpoint"), before);
    await world.start();
    expect(ofStep(spent)).toEqual(["release.code"]);
    expect(rows()).toMatchObject([{ step: spent, isLost: false }]);
    expect(rows()[0]?.logIndex).not.toBeNull();
  });

  it("K3, logged and the answer lost: the same grant sees the code again in its step, after that it is burnt", async () => {
    const first = await world.code(request);
    await world.restart();
    await world.unseal();
    expect((await world.code(request)).code).toBe(first.code);
    world.clock.ms += 30_000;
    expect(errorOf(await world.release(request, 1))).toBe("CUSTODY_WRONG_TURN");
    expect(ofStep(first.step)).toEqual(["release.code", "release.repeat"]);
  });

  it("K4, a torn last line: it is cut, and everything that was signed is there", async () => {
    const first = await world.code(request);
    const size = world.log.head.size;
    world.crash();
    appendFileSync(join(world.directory, "data", "ledger", "journal"), Buffer.from([0, 200, 1, 2, 3]));
    await world.start();
    expect(world.log.head.size).toBe(size + 1);
    expect(ofStep(first.step)).toEqual(["release.code"]);
  });

  it("K5, an older store beside the newer log: quarantine, for good", async () => {
    world.crash();
    const file = join(world.directory, "data", "broker.db");
    const bytes = readFileSync(file);
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    await world.code(request);
    world.crash();
    for (const end of ["-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    writeFileSync(file, bytes);
    await world.start();
    expect((await world.status()).state).toBe("quarantined");
    expect((await world.status()).why).toContain("BROKER_BEHIND_LOG");
    await world.restart();
    expect((await world.status()).state).toBe("quarantined");
    expect(errorOf(await world.release(request, 1))).toBe("BROKER_QUARANTINED");
  });

  it("K5, store and log restored together: the first document that carries a later checkpoint quarantines", async () => {
    const old = join(world.directory, "old");
    const data = join(world.directory, "data");
    world.crash();
    world.copyTo(old);
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    await world.code(request);
    const seen = world.checkpoint();
    world.crash();
    for (const name of ["broker.db-wal", "broker.db-shm", "ledger"])
      rmSync(join(data, name), { recursive: true, force: true });
    cpSync(join(old, "ledger"), join(data, "ledger"), { recursive: true });
    // Written in place, as a restored disk image is: the file does not know itself for a copy.
    writeFileSync(join(data, "broker.db"), readFileSync(join(old, "broker.db")));
    await world.start();
    expect((await world.status()).state).toBe("sealed");
    await world.unseal();
    world.clock.ms += 30_000;
    expect(errorOf(await world.release(request, 1, { brokerCheckpoint: seen }))).toBe("LEDGER_BEHIND");
    expect(errorOf(await world.release(request, 1))).toBe("BROKER_QUARANTINED");
    const { size } = world.log.head;
    await world.restart();
    expect((await world.status()).state).toBe("quarantined");
    expect(
      errorOf(await world.bringShare("omar").catch(() => ({ status: "refused", error: "no split", detail: "" }))),
    ).not.toBe("done");
    expect(world.log.head.size).toBe(size);
  });

  it("a size that nobody signed quarantines nobody", async () => {
    const seen = { ...world.checkpoint(), size: 4000 };
    expect(errorOf(await world.release(request, 1, { brokerCheckpoint: seen }))).toBe("LEDGER_SIGNATURE_BAD");
    expect((await world.status()).state).toBe("unsealed");
    expect((await world.code(request)).n).toBe(1);
  });

  it("K6, a log shorter than its checkpoint: it does not start to release", async () => {
    await world.code(request);
    world.crash();
    const journal = join(world.directory, "data", "ledger", "journal");
    truncateSync(journal, statSync(journal).size - 30);
    await world.start();
    expect((await world.status()).why).toEqual(["LEDGER_BEHIND"]);
    expect(errorOf(await world.release(request, 2))).toBe("BROKER_QUARANTINED");
    expect(errorOf(await world.say("carl", request, "revoke"))).toBe("done");
    expect(readFileSync(journal)).toHaveLength(statSync(journal).size);
  });
});

describe("a full disk", () => {
  it("gives no code, says so, and goes on after room was made", async () => {
    world.crash();
    let isFull = false;
    world.disk = {
      ...nodeDisk,
      write: (file, at, bytes) => {
        if (isFull) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        return nodeDisk.write(file, at, bytes);
      },
    };
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    isFull = true;
    const reply = await world.release(request);
    expect(reply).toMatchObject({ status: "refused", error: "BROKER_LOG_STOPPED", detail: "LEDGER_FILES_DISK_FULL" });
    isFull = false;
    await world.restart();
    await world.unseal();
    world.clock.ms += 60_000;
    expect((await world.code(request, 2)).n).toBe(2);
    expect(world.types().filter((type) => type === "release.lost")).toHaveLength(1);
  });

  it("keeps nobody from revoking: it is kept, holds after the start, and is logged then", async () => {
    world.crash();
    let isFull = false;
    world.disk = {
      ...nodeDisk,
      write: (file, at, bytes) => {
        if (isFull) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        return nodeDisk.write(file, at, bytes);
      },
    };
    await world.start();
    await world.unseal();
    world.clock.ms += 30_000;
    isFull = true;
    await world.release(request);
    expect(errorOf(await world.say("carl", request, "revoke", "door"))).toBe("done");
    isFull = false;
    await world.restart();
    expect(world.types()).toContain("request.stop_kept");
    await world.unseal();
    world.clock.ms += 60_000;
    expect(errorOf(await world.release(request, 2))).toBe("CUSTODY_QUORUM_MISSING");
    expect(errorOf(await world.release(request, 1, { what: "password" }))).toBe("CUSTODY_QUORUM_MISSING");
  });

  it("of the store changes nothing", async () => {
    await restartWith((deps) => ({
      ...deps,
      store: {
        ...deps.store,
        steps: {
          ...deps.store.steps,
          insert: () => {
            throw new CodedError({ code: "BROKER_STORE_FULL", http: 507, exit: 2, title: "", hint: "" });
          },
        },
      },
    }));
    const { size } = world.log.head;
    expect(errorOf(await world.release(request))).toBe("BROKER_STORE_FULL");
    expect(world.log.head.size).toBe(size);
    expect(world.phase(request)).toBe("ready");
    expect(world.store.items.newest(account)?.version).toBe(1);
  });
});
