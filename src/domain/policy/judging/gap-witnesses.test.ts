import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "../gap-registry.ts";
import { judge } from "./judge.ts";

const engine = prover();

describe("witnesses of worked cases pass in the concrete evaluator", () => {
  it.each(gaps.map((gap) => [gap.id, gap] as const))("%s", (_, gap) => {
    // Two cases of each gap: all of them are replayed, by another replayer, where the cases are tested.
    for (const spec of gap.cases.filter(({ expect: told }) => told === "gap" || told === "note").slice(0, 2)) {
      for (const { hit, replayed } of judge(caseViews(engine, spec), [gap])) {
        expect([spec.name, hit.action, replayed]).not.toContain("refused");
        if (hit.verdict === "gap") expect([spec.name, hit.action, replayed]).toContain("allowed");
      }
    }
  });
});
