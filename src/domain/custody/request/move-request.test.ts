import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitsWith, now, pending, sampleEvents, sampleStates } from "../../../../test/custody/request-samples.ts";
import { dueEvent } from "./due-event.ts";
import { moveRequest } from "./move-request.ts";
import { eventKinds, type RequestEvent } from "./request-event.ts";
import { holdsGrant, isLive, type RequestState } from "./request-state.ts";

const others = { B: "omar", C: "ana", D: "carl" };
const idOf = (letter: string) => `01JDADA7V0000000000000000${letter}`;

/** A sample as another person's request for the same account. */
function as(state: RequestState, letter: keyof typeof others): RequestState {
  return { ...state, requestId: idOf(letter), requester: others[letter] };
}

function said(requests: readonly RequestState[], letter: string, event: RequestEvent, at = now): string {
  const outcome = moveRequest(requests, idOf(letter), event, at);
  return outcome.status === "refused"
    ? outcome.row.code
    : outcome.requests
        .map(({ phase }) => phase)
        .toSorted()
        .join(", ");
}

describe("the requests of an account", () => {
  it("are one live one for each person", () => {
    const facts = { ...pending, requestId: idOf("E") };
    const create: RequestEvent = { ...sampleEvents.create, facts };
    for (const state of Object.values(sampleStates)) {
      if (state === null) continue;
      const expected = isLive(state) ? "CUSTODY_REQUEST_LIVE" : [state.phase, "pending"].toSorted().join(", ");
      expect(said([state], "E", create)).toBe(expected);
      expect(said([as(state, "B")], "E", create)).toBe([state.phase, "pending"].toSorted().join(", "));
    }
  });

  it("have one grant", () => {
    for (const state of Object.values(sampleStates)) {
      if (state === null) continue;
      const outcome = said([as(state, "B"), pending], "A", sampleEvents.satisfy);
      expect(outcome === "CUSTODY_GRANT_LIVE").toBe(holdsGrant(state));
    }
  });

  it("that are PENDING or DELAYED by break-seal end when one becomes a grant, and are logged", () => {
    const requests = [
      pending,
      as(sampleStates["PENDING with break-seal"], "B"),
      as(sampleStates["DELAYED by break-seal"], "C"),
      as(sampleStates.CLOSING, "D"),
    ];
    const outcome = moveRequest(requests, idOf("A"), sampleEvents.satisfy, now);
    if (outcome.status === "refused") throw new Error(outcome.detail);
    expect(outcome.requests.map(({ requester, phase }) => `${requester} ${phase}`).toSorted()).toEqual([
      "ana superseded",
      "carl closing",
      "jane ready",
      "omar superseded",
    ]);
    expect(outcome.log.map(({ type }) => type)).toEqual(["grant.ready", "request.superseded", "request.superseded"]);
    expect(outcome.superseded.flatMap(({ effects }) => effects)).toEqual(["drop-shares", "drop-shares"]);
  });

  it("that are made beside a grant stay until another grant", () => {
    expect(said([sampleStates.OPEN, as(pending, "B")], "A", sampleEvents.release)).toBe("open, pending");
  });

  it("end also when a break-seal becomes the grant", () => {
    const requests = [sampleStates["DELAYED by break-seal"], as(pending, "B")];
    expect(said(requests, "A", sampleEvents["delay-over"], now + 1300)).toBe("ready, superseded");
    expect(said([...requests, as(sampleStates.OPEN, "C")], "A", sampleEvents["delay-over"], now + 1300)).toBe(
      "CUSTODY_GRANT_LIVE",
    );
  });

  it("never hold two grants or two live requests of a person, and release only behind approvals or a break-seal's delay", () => {
    const letters = ["A", "B", "C"] as const;
    const requester = { A: "jane", B: "omar", C: "jane" };
    const onward = fc.constantFrom("create", "satisfy", "break-seal", "told", "delay-over", "release" as const);
    const step = fc.record({
      kind: fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...eventKinds) }, { weight: 8, arbitrary: onward }),
      letter: fc.constantFrom(...letters),
      delaySeconds: fc.constantFrom(0, 0, 600),
      by: fc.constantFrom("own", "own", "own", "own", "jane", "omar", "carl"),
      seconds: fc.constantFrom(0, 0, 0, 1, 30, 300, 1000, 1900, -500),
    });
    let opened = 0;
    let openedByBreakSeal = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
        let requests: readonly RequestState[] = [];
        let time = now;
        for (const { kind, letter, delaySeconds, by, seconds } of steps) {
          time += seconds;
          const facts = {
            ...pending,
            requestId: idOf(letter),
            requester: requester[letter],
            createdAt: time,
            expiresAt: time + 1800,
          };
          const base: RequestEvent = sampleEvents[kind];
          const who = by === "own" ? ("by" in base && base.by !== "jane" ? base.by : requester[letter]) : by;
          const limits = limitsWith({ delaySeconds });
          const event = {
            ...base,
            ...("by" in base ? { by: who } : {}),
            ...(kind === "satisfy" ? { limits, approvers: ["carl", "dora"] } : {}),
            ...(kind === "create" ? { facts } : {}),
          } as RequestEvent;
          const before = requests.find(({ requestId }) => requestId === idOf(letter));
          const outcome = moveRequest(requests, idOf(letter), event, time);
          if (outcome.status === "refused") continue;
          ({ requests } = outcome);
          const after = outcome.moved.state;
          if (after.phase === "open" && before?.phase === "ready") {
            opened++;
            if (after.isByBreakSeal) openedByBreakSeal++;
            const startedAt = after.breakSeal?.startedAt ?? null;
            const waited = after.isByBreakSeal && startedAt !== null && after.movedAt - startedAt >= 1800;
            expect(waited || (after.approvers.length === 2 && !after.approvers.includes(after.requester))).toBe(true);
          }
          expect(requests.filter(holdsGrant).length).toBeLessThan(2);
          const live = requests.filter(isLive).map((each) => each.requester);
          expect(new Set(live).size).toBe(live.length);
          for (const each of requests) {
            expect(each.codesUsed).toBeLessThan(4);
            if (each.windowEnds !== null && each.readyAt !== null)
              expect(each.windowEnds - each.readyAt).toBeLessThan(1800);
            const due = dueEvent(each, each.movedAt, "boot-1");
            expect(due === null || due.dueAt <= each.movedAt).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(opened).toBeGreaterThan(50);
    expect(openedByBreakSeal).toBeGreaterThan(0);
  });
});
