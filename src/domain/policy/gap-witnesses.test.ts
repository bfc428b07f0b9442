import { describe, expect, it } from "vitest";
import { prover } from "../iam/prove/prover.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "./gap-registry.ts";
import { judge } from "./judge.ts";

const engine = prover();

describe("witnesses of worked cases pass in the concrete evaluator", () => {
  it.each(gaps.map((gap) => [gap.id, gap] as const))("%s", (_, gap) => {
    for (const spec of gap.cases) {
      for (const { hit, replayed } of judge(caseViews(engine, spec), [gap])) {
        expect([spec.name, hit.action, hit.witness, replayed]).not.toContain("refused");
        if (hit.verdict === "gap") expect([spec.name, hit.action, replayed]).toContain("allowed");
      }
    }
  });
});
