import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historicPolicies } from "../../iam/prove/historic-policies-for-test.ts";
import { prover } from "../../iam/prove/prover.ts";
import type { Gap, GapCase } from "../gap.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "../gap-registry.ts";
import { saidOtherwise } from "./rewrites-for-test.ts";

const engine = prover();
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 2 });

/** What a gap says, without the places of statements: every gap and may with its states, the others by their verdict. */
function told(gap: Gap, spec: GapCase): readonly string[] {
  const hits = caseViews(engine, spec).flatMap((view) => (gap.asks.includes(view.as) ? gap.find(view) : []));
  const words = hits.map(({ verdict, action, states, mitigatedBy = "" }) => {
    const isOne = verdict === "gap" || verdict === "may";
    return isOne ? `${verdict} ${action} ${states.join("+")} ${mitigatedBy}` : verdict;
  });
  return [...new Set(words)].sort();
}

function otherwise(spec: GapCase, seed: number): GapCase {
  return { ...spec, documents: spec.documents.map((document, place) => saidOtherwise(document, seed + place)) };
}

describe("gaps are about what documents mean", () => {
  it.each(gaps.map((gap) => [gap.id, gap] as const))("%s says the same of a document in other words", (_, gap) => {
    fc.assert(
      fc.property(fc.constantFrom(...gap.cases), seeds, (spec, seed) => {
        expect(told(gap, otherwise(spec, seed))).toEqual(told(gap, spec));
      }),
      { numRuns: 5 },
    );
  });

  it("AWS's own policies have the same gaps in other words", () => {
    const specs = Object.entries(historicPolicies).map(([name, Statement]): GapCase => ({
      name,
      documents: [{ Version: "2012-10-17", Statement }],
      isBesideAdmin: name < "E",
      expect: "none",
    }));
    fc.assert(
      fc.property(fc.constantFrom(...specs), seeds, (spec, seed) => {
        const other = otherwise(spec, seed);
        for (const gap of gaps) {
          if (!gap.asks.includes("identity")) continue;
          expect([gap.id, ...told(gap, other)]).toEqual([gap.id, ...told(gap, spec)]);
        }
      }),
      { numRuns: 6 },
    );
  });
});
