import { describe, expect, it } from "vitest";
import { prover } from "./prover.ts";
import { smallIndex } from "./small-index-for-test.ts";
import { subjectForTest } from "./subject-for-test.ts";
import { answerFor } from "./verdicts-for-test.ts";

const index = smallIndex(["s3:GetObject", "s3:ListAllMyBuckets"]);
const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const subject = (...Statement: readonly object[]): ReturnType<typeof subjectForTest> =>
  subjectForTest({ identity: [{ Version: "2012-10-17", Statement }] });

describe("the engine on documents made to explode", () => {
  it("needs few states for a pattern of many stars", () => {
    const stars = `arn:aws:s3:::${"*a".repeat(200)}`;
    const proof = prover({ index }).prove(
      subject(
        allow,
        { Effect: "Deny", Action: "s3:*", Resource: stars },
        { Effect: "Deny", Action: "s3:*", Resource: `${stars}b*` },
      ),
    );
    expect(answerFor(proof.cells[0], "s3:GetObject").verdict).toBe("open");
    expect(proof.steps).toBeLessThan(1000);
  });

  it("says may, and where, when the budget ends", () => {
    // A star before many question marks has exponentially many states.
    const hard = ["a", "b", "c"].map((letter) => ({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { StringLike: { "s3:prefix": `*${letter}${"?".repeat(24)}` } },
    }));
    const [one, two, three] = hard;
    const boundary = (each: object | undefined): readonly unknown[] => [{ Version: "2012-10-17", Statement: [each] }];
    const proof = prover({ index, statesPerDocument: 500 }).prove(
      subjectForTest({
        identity: [{ Version: "2012-10-17", Statement: [{ ...one }] }],
        boundary: boundary(two),
        scps: [
          boundary(three),
          boundary({
            ...allow,
            Condition: { StringLike: { "s3:prefix": `?${"*d".repeat(9)}` }, StringNotLike: { "s3:prefix": "*a*" } },
          }),
        ],
      }),
    );
    const answer = answerFor(proof.cells[0], "s3:GetObject");
    expect(answer.verdict === "may" ? answer.why : answer.verdict).toMatch(
      /budget of solver states ended at .*s3:prefix/,
    );
    expect(proof.steps).toBeLessThanOrEqual(4 * 500);
  });

  it("stays within the budget with many independent conditions", () => {
    const many = Array.from({ length: 60 }, (_none, place) => ({
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringLike: { [`s3:a${place}`]: "x*" }, StringNotLike: { [`s3:b${place}`]: "y*" } },
    }));
    const proof = prover({ index }).prove(subject(allow, ...many));
    expect(answerFor(proof.cells[0], "s3:GetObject").verdict).toBe("open");
    expect(proof.steps).toBeLessThan(20_000);
  });

  it("is bounded for hundreds of statements that all matter, and says may where the work ended", () => {
    const many = Array.from({ length: 600 }, (_none, place) => ({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::bucket-${place}/*`,
      Condition: { StringLike: { [`s3:key${place}`]: "a*" } },
    }));
    const engine = prover({ index, statesPerDocument: 300 });
    const [found] = engine.ask(subject(...many), {
      action: "s3:GetObject",
      resource: { arns: ["arn:aws:s3:::elsewhere/*"] },
    });
    const answer = found?.answer;
    expect(answer?.verdict === "may" ? answer.why : answer?.verdict).toMatch(/ended at identity\[0\] Statement\[\d+\]/);
    expect(engine.prove(subject(...many)).steps).toBeLessThanOrEqual(300);
  });

  it.each<readonly [string, object]>([
    [
      "a list of resources",
      { Resource: Array.from({ length: 150_000 }, (_none, place) => `arn:aws:s3:::b${place}/*`) },
    ],
    ["one resource", { Resource: `arn:aws:s3:::${"*a".repeat(2_500_000)}` }],
    ["a list of actions", { Action: Array.from({ length: 150_000 }, (_none, place) => `s3:x${place}`) }],
    [
      "a list of wildcards",
      { Resource: Array.from({ length: 1_600 }, (_none, place) => `arn:aws:s3:::*a*b*c${place}*`) },
    ],
    ["a list of values", { Condition: { StringLike: { "s3:prefix": Array(500_000).fill("a*b*") as string[] } } }],
  ])("does not read %s longer than any policy that AWS stores", (_what, long) => {
    const proof = prover({ index }).prove(subject({ ...allow, ...long }));
    const answer = answerFor(proof.cells[0], "s3:GetObject");
    expect(answer.verdict === "may" ? answer.why : answer.verdict).toContain("longer than any policy that AWS stores");
    expect(proof.steps).toBeLessThan(100);
    const denied = prover({ index }).prove(subject(allow, { ...allow, ...long, Effect: "Deny" }));
    expect(answerFor(denied.cells[0], "s3:GetObject").verdict).toBe("may");
  });

  it("counts long lists of patterns as work", () => {
    const stars = (letter: string): string => `arn:aws:s3:::${`*${letter}`.repeat(40)}*`;
    const many = Array.from({ length: 400 }, (_none, place) => `${stars("a")}${place}`);
    const proof = prover({ index, statesPerDocument: 50 }).prove(
      subject(allow, { Effect: "Deny", Action: "s3:*", Resource: many }, { ...allow, Action: "s3:Get*" }),
    );
    const answer = answerFor(proof.cells[0], "s3:GetObject");
    expect(answer.verdict).not.toBe("closed");
    expect(proof.steps).toBeLessThanOrEqual(50);
  });
});
