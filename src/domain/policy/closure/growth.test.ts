import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { escalationEdges } from "../edges/escalation-edges.ts";
import { adminsOf } from "./admins-of.ts";
import { becomes } from "./becomes.ts";
import { moveFilter } from "./can-move.ts";
import { closure } from "./closure.ts";
import { generatedAccount } from "./generated-account-for-test.ts";
import { modelForTest } from "./model-for-test.ts";

/** Questions to the engine, places and moves for an account of some size. */
function work(size: number): { readonly questions: number; readonly places: number; readonly moves: number } {
  const real = prover();
  let questions = 0;
  const engine: typeof real = {
    ...real,
    ask: (subject, question) => {
      questions += 1;
      return real.ask(subject, question);
    },
  };
  const found = closure([modelForTest(generatedAccount(size))], {
    engine,
    finder: (model) => escalationEdges(model, engine),
    filter: moveFilter(),
  });
  // Everybody who passes a role of its own account is told, and so is who assumes an administrator.
  expect(adminsOf(found, "111122223333").length).toBeGreaterThan(size / 10);
  let moves = 0;
  for (const node of found.nodes()) moves += node.out.size;
  return { questions, places: found.size(), moves };
}

describe("the work of the closure", () => {
  it("grows with the account and no faster", () => {
    const [small, large] = [work(100), work(400)];
    expect(large.questions / small.questions).toBeLessThan(4.4);
    expect(large.places / small.places).toBeLessThan(4.2);
    // An administrator's role is entered by everybody who may: their product, and nothing else, grows faster.
    expect(large.moves / small.moves).toBeLessThan(8);
  }, 120_000);

  it("passes over who can do nothing", () => {
    const reader = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:Get*", Resource: "*" } };
    const principals = Array.from({ length: 500 }, (_, at) => ({ name: `u${at}`, identity: [reader] }));
    const engine = prover();
    const refuse = () => expect.unreachable("somebody was asked about");
    const found = becomes(modelForTest({ principals }), {
      engine: { ...engine, ask: refuse },
      finder: () => ({ of: refuse, questions: () => 0 }),
      filter: moveFilter(),
    });
    expect(found).toEqual([]);
  });
});
