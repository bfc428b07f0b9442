import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleEvents } from "../../../../test/custody/request-samples.ts";
import { logEntryBytes, readLogEntry, systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { eventKinds } from "../../../domain/custody/request/request-event.ts";
import type { RequestState } from "../../../domain/custody/request/request-state.ts";
import { transition } from "../../../domain/custody/request/transition.ts";
import { newProjection, projectRequest } from "./project-request.ts";

const start = 1_795_230_600;
const steps = fc.array(
  fc.record({ kind: fc.constantFrom(...eventKinds), wait: fc.constantFrom(0, 1, 60, 1000, 100_000) }),
  {
    maxLength: 25,
  },
);

describe("the gate's projection of a request", () => {
  it("is where the broker's own state machine is, after any events, read from the log alone", () => {
    fc.assert(
      fc.property(steps, (events) => {
        let state: RequestState | null = null;
        let projection = newProjection(0);
        let now = start;
        let index = 0;
        for (const { kind, wait } of [{ kind: "create" as const, wait: 0 }, ...events]) {
          now += wait;
          const outcome = transition(state, sampleEvents[kind], now);
          if (outcome.status === "moved") state = outcome.state;
          for (const { type, by, account, request, d } of outcome.log) {
            const actor = { ...systemActor("broker"), person: by };
            const bytes = logEntryBytes(
              { type, actor, account, request, d },
              { src: "broker", deployment: "acme", atMs: now * 1000 },
            );
            const entry = readLogEntry(bytes);
            if (entry === null) throw new Error("no entry");
            projection = projectRequest(projection, entry, index);
            // Once more changes nothing: a stop between copying and taking in may show an entry twice.
            expect(projectRequest(projection, entry, index)).toEqual(projection);
            index += 1;
          }
        }
        expect(state).not.toBeNull();
        const { phase, codesUsed, maxCodes, delayedUntil } = state as unknown as RequestState;
        expect(projection).toMatchObject({ phase, codesUsed, maxCodes });
        if (phase === "delayed") expect(projection.dueAt).toBe(delayedUntil);
        if (phase === "open") expect(projection.windowEnds).toBe((state as unknown as RequestState).windowEnds);
      }),
      { numRuns: 500 },
    );
  });
});
