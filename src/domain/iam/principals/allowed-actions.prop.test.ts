import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentions } from "../decide/mentions.ts";
import { parsePolicy } from "../language/parse-policy.ts";
import { AllowedActions } from "./allowed-actions.ts";

const watched = [
  "account:PutContactInformation",
  "sts:AssumeRole",
  "organizations:LeaveOrganization",
  "iam:EnableOrganizationsRootSessions",
];
const pattern = fc.oneof(
  fc.constantFrom(
    "*",
    "*:*",
    "Account:put*",
    "STS:Assume?ole",
    "s*:*",
    "sts:*",
    "iam:Get*",
    "s3:*",
    "org*:*",
    "a?count:*",
    "organizations:leaveorganization",
    "stsx:*",
  ),
  fc.constantFrom(...watched),
);
const statement = fc.record({
  negated: fc.boolean(),
  isDeny: fc.boolean(),
  patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }),
});

describe("the quick look for actions", () => {
  it("agrees with the evaluator on every policy", () => {
    const look = new AllowedActions(watched);
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), (statements) => {
        const policy = parsePolicy(
          {
            Statement: statements.map(({ negated, isDeny, patterns }) => ({
              Effect: isDeny ? "Deny" : "Allow",
              [negated ? "NotAction" : "Action"]: patterns,
              Resource: "*",
            })),
          },
          "identity",
        );
        expect([...look.of(policy)].sort()).toEqual(watched.filter((action) => mentions(policy, action)).sort());
      }),
      { numRuns: 1000 },
    );
  });
});
