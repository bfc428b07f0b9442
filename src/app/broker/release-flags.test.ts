import { afterEach, describe, expect, it } from "vitest";
import { atStepStart, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
afterEach(() => world.remove());

const flagsOf = (type: string) => world.entries().findLast((entry) => entry.type === type)?.d["flags"];

describe("what only the broker knows of the moment of a release", () => {
  it("stands in its log entry: no witness, a clock that was compared with nothing", async () => {
    world = await TestBroker.ready();
    let isThere = true;
    world.wrap = (deps) => ({ ...deps, witness: () => Promise.resolve(isThere) });
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
});
