import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayMeet } from "./may-meet.ts";
import {
  accepts,
  anyButColon,
  anyOne,
  anyRun,
  isAccepting,
  nfa,
  type Place,
  runButColon,
  startOf,
  stepOf,
} from "./nfa.ts";

const place = fc.constantFrom<Place>(97, 98, 58, anyRun, runButColon, anyOne, anyButColon);
const pattern = fc.array(place, { maxLength: 9 });
const text = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 10 });

describe("an automaton of patterns", () => {
  it("accepts what its states accept, whichever way a text is matched", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), text, (patterns, given) => {
        const made = nfa(patterns);
        let state = startOf(made);
        for (const letter of given) state = stepOf(made, state, letter.charCodeAt(0));
        expect(accepts(made, given)).toBe(isAccepting(made, state));
        if (accepts(made, given)) accepted += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  it("may meet another one whenever some text is accepted by both", () => {
    const segmented = fc
      .array(fc.array(fc.constantFrom<Place>(97, 98, runButColon), { maxLength: 2 }), { minLength: 5, maxLength: 5 })
      .chain((segments) =>
        fc
          .array(fc.constantFrom<Place>(97, 98, anyRun), { maxLength: 2 })
          .map((last) => [...segments.flatMap((segment) => [...segment, 58]), ...last]),
      );
    const words = fc.array(fc.constantFrom("", "a", "b", "ab"), { minLength: 6, maxLength: 6 });
    let both = 0;
    fc.assert(
      fc.property(fc.oneof(segmented, pattern), fc.oneof(segmented, pattern), words, (one, other, parts) => {
        const [left, right] = [nfa([one]), nfa([other])];
        const given = parts.join(":");
        if (!accepts(left, given) || !accepts(right, given)) return;
        both += 1;
        expect(mayMeet(left, right)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(both).toBeGreaterThan(20);
  });
});
