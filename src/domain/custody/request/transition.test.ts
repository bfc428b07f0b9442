import { describe, expect, it } from "vitest";
import {
  dueTimes,
  limitsWith,
  now,
  pending,
  rows,
  sampleEvents,
  sampleStates,
  type StateName,
} from "../../../../test/custody/request-samples.ts";
import { dueEvent, timeLimit } from "./due-event.ts";
import { eventKinds, type RequestEvent } from "./request-event.ts";
import { isTerminal, phases, type RequestState } from "./request-state.ts";
import { transition } from "./transition.ts";

const stateNames = Object.keys(sampleStates) as StateName[];
const timeOf = (event: RequestEvent): number => dueTimes[event.kind] ?? now;

/** What an event does to the sample of a state: its phase, or the code of the refusal. */
function result(state: RequestState | null, event: RequestEvent, at = timeOf(event)): string {
  const outcome = transition(state, event, at);
  return outcome.status === "moved" ? outcome.state.phase : outcome.row.code;
}

function movedTo(state: RequestState | null, event: RequestEvent, at = timeOf(event)) {
  const outcome = transition(state, event, at);
  if (outcome.status === "refused") throw new Error(`${outcome.row.code}: ${outcome.detail}`);
  return outcome;
}

describe("every pair of state and event", () => {
  it("is the table's row, or refused as a bad transition", () => {
    let refused = 0;
    for (const kind of eventKinds) {
      for (const name of stateNames) {
        const expected = rows[kind][name] ?? "CUSTODY_BAD_TRANSITION";
        expect([kind, name, result(sampleStates[name], sampleEvents[kind])]).toEqual([kind, name, expected]);
        if (expected === "CUSTODY_BAD_TRANSITION") refused++;
      }
    }
    // The table has 60 pairs when its states are told apart by break-seal and sealed mode.
    expect(refused).toBe(eventKinds.length * stateNames.length - 60);
  });

  it("that is refused is logged, except for a request that nobody knows, and changes nothing", () => {
    for (const kind of eventKinds) {
      for (const name of stateNames) {
        if (rows[kind][name] !== undefined) continue;
        const state = sampleStates[name];
        const outcome = transition(state, sampleEvents[kind], timeOf(sampleEvents[kind]));
        const types = outcome.log.map(({ type }) => type);
        expect([kind, name, ...types]).toEqual([kind, name, ...(state === null ? [] : ["request.bad_transition"])]);
      }
    }
  });

  it("has a sample of every phase and every event", () => {
    expect(new Set(Object.values(sampleStates).map((state) => state?.phase))).toEqual(new Set([undefined, ...phases]));
    expect(new Set(eventKinds)).toEqual(new Set(Object.keys(sampleEvents)));
  });

  it("that ended never moves again, by any event at any time", () => {
    for (const name of stateNames) {
      const state = sampleStates[name];
      if (state === null || !isTerminal(state.phase)) continue;
      for (const kind of eventKinds) {
        for (const at of [0, now, now + 10 ** 9]) {
          expect(result(state, sampleEvents[kind], at)).toBe("CUSTODY_BAD_TRANSITION");
        }
      }
    }
  });
});

describe("each move writes its event", () => {
  it.each<readonly [StateName, RequestEvent["kind"], readonly string[]]>([
    ["-", "create", ["request.created"]],
    ["PENDING", "approve", ["approval.signed"]],
    ["PENDING", "break-seal", ["request.break_seal"]],
    ["PENDING", "deny", ["approval.denied"]],
    ["PENDING", "supersede", ["request.superseded"]],
    ["READY", "withdraw", ["request.withdrawn"]],
    ["PENDING", "expire", ["request.expired"]],
    ["PENDING", "satisfy", ["grant.ready"]],
    ["PENDING with break-seal", "seen", ["request.seen", "grant.delayed"]],
    ["PENDING with break-seal", "told", ["request.seen", "grant.delayed"]],
    ["DELAYED", "veto", ["request.vetoed"]],
    ["DELAYED", "delay-over", ["grant.ready"]],
    ["READY", "lapse", ["grant.lapsed"]],
    ["OPEN sealed", "restart", ["grant.lapsed"]],
    ["OPEN", "release", ["release.code"]],
    ["OPEN", "revoke", ["grant.revoked"]],
    ["CLOSING", "resync", ["grant.revoked"]],
    ["OPEN", "end-window", ["grant.closing"]],
    ["OPEN", "window-over", ["grant.closing"]],
    ["CLOSING", "close", ["grant.closed"]],
    ["CLOSING", "statement-missing", ["grant.closed"]],
  ])("%s + %s", (name, kind, types) => {
    const { log, state } = movedTo(sampleStates[name], sampleEvents[kind]);
    expect(log.map(({ type }) => type)).toEqual(types);
    for (const { account, request } of log) expect([account, request]).toEqual([state.account, state.requestId]);
  });
});

describe("time", () => {
  it.each<readonly [StateName, RequestEvent["kind"], number]>([
    ["PENDING", "expire", now + 1200],
    ["DELAYED", "delay-over", now + 100],
    ["DELAYED by break-seal", "delay-over", now + 1300],
    ["READY", "lapse", now + 800],
    ["OPEN sealed", "lapse", now + 800],
    ["OPEN", "window-over", now + 800],
    ["CLOSING", "statement-missing", now - 10 + 86_400],
  ])("in %s brings %s not a second early", (name, kind, due) => {
    const state = sampleStates[name];
    expect(result(state, sampleEvents[kind], due - 1)).toBe("CUSTODY_TOO_EARLY");
    expect(result(state, sampleEvents[kind], due)).toBe(rows[kind][name]);
    if (state === null || kind === "lapse") return;
    expect(timeLimit(state)).toEqual({ kind, dueAt: due });
    expect(dueEvent(state, due - 1, "boot-1")).toBeNull();
    expect(dueEvent(state, due, "boot-1")).toEqual({ kind, dueAt: due });
  });

  it("that was set back opens no closed window", () => {
    const open = { ...sampleStates.OPEN, movedAt: now + 800 };
    expect(result(open, sampleEvents.release, now)).toBe("CUSTODY_TOO_LATE");
  });

  it.each<readonly [RequestEvent["kind"], StateName]>([
    ["approve", "PENDING"],
    ["break-seal", "PENDING"],
    ["satisfy", "PENDING"],
    ["seen", "PENDING with break-seal"],
    ["told", "PENDING with break-seal"],
  ])("after the request's end refuses %s", (kind, name) => {
    expect(result(sampleStates[name], sampleEvents[kind], now + 1199)).not.toBe("CUSTODY_TOO_LATE");
    expect(result(sampleStates[name], sampleEvents[kind], now + 1200)).toBe("CUSTODY_TOO_LATE");
  });

  it("after the window refuses a release, and after 15 minutes in READY the first one", () => {
    expect(result(sampleStates.OPEN, sampleEvents.release, now + 799)).toBe("open");
    expect(result(sampleStates.OPEN, sampleEvents.release, now + 800)).toBe("CUSTODY_TOO_LATE");
    expect(result(sampleStates.READY, sampleEvents.release, now + 799)).toBe("open");
    expect(result(sampleStates.READY, sampleEvents.release, now + 800)).toBe("CUSTODY_TOO_LATE");
  });

  it("ends a sealed grant when the broker started anew, a standard one not", () => {
    expect(dueEvent(sampleStates["OPEN sealed"], now, "boot-2")).toMatchObject({ kind: "restart" });
    expect(dueEvent(sampleStates["OPEN sealed"], now, "boot-1")).toBeNull();
    expect(dueEvent(sampleStates.OPEN, now, "boot-2")).toBeNull();
    expect(movedTo(sampleStates["OPEN sealed"], sampleEvents.restart)).toMatchObject({
      state: { flags: ["rekey_due"] },
      log: [{ d: { reason: "broker_restart" } }],
    });
  });
});

describe("a grant", () => {
  it("opens its window with the first release and never lengthens it", () => {
    const first = movedTo(sampleStates.READY, sampleEvents.release).state;
    expect(first.windowEnds).toBe(now + 900);
    expect(movedTo(first, sampleEvents.release, now + 500).state.windowEnds).toBe(now + 900);
  });

  it("gives three codes, password as often as asked, and marks the password for rotation", () => {
    let state = movedTo(sampleStates.READY, sampleEvents.release).state;
    for (const used of [2, 3]) {
      state = movedTo(state, sampleEvents.release).state;
      expect(state.codesUsed).toBe(used);
    }
    expect(result(state, sampleEvents.release)).toBe("CUSTODY_BUDGET_SPENT");
    expect(result(state, { ...sampleEvents.release, isRepeat: true })).toBe("open");
    const password = movedTo(state, { ...sampleEvents.release, what: "password" });
    expect(password.state.flags).toEqual(["rotation_due"]);
    expect(password.log[0]?.type).toBe("release.password");
    expect(movedTo(password.state, { ...sampleEvents.release, what: "password" }).state.codesUsed).toBe(3);
  });

  it("is narrowed at once by a narrower rule, and never widened", () => {
    const narrow = (change: object): RequestEvent => ({ ...sampleEvents.release, limits: limitsWith(change) });
    const open = { ...sampleStates.OPEN, codesUsed: 2 };
    expect(result(open, narrow({ maxCodes: 2 }))).toBe("CUSTODY_BUDGET_SPENT");
    expect(result(open, narrow({ capabilities: ["password"] }))).toBe("CUSTODY_NOT_ASKED");
    // It began 100 seconds ago.
    expect(result(open, narrow({ windowSeconds: 100 }))).toBe("CUSTODY_TOO_LATE");
    expect(movedTo(open, narrow({ windowSeconds: 101 })).state.windowEnds).toBe(now + 1);
    expect(movedTo(open, narrow({ windowSeconds: 5000, maxCodes: 9 })).state).toMatchObject({
      windowEnds: now + 800,
      maxCodes: 3,
    });
  });

  it("releases only to its requester, only what was asked, only while authorised", () => {
    const { release } = sampleEvents;
    expect(result(sampleStates.OPEN, { ...release, by: "omar" })).toBe("CUSTODY_ROLE_MISSING");
    expect(result(sampleStates.OPEN, { ...release, what: "assume-root" })).toBe("CUSTODY_NOT_ASKED");
    expect(result(sampleStates.OPEN, { ...release, isAuthorised: false })).toBe("CUSTODY_QUORUM_MISSING");
    expect(result(sampleStates.READY, { ...release, isRepeat: true })).toBe("CUSTODY_BAD_TRANSITION");
  });

  it("is revoked by its approvers and custodians alone", () => {
    const { revoke } = sampleEvents;
    expect(result(sampleStates.OPEN, { ...revoke, by: "eve" })).toBe("CUSTODY_ROLE_MISSING");
    expect(result(sampleStates.OPEN, { ...revoke, by: "carl", isCustodian: true })).toBe("revoked");
  });

  it("of a sealed account has its keys split anew at every end", () => {
    for (const kind of ["revoke", "withdraw", "lapse", "restart", "end-window", "resync"] as const) {
      const name = kind === "end-window" ? "OPEN sealed" : "READY sealed";
      expect([kind, ...movedTo(sampleStates[name], sampleEvents[kind]).effects]).toEqual([
        kind,
        "drop-shares",
        "rekey",
      ]);
    }
    expect(movedTo(sampleStates.READY, sampleEvents.withdraw).effects).toEqual(["drop-shares"]);
  });

  it("waits where the rule has a delay, and still needs its authorisation behind it", () => {
    const delayed = movedTo(pending, { ...sampleEvents.satisfy, limits: limitsWith({ delaySeconds: 3600 }) });
    expect(delayed.state).toMatchObject({ phase: "delayed", delayedUntil: now + 3600, isByBreakSeal: false });
    expect(delayed.effects).toEqual(["tell-custodians"]);
    const over = { ...sampleEvents["delay-over"], isAuthorised: false };
    expect(result(delayed.state, over, now + 3600)).toBe("CUSTODY_QUORUM_MISSING");
  });

  it("begins with the narrowest of what was asked, what the rule allowed and what it allows", () => {
    const wide = { windowSeconds: 5000, maxCodes: 9 };
    expect(movedTo(pending, { ...sampleEvents.satisfy, limits: limitsWith(wide) }).state).toMatchObject({
      windowSeconds: 900,
      maxCodes: 3,
    });
    const narrow = { windowSeconds: 300, maxCodes: 1, capabilities: ["code" as const] };
    expect(movedTo(pending, { ...sampleEvents.satisfy, limits: limitsWith(narrow) }).state).toMatchObject(narrow);
  });

  it("is nobody's without approvers, and never the requester's own", () => {
    expect(result(pending, { ...sampleEvents.satisfy, approvers: [] })).toBe("CUSTODY_QUORUM_MISSING");
    expect(result(pending, { ...sampleEvents.satisfy, approvers: ["omar", "jane"] })).toBe("CUSTODY_SELF_APPROVAL");
    expect(result(pending, { ...sampleEvents.approve, by: "jane" })).toBe("CUSTODY_SELF_APPROVAL");
  });

  it("of one person alone waits from the moment the broker's own route took the notice", () => {
    const solo = (toldAt: number | null): RequestEvent => ({
      ...sampleEvents.satisfy,
      approvers: [],
      solo: { toldAt },
      limits: limitsWith({ delaySeconds: 600 }),
    });
    expect(result(pending, solo(null))).toBe("CUSTODY_TOO_EARLY");
    expect(movedTo(pending, solo(now - 100)).state).toMatchObject({ phase: "delayed", delayedUntil: now + 500 });
    expect(result(pending, solo(now - 600))).toBe("ready");
  });
});

describe("a break-seal", () => {
  it("starts its timer with a custodian's word, never with the requester's", () => {
    const waiting = sampleStates["PENDING with break-seal"];
    expect(result(waiting, { ...sampleEvents.seen, by: "jane" })).toBe("CUSTODY_ROLE_MISSING");
    expect(result(waiting, { ...sampleEvents.seen, isRequester: true })).toBe("CUSTODY_ROLE_MISSING");
    expect(movedTo(waiting, sampleEvents.seen).state).toMatchObject({
      phase: "delayed",
      isByBreakSeal: true,
      delayedUntil: now + 1800,
      flags: ["review_due"],
    });
  });

  it("is refused where the rule forbids it, where shares are needed, and where nobody could veto past the gate", () => {
    const event = sampleEvents["break-seal"];
    expect(result(pending, { ...event, isAllowed: false })).toBe("CUSTODY_BREAK_SEAL_FORBIDDEN");
    expect(result({ ...pending, isSealed: true }, event)).toBe("CUSTODY_BREAK_SEAL_FORBIDDEN");
    expect(result(pending, { ...event, hasDirectVeto: false })).toBe("CUSTODY_NO_DIRECT_VETO");
    expect(result(pending, { ...event, by: "omar" })).toBe("CUSTODY_ROLE_MISSING");
  });

  it("never becomes READY when the gate swallows every notice", () => {
    let state: RequestState = movedTo(pending, sampleEvents["break-seal"]).state;
    for (let at = now; at < now + 3000; at += 100) {
      expect(result(state, sampleEvents["delay-over"], at)).toBe("CUSTODY_BAD_TRANSITION");
      const due = dueEvent(state, at, "boot-1");
      if (due !== null) state = movedTo(state, sampleEvents[due.kind], at).state;
      if (isTerminal(state.phase)) break;
    }
    expect(state.phase).toBe("expired");
  });
});

describe("a stop", () => {
  it.each(["deny", "veto", "revoke"] as const)("(%s) that has nothing to stop yet is kept", (kind) => {
    const by = sampleEvents[kind].by;
    expect(transition(null, sampleEvents[kind], now)).toMatchObject({ status: "refused", keep: { kind, by } });
    expect(transition(sampleStates.CLOSED, sampleEvents[kind], now)).toMatchObject({ keep: null });
  });

  it("that was kept keeps the request from being made, from being granted, and ends it behind its delay", () => {
    const stops = [{ kind: "veto", by: "carl" }] as const;
    expect(result(null, { ...sampleEvents.create, stops })).toBe("CUSTODY_STOPPED");
    expect(result(pending, { ...sampleEvents.satisfy, stops })).toBe("CUSTODY_STOPPED");
    expect(result(sampleStates.DELAYED, { ...sampleEvents["delay-over"], stops })).toBe("revoked");
  });
});
