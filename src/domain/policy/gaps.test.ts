import { describe, expect, it } from "vitest";
import { prover } from "../iam/prove/prover.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "./gap-registry.ts";

const engine = prover();

describe.each(gaps.map((gap) => [gap.id, gap] as const))("%s", (_, gap) => {
  it.each(gap.cases.map((each) => [each.name, each] as const))("%s", (_, spec) => {
    const hits = caseViews(engine, spec).flatMap((view) => (gap.asks.includes(view.as) ? gap.find(view) : []));
    const verdicts = new Set(hits.map(({ verdict }) => verdict));
    if (spec.expect === "none") expect(hits).toEqual([]);
    else expect([...verdicts]).toContain(spec.expect);
    const told = hits.filter(({ verdict }) => verdict === spec.expect).map(({ action }) => action);
    for (const action of spec.actions ?? []) expect(told).toContain(action);
  });

  it("has a case that finds it and one that does not", () => {
    const expected = gap.cases.map((each) => each.expect);
    expect(expected).toContain("none");
    expect(expected.some((each) => each !== "none")).toBe(true);
  });
});
