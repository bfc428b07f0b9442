import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addGrip, type HeldGrip, movesOf } from "./grip-map.ts";
import { joinedMoves, type Move } from "./joined-moves.ts";
import { possible } from "./verdict.ts";

const names = ["a.example", "b.example", "c.example"];
const move: fc.Arbitrary<Move> = fc.record({
  certainty: fc.constantFrom("certain" as const, "possible" as const),
  why: fc.constant("why"),
  domains: fc.option(fc.subarray(names, { minLength: 1 }), { nil: undefined }),
});

/** How sure a list of ways leads to a domain; a name outside the list stands for any other. */
function reach(moves: readonly Move[], domain: string): "certain" | "possible" | "none" {
  const fitting = moves.filter(({ domains }) => domains === undefined || domains.includes(domain));
  if (fitting.some(({ certainty }) => certainty === "certain")) return "certain";
  return fitting.length > 0 ? "possible" : "none";
}

const everywhere = [...names, "other.example"];

describe("joining ways to move a root e-mail", () => {
  it("loses no domain, promises none, and takes none for surer than it is", () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), (moves) => {
        const joined = joinedMoves(moves);
        expect(joined).not.toBeNull();
        if (joined === null) return;
        const { best, domains, beyond } = joined;
        const parts: Move[] = [{ ...best, domains }];
        if (beyond !== undefined) parts.push({ ...possible(beyond.why), domains: beyond.domains });
        // A way without a limit that is only possible stands for the named possible domains too.
        for (const domain of everywhere) expect([domain, reach(parts, domain)]).toEqual([domain, reach(moves, domain)]);
      }),
    );
  });

  it("does not depend on how the ways come together", () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), (moves) => {
        const grips = new Map<"org:email-start", HeldGrip>();
        for (const each of moves) addGrip(grips, "org:email-start", each);
        const grip = grips.get("org:email-start");
        const parts = grip === undefined ? [] : movesOf(grip);
        for (const domain of everywhere) expect(reach(parts, domain)).toBe(reach(moves, domain));
      }),
    );
  });
});
