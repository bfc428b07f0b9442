import { afterEach, describe, expect, it } from "vitest";
import { seedOf } from "../../../test/custody/people.ts";
import { publicKeyOf } from "../../domain/crypto/ed25519.ts";
import { printVerifierKey, verifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { atStepStart, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
afterEach(() => world.remove());

const flagsOf = (type: string) => world.entries().findLast((entry) => entry.type === type)?.d["flags"];

describe("what only the broker knows of the moment of a release", () => {
  it("stands in its log entry: no witness, a clock that was compared with nothing", async () => {
    world = await TestBroker.ready();
    let isThere = true;
    world.wrap = (deps) => ({ ...deps, witness: () => Promise.resolve(isThere ? ["w1.example+vkey"] : []) });
    await world.restart();
    await world.unseal();
    world.clock.ms = atStepStart(world.clock.ms) + 61_000;
    const request = await world.granted();
    await world.code(request);
    expect(flagsOf("release.code")).toBeUndefined();
    isThere = false;
    world.clock.ms += 60_000;
    await world.code(request, 2);
    await world.release(request, 1, { what: "password" });
    expect(flagsOf("release.password")).toEqual(["unwitnessed"]);
    world.skew = { state: "unknown", skewMs: 0, sources: [] };
    await world.broker.checkClock();
    world.clock.ms += 60_000;
    await world.code(request, 3);
    expect(flagsOf("release.code")).toEqual(["skew_unknown", "unwitnessed"]);
  });

  it("counts only the witnesses that the roster names, and as many as it asks for", async () => {
    const vkeys = ["w1.example", "w2.example"].map((name) =>
      printVerifierKey(verifierKey("cosignature", name, publicKeyOf(seedOf(name)))),
    );
    world = await TestBroker.ready({ roster: { witnesses: { vkeys, min: 2 } } });
    let cosigned: readonly string[] = [];
    const flags: unknown[] = [];
    for (const isConfigured of [true, false]) {
      world.wrap = (deps) => (isConfigured ? { ...deps, witness: () => Promise.resolve(cosigned) } : deps);
      await world.restart();
      await world.unseal();
      for (const said of [vkeys, [vkeys[0] ?? "", "w3.example+vkey"], [vkeys[0] ?? "", vkeys[0] ?? ""]]) {
        cosigned = said;
        world.clock.ms += 300_000;
        const request = await world.granted();
        await world.release(request, 1, { what: "password" });
        await world.release(request, 2, { what: "password" });
        flags.push(flagsOf("release.password"));
        await world.act("jane", request, "close");
      }
    }
    const unwitnessed = ["unwitnessed"];
    expect(flags).toEqual([undefined, unwitnessed, unwitnessed, unwitnessed, unwitnessed, unwitnessed]);
  });
});
