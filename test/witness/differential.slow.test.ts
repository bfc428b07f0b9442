import { expect, it } from "vitest";
import { compareEvaluators } from "./agreement.ts";
import { pretendWorld } from "./ask-pretend-aws.ts";

const seed = Number(process.env["ROOTWARD_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

it(`the two evaluators agree on 200,000 questions (seed ${seed})`, { timeout: 1_200_000 }, () => {
  const tally = compareEvaluators(pretendWorld(), 200_000, seed);
  expect(tally.allowed).toBeGreaterThan(10_000);
});
