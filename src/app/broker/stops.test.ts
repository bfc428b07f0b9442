import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rule } from "../../../test/custody/people.ts";
import { account, atStepStart, errorOf, TestBroker } from "./broker-for-test.ts";

let world: TestBroker;
beforeEach(async () => {
  world = await TestBroker.ready();
  world.clock.ms = atStepStart(world.clock.ms) + 31_000;
});
afterEach(() => world.remove());

describe("what stops a release", () => {
  it("a deny ends a pending request, and approvals that come after it change nothing", async () => {
    const request = await world.prepared();
    expect(errorOf(await world.say("ana", request, "deny"))).toBe("done");
    expect(world.phase(request)).toBe("denied");
    expect(errorOf(await world.grant(request))).toBe("CUSTODY_BAD_TRANSITION");
  });

  it("a deny that comes before the request is kept, and holds it down when it comes", async () => {
    const request = await world.request();
    const first = await world.say("ana", request, "deny", "door");
    expect(errorOf(first)).toBe("done");
    expect(world.types()).toContain("request.stop_kept");
    expect(errorOf(await world.ask("prepare", { signed: request.wire }))).toBe("CUSTODY_STOPPED");
  });

  it("a deny after the grant stops nothing by itself, a revoke does, also while the next code waits", async () => {
    const request = await world.granted();
    await world.code(request);
    expect(errorOf(await world.say("ana", request, "deny"))).toBe("CUSTODY_BAD_TRANSITION");
    expect((await world.release(request, 2)).status).toBe("wait");
    expect(errorOf(await world.say("ana", request, "revoke", "door"))).toBe("done");
    world.clock.ms += 60_000;
    expect(errorOf(await world.release(request, 2))).toBe("CUSTODY_BAD_TRANSITION");
    expect(world.phase(request)).toBe("revoked");
  });

  it("a release and a revoke in one batch: whichever was first, no code leaves after the revoke", async () => {
    const request = await world.granted();
    const signed = world.sign("jane", world.askDocument(request));
    const [revoke, release] = await Promise.all([
      world.say("carl", request, "revoke"),
      world.ask("release", { signed }),
    ]);
    expect(errorOf(revoke)).toBe("done");
    expect(errorOf(release)).toBe("CUSTODY_BAD_TRANSITION");
    expect(world.store.steps.all().rows).toEqual([]);
  });

  it("the requester cannot deny, veto or revoke in another's place, and a stranger's word is none", async () => {
    const request = await world.granted();
    expect(errorOf(await world.say("jane", request, "revoke"))).toBe("CUSTODY_ROLE_MISSING");
    expect(errorOf(await world.say("otto", request, "veto"))).toBe("CUSTODY_ROLE_MISSING");
    expect(world.phase(request)).toBe("ready");
  });

  it("a revoke that comes before the grant is kept: the approvals make none", async () => {
    const request = await world.prepared();
    expect(errorOf(await world.say("carl", request, "revoke"))).toBe("CUSTODY_BAD_TRANSITION");
    expect(errorOf(await world.grant(request))).toBe("CUSTODY_STOPPED");
    expect(world.phase(request)).toBe("pending");
  });

  it("shown a second time a stop is known and fills no log", async () => {
    const request = await world.request();
    const signed = world.decide("ana", request.hash, { decision: "veto", account });
    const line = { signed, approvals: [], shares: [] };
    expect(errorOf(await world.ask("apply", line))).toBe("done");
    const { size } = world.log.head;
    expect(errorOf(await world.ask("apply", line))).toBe("CUSTODY_NONCE_SEEN");
    expect(world.log.head.size).toBe(size);
  });

  it("is taken while the broker is sealed", async () => {
    const request = await world.granted();
    await world.restart();
    expect((await world.status()).state).toBe("sealed");
    expect(errorOf(await world.say("carl", request, "revoke", "door"))).toBe("done");
    expect(world.phase(request)).toBe("revoked");
  });
});

describe("one person alone, at three", () => {
  it("breaks the seal: the timer runs from what a custodian saw or the own route took, and a veto ends it", async () => {
    world.isRouteUp = false;
    const request = await world.prepared();
    expect(errorOf(await world.act("jane", request, "break-seal"))).toBe("done");
    expect(world.phase(request)).toBe("pending");
    expect(errorOf(await world.act("jane", request, "seen"))).toBe("CUSTODY_ROLE_MISSING");
    world.clock.ms += 60_000;
    expect(errorOf(await world.act("carl", request, "seen", "door"))).toBe("done");
    expect(world.phase(request)).toBe("delayed");
    world.clock.ms += 1_799_000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("delayed");
    world.clock.ms += 1000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("ready");
    world.clock.ms = atStepStart(world.clock.ms);
    expect((await world.code(request)).n).toBe(1);
    expect(world.store.requests.byId(request.document.requestId)?.state.flags).toEqual(["break_seal", "review_due"]);
  });

  it("never becomes ready when a gate swallows everything and no route takes the notice", async () => {
    world.isRouteUp = false;
    const request = await world.prepared();
    await world.act("jane", request, "break-seal");
    world.clock.ms += 1_900_000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("expired");
  });

  it("starts the timer when the broker's own route took the notice, and any custodian vetoes past the gate", async () => {
    const request = await world.prepared();
    await world.act("jane", request, "break-seal");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(world.phase(request)).toBe("delayed");
    expect(world.told.length).toBeGreaterThan(0);
    expect(errorOf(await world.say("carl", request, "veto", "door"))).toBe("done");
    expect(world.phase(request)).toBe("vetoed");
    world.clock.ms += 1_800_000;
    expect(errorOf(await world.release(request))).toBe("CUSTODY_BAD_TRANSITION");
  });

  it("is blocked by nobody: a satisfied request of another person supersedes it", async () => {
    const lonely = await world.prepared("jane");
    await world.act("jane", lonely, "break-seal");
    const request = await world.granted("omar");
    expect(world.phase(request)).toBe("ready");
    expect(world.phase(lonely)).toBe("superseded");
  });
});

describe("one person who is alone for good", () => {
  it("waits ten minutes from what the own route took, and not at all where no route takes it", async () => {
    world.remove();
    const groups = [{ name: "security", members: ["ana"] }];
    const roster = { quorum: { all: [{ group: "security", min: 1 }] }, groups };
    world = await TestBroker.ready({
      solo: true,
      roster,
      rules: [rule({ all: [{ group: "security", min: 1 }] })],
      approvers: ["ana"],
    });
    world.isRouteUp = false;
    const untold = await world.prepared();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(errorOf(await world.grant(untold, []))).toBe("CUSTODY_TOO_EARLY");
    await world.act("jane", untold, "withdraw");
    world.isRouteUp = true;
    const request = await world.prepared();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await world.grant(request, [])).toMatchObject({ status: "done", dueAt: world.now + 600 });
    world.clock.ms += 599_000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("delayed");
    world.clock.ms += 1000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("ready");
  });
});

describe("time", () => {
  it("expires a request, lapses nothing early, closes a window and misses a statement", async () => {
    const pending = await world.prepared();
    world.clock.ms += 1_801_000;
    await world.broker.tick();
    expect(world.phase(pending)).toBe("expired");
    const request = await world.granted();
    world.clock.ms = atStepStart(world.clock.ms);
    await world.code(request);
    world.clock.ms += 899_000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("open");
    world.clock.ms += 1000;
    expect(errorOf(await world.release(request, 2))).toBe("CUSTODY_TOO_LATE");
    await world.broker.tick();
    expect(world.phase(request)).toBe("closing");
    world.clock.ms += 86_400_000;
    await world.broker.tick();
    expect(world.phase(request)).toBe("closed");
    expect(world.entries().at(-1)).toMatchObject({ type: "grant.closed", d: { statement: "missing" } });
  });
});
