import { expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { escalationEdges } from "../edges/escalation-edges.ts";
import { moveFilter } from "./can-move.ts";
import { closure } from "./closure.ts";
import { generatedAccount } from "./generated-account-for-test.ts";
import { modelForTest } from "./model-for-test.ts";

function questions(size: number): number {
  const real = prover();
  let count = 0;
  const engine: typeof real = {
    ...real,
    ask: (subject, question) => {
      count += 1;
      return real.ask(subject, question);
    },
  };
  const finder = (model: Parameters<typeof escalationEdges>[0]) => escalationEdges(model, engine);
  closure([modelForTest(generatedAccount(size))], { engine, finder, filter: moveFilter() });
  return count;
}

it("ten times the principals take at most twelve times the questions", () => {
  expect(questions(10_000) / questions(1000)).toBeLessThan(12);
}, 1_800_000);
