import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { simulate, simulateExit } from "./simulate.ts";

const good = {
  principal: { arn: "arn:aws:iam::111111111111:user/alice", account: "111111111111", tags: { team: "blue" } },
  policies: {
    identity: [
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: "arn:aws:s3:::b/${aws:username}/*" }],
      },
    ],
    resource: { Statement: { Effect: "Deny", NotPrincipal: { AWS: "111111111111" }, Action: "*", Resource: "*" } },
    scps: [
      [
        {
          Statement: {
            Effect: "Allow",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": true } },
          },
        },
      ],
    ],
  },
  request: {
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/alice/k",
    context: { "aws:SecureTransport": "true", "aws:TagKeys": ["a"] },
  },
};

describe("policy simulate on foreign bytes", () => {
  const words = fc.constantFrom<unknown>(null, true, 0, "", "*", "x", [], {}, [[]], "anonymous", { Statement: [] });

  it("answers or throws a coded error for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        try {
          expect([0, 2, 3]).toContain(simulateExit(simulate(text)));
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("answers every request with one part replaced by something else, and gives an error its place", () => {
    const paths = pathsOf(good);
    fc.assert(
      fc.property(fc.constantFrom(...paths), words, (path, word) => {
        const answer = simulate(JSON.stringify([good, replaced(good, path, word)], null, 1));
        expect(answer.kind === "list" && answer.results).toHaveLength(2);
        const second = answer.kind === "list" ? answer.results[1] : undefined;
        if (second !== undefined && "error" in second) {
          expect(second.error.position.line).toBeGreaterThan(1);
          expect(second.error.position.path).toMatch(/^\[1\]/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("answers or throws a coded error for a file cut anywhere", () => {
    const text = JSON.stringify([good]);
    for (let end = 0; end < text.length; end += 1) expect(() => simulate(text.slice(0, end))).toThrow(CodedError);
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
  );
  return [[], ...inner];
}

function replaced(value: unknown, path: Path, word: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return word;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (index === step ? replaced(each, rest, word) : each));
  const members = value as Record<string, unknown>;
  return { ...members, [step]: replaced(members[step], rest, word) };
}
