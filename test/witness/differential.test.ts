import { describe, expect, it } from "vitest";
import { compareEvaluators } from "./agreement.ts";
import { pretendWorld } from "./ask-pretend-aws.ts";

const runs = 5000;
const seed = Number(process.env["ROOTWARD_TEST_SEED"] ?? "20261122");

describe("the product's evaluator and the pretend AWS's", () => {
  it(`agree wherever the product is certain (seed ${seed})`, () => {
    const tally = compareEvaluators(pretendWorld(), runs, seed);
    // The trials say something only when every answer is frequent among them.
    expect(tally.allowed).toBeGreaterThan(runs / 20);
    expect(tally["implicitly-denied"]).toBeGreaterThan(runs / 20);
    expect(tally["explicitly-denied"]).toBeGreaterThan(runs / 20);
    expect(tally.unknown).toBeLessThan(runs / 3);
  });
});
