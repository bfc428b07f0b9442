import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { simulate, type SimulateAnswer, simulateExit, type SimulateResult } from "./simulate.ts";

const one = "111111111111";
const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const request = {
  principal: { arn: `arn:aws:iam::${one}:user/alice`, account: one },
  policies: { identity: [everything] },
  request: { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key", context: {} },
};

function answer(value: unknown): SimulateAnswer {
  return simulate(JSON.stringify(value, null, 2), "r.json");
}

function results(...values: readonly unknown[]): readonly SimulateResult[] {
  const found = answer(values);
  return found.kind === "list" ? found.results : [];
}

/** The decisions, or `CODE path`. */
function short(result: SimulateResult): string {
  return "error" in result ? `${result.error.code} ${result.error.position.path}` : result.decision;
}

function thrown(text: string): CodedError {
  try {
    simulate(text, "r.json");
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("policy simulate", () => {
  it("answers one request with one decision and its trace", () => {
    expect(answer(request)).toEqual({
      kind: "one",
      result: {
        decision: "allowed",
        trace: [
          { layer: "identity", policy: "identity[0]", statement: "Statement[0]", effect: "Allow", outcome: "matched" },
        ],
      },
    });
  });

  it("answers a list in order, a malformed item by its error", () => {
    const denied = { ...request, policies: { identity: [] } };
    const odd = {
      ...request,
      policies: { identity: [{ Statement: { ...everything.Statement, Condition: { Odd: { "a:b": "c" } } } }] },
    };
    const broken = {
      ...request,
      policies: { identity: [everything, { Statement: { ...everything.Statement, Fect: 1 } }] },
    };
    const found = results(request, broken, denied, odd);
    expect(found.map(short)).toEqual([
      "allowed",
      "IAM_POLICY_ELEMENT [1].policies.identity[1].Statement.Fect",
      "implicitly-denied",
      "unknown",
    ]);
    expect(found[1]).toEqual({
      error: {
        code: "IAM_POLICY_ELEMENT",
        title: "The policy has an element that is not known or not allowed here",
        detail: 'there is no element "Fect" in a statement',
        hint: expect.stringMatching(/\.$/),
        position: {
          file: "r.json",
          line: expect.any(Number),
          column: 13,
          path: "[1].policies.identity[1].Statement.Fect",
        },
      },
    });
  });

  it("exits 0 with decisions, 3 with an unknown one, 2 with a malformed one", () => {
    const odd = {
      ...request,
      policies: { identity: [{ Statement: { ...everything.Statement, Condition: { Odd: { "a:b": "c" } } } }] },
    };
    expect(simulateExit(answer([]))).toBe(0);
    expect(simulateExit(answer([request, { ...request, policies: {} }]))).toBe(0);
    expect(simulateExit(answer([request, odd]))).toBe(3);
    expect(simulateExit(answer(odd))).toBe(3);
    expect(simulateExit(answer([odd, 3]))).toBe(2);
    expect(simulateExit(answer({}))).toBe(2);
  });

  it("throws with line and column when the file is no JSON, or neither object nor list", () => {
    expect(thrown('[\n  {"principal": }\n]')).toMatchObject({
      row: { code: "IAM_JSON_SYNTAX" },
      position: { file: "r.json", line: 2, column: 17 },
    });
    expect(thrown("3")).toMatchObject({ row: { code: "POLICY_REQUEST_SHAPE" }, position: { line: 1, column: 1 } });
  });

  it("refuses a key twice in the item that has it, alone", () => {
    const good = JSON.stringify(request);
    const twice = good.replace('"Effect":"Allow"', '"Effect":"Allow","Effect":"Deny"');
    const found = simulate(`[${good},\n${twice}]`);
    expect(found.kind === "list" && found.results.map(short)).toEqual([
      "allowed",
      "IAM_JSON_DUPLICATE_KEY [1].policies.identity[0].Statement.Effect",
    ]);
  });

  it.each([
    [{ ...request, extra: 1 }, "POLICY_REQUEST_SHAPE [0].extra"],
    [{ ...request, principal: { ...request.principal, role: "x" } }, "POLICY_REQUEST_SHAPE [0].principal.role"],
    [{ ...request, principal: { ...request.principal, account: "12" } }, "POLICY_REQUEST_SHAPE [0].principal.account"],
    [{ ...request, principal: "nobody" }, "POLICY_REQUEST_SHAPE [0].principal"],
    [{ ...request, principal: { arn: "alice", account: one } }, "POLICY_REQUEST_PRINCIPAL [0].principal.arn"],
    [
      { ...request, principal: { ...request.principal, account: "222222222222" } },
      "POLICY_REQUEST_PRINCIPAL [0].principal.account",
    ],
    [{ ...request, policies: { identity: everything } }, "POLICY_REQUEST_SHAPE [0].policies.identity"],
    [{ ...request, policies: { scps: [everything] } }, "POLICY_REQUEST_SHAPE [0].policies.scps[0]"],
    [{ ...request, policies: { identity: ["x"] } }, "IAM_POLICY_SHAPE [0].policies.identity[0]"],
    [{ ...request, policies: { resource: everything } }, "IAM_POLICY_SHAPE [0].policies.resource.Statement"],
    [{ ...request, request: { ...request.request, action: "s3:*" } }, "POLICY_REQUEST_SHAPE [0].request.action"],
    [{ ...request, request: { ...request.request, resource: "bucket" } }, "POLICY_REQUEST_SHAPE [0].request.resource"],
    [
      { ...request, request: { ...request.request, context: { "a:b": 1 } } },
      'POLICY_REQUEST_SHAPE [0].request.context["a:b"]',
    ],
    [
      { ...request, request: { ...request.request, context: { "a:b": "1", "A:B": "2" } } },
      'POLICY_REQUEST_CONTEXT [0].request.context["A:B"]',
    ],
    [null, "POLICY_REQUEST_SHAPE [0]"],
  ])("refuses %j", (value, expected) => {
    expect(results(value).map(short)).toEqual([expected]);
  });
});

describe("the defaults of a request", () => {
  const decisionOf = (change: { principal?: unknown; policies?: object; request?: object }): string => {
    const [found] = results({
      principal: change.principal ?? request.principal,
      policies: { ...request.policies, ...change.policies },
      request: { ...request.request, ...change.request },
    });
    return found === undefined ? "" : short(found);
  };
  const trust = (principal: unknown) => ({
    Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal },
  });

  it("read the kind of principal from its ARN", () => {
    const scps = [[]];
    expect(decisionOf({ policies: { scps } })).toBe("implicitly-denied");
    expect(decisionOf({ principal: { ...request.principal, management: true }, policies: { scps } })).toBe("allowed");
    const linked = {
      arn: `arn:aws:iam::${one}:role/aws-service-role/a.amazonaws.com/AWSServiceRoleForA`,
      account: one,
    };
    expect(decisionOf({ principal: linked, policies: { scps } })).toBe("allowed");
    expect(
      decisionOf({ principal: { arn: `arn:aws:iam::${one}:root`, account: one }, policies: { identity: [] } }),
    ).toBe("allowed");
    expect(decisionOf({ principal: { arn: `arn:aws:sts::${one}:federated-user/bob`, account: one } })).toBe(
      "implicitly-denied",
    );
    expect(decisionOf({ principal: { arn: `arn:aws:sts::${one}:assumed-role/Dev/s`, account: one } })).toBe("allowed");
    expect(decisionOf({ principal: "anonymous" })).toBe("implicitly-denied");
  });

  it("take the resource policy as trust policy for AssumeRole and as key policy for kms", () => {
    const assume = { action: "sts:AssumeRole", resource: `arn:aws:iam::${one}:role/r` };
    expect(decisionOf({ policies: { resource: trust({ AWS: one }) }, request: assume })).toBe("allowed");
    expect(decisionOf({ policies: { resource: trust({ AWS: "222222222222" }) }, request: assume })).toBe(
      "implicitly-denied",
    );
    const key = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${one}:key/k` };
    const keyPolicy = {
      Statement: {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${one}:role/other` },
        Action: "kms:*",
        Resource: "*",
      },
    };
    expect(decisionOf({ policies: { resource: keyPolicy }, request: key })).toBe("implicitly-denied");
  });

  it("take the resource's account from its ARN, then from the principal", () => {
    expect(
      decisionOf({ request: { resource: "arn:aws:sqs:eu-west-1:222222222222:q", action: "sqs:SendMessage" } }),
    ).toBe("implicitly-denied");
    expect(decisionOf({ request: { resourceAccount: "222222222222" } })).toBe("implicitly-denied");
    expect(decisionOf({})).toBe("allowed");
  });

  it("fill the principal's keys unless the context sets them, and take other keys as missing", () => {
    const when = (Condition: object) => ({
      identity: [{ Version: "2012-10-17", Statement: { ...everything.Statement, Condition } }],
    });
    const principal = { ...request.principal, tags: { Team: "blue" } };
    expect(
      decisionOf({
        principal,
        policies: when({ StringEquals: { "aws:PrincipalTag/team": "blue", "aws:username": "alice" } }),
      }),
    ).toBe("allowed");
    expect(
      decisionOf({
        policies: when({ StringEquals: { "aws:username": "alice" } }),
        request: { context: { "aws:UserName": "bob" } },
      }),
    ).toBe("implicitly-denied");
    expect(decisionOf({ policies: when({ Bool: { "aws:MultiFactorAuthPresent": "true" } }) })).toBe(
      "implicitly-denied",
    );
    expect(
      decisionOf({
        policies: when({ "ForAnyValue:StringEquals": { "aws:TagKeys": "b" } }),
        request: { context: { "aws:TagKeys": ["a", "b"] } },
      }),
    ).toBe("allowed");
  });
});
